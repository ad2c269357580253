import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Damage } from './damage'
import { rowsIn, type Rows } from './rows'
import type { Told } from './start'

/** What a folder held before anything was damaged. */
export interface Good {
  readonly folder: string
  readonly rows: Rows
}

/** What a damage came to. `beyond`: it took what no reader can know to have been there. */
export type Fate = 'harmless' | 'told' | 'beyond'

export interface Verdict {
  readonly fate: Fate
  /** What should not be; empty where all is well. */
  readonly wrong: readonly string[]
}

/** Judges a start by what it left in the folder: what is gone must have been told, and must be kept where the words say. */
export function judge(
  folder: string,
  good: Good,
  readable: Rows,
  damage: Damage,
  told: readonly Told[],
): Verdict {
  const wrong = told
    .filter(({ kind }) => ['fault', 'window-crashed', 'folder-unwritable'].includes(kind))
    .map(({ kind }) => `it said "${kind}"`)
  const named = told.flatMap(({ detail }) => (detail?.includes('.broken-') ? [detail] : []))
  const aside = readdirSync(folder).filter((name) =>
    /^(settings|porchlight)\.broken-.*\.(json|db)$/.test(name),
  )
  for (const name of aside) if (!named.includes(name)) wrong.push(`${name} is not named`)
  for (const name of named) if (!aside.includes(name)) wrong.push(`${name} is named and not there`)
  const own = aside.find((name) =>
    name.startsWith(damage.file === 'settings.json' ? 'settings.' : 'porchlight.'),
  )
  if (own && ['settings.json', 'porchlight.db'].includes(damage.file) && !isKept(join(folder, own), damage)) {
    // A text that is none shows only when it is read, and by then the log beside the file may be worked in.
    const kept = rowsIn(folder, own)
    const isWorkedIn =
      damage.file === 'porchlight.db' && [...readable].every(([key, text]) => kept.get(key) === text)
    if (!isWorkedIn) wrong.push(`${own} is not what was damaged`)
  }
  if (damage.file === 'settings.json') {
    if (!own && !isWhole(damage.bytes, join(folder, 'settings.json')))
      wrong.push('settings are lost without a word')
    return { fate: own ? 'told' : 'harmless', wrong }
  }
  return { fate: fateOfRows(folder, good, readable, damage, own !== undefined, wrong), wrong }
}

function fateOfRows(
  folder: string,
  good: Good,
  readable: Rows,
  damage: Damage,
  isTold: boolean,
  wrong: string[],
): Fate {
  const after = rowsIn(folder)
  const left = [...readable].filter(([key, text]) => good.rows.get(key) === text && after.get(key) !== text)
  // SQLite opens no file beside which a folder stands; it is kept with it.
  const isBarred = damage.bytes === undefined && damage.file !== 'porchlight.db'
  if (left.length > 0 && !isBarred) wrong.push(`${left.length} messages that can be read were left behind`)
  if (isTold) return 'told'
  // What an own letter of a text became nobody can know; that a message is missing can be counted.
  if (after.size >= good.rows.size) return 'harmless'
  // A file of no length is what a first start begins with, and what stands beside it may end anywhere.
  if (damage.file === 'porchlight.db-wal' || (damage.kind === 'empty' && damage.file === 'porchlight.db'))
    return 'beyond'
  wrong.push(`${good.rows.size - after.size} messages are lost without a word`)
  return 'harmless'
}

/** Whether the file under its new name is, byte for byte, what was damaged; a folder is the same folder. */
function isKept(path: string, { bytes }: Damage): boolean {
  if (bytes === undefined)
    return statSync(path).isDirectory() && readFileSync(join(path, 'inside'), 'utf8') === 'kept'
  return statSync(path).isFile() && readFileSync(path).equals(bytes)
}

/** Whether all that a damaged file says stands in the settings that were written after it. */
function isWhole(damaged: Buffer | undefined, file: string): boolean {
  try {
    const said = new TextDecoder('utf-8', { fatal: true }).decode(damaged)
    return holds(JSON.parse(readFileSync(file, 'utf8')), JSON.parse(said))
  } catch {
    return false
  }
}

function holds(after: unknown, said: unknown): boolean {
  if (typeof said !== 'object' || said === null) return after === said
  if (typeof after !== 'object' || after === null) return false
  if (Array.isArray(said) && (!Array.isArray(after) || after.length !== said.length)) return false
  const given = after as Record<string, unknown>
  return Object.entries(said).every(
    ([key, value]) => key in given && (isMoved(key, said) || holds(given[key], value)),
  )
}

/** Set anew so that the file is written; or when a daily timer is due next, where a wrong digit made it due long ago. */
function isMoved(key: string, of: object): boolean {
  return key === 'updates' || (key === 'at' && 'daily' in of)
}
