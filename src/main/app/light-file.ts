import type { FileProblem } from '@shared/ipc/contract'
import type { Arrangement } from '@shared/light/arrangement'
import { readArrangement } from '@shared/light/stored'
import { ok, refused, type Result } from '@shared/result'

/** Bytes; a longer file of lights is neither written nor read. */
export const MAX_LIGHT_FILE = 1_000_000

const MARK = { porchlight: 'lights', version: 1 } as const

/** The text of a file with everything that is arranged about lights. */
export function writeLights(lights: Arrangement): Result<string, Extract<FileProblem, 'too-large'>> {
  const text = `${JSON.stringify({ ...MARK, lights }, undefined, 2)}\n`
  return Buffer.byteLength(text) > MAX_LIGHT_FILE ? refused('too-large') : ok(text)
}

/** A file of lights: all of it, or why it cannot be used. One that is right in parts would be half arranged. */
export function readLights(text: string): Result<Arrangement, FileProblem> {
  if (Buffer.byteLength(text) > MAX_LIGHT_FILE) return refused('too-large')
  const file = tryJson(text)
  const known = typeof file === 'object' && file !== null && 'lights' in file
  if (!known || !hasMark(file)) return refused('not-lights')
  const read = readArrangement(file.lights)
  return read && !read.incomplete ? ok(read.arrangement) : refused('not-lights')
}

function hasMark(file: object): boolean {
  const { porchlight, version } = file as Record<string, unknown>
  return porchlight === MARK.porchlight && version === MARK.version
}

function tryJson(text: string): unknown {
  try {
    // Editors on Windows like to begin a file with a byte order mark.
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
