import { decodeText } from '@shared/mqtt/message'
import { readJson, type JsonBranch } from './json'

/** The ways a payload can be looked at. */
export type PayloadForm = 'text' | 'json' | 'hex'

/** A payload read once in each way that makes sense of it. */
export interface ReadPayload {
  readonly bytes: Uint8Array
  /** Missing where the bytes are not UTF-8. */
  readonly text?: string
  /** Missing where it is no JSON object or array, or too large for a tree. */
  readonly json?: JsonBranch
  /** What shows most of it. */
  readonly best: PayloadForm
}

/** Control characters other than tab, line feed and carriage return: text hardly ever has them. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]/u

/** Reads a payload and says which form shows it best. */
export function readPayload(bytes: Uint8Array): ReadPayload {
  const text = decodeText(bytes)
  if (text === undefined) return { bytes, best: 'hex' }
  const json = readJson(text)
  return { bytes, text, json, best: json ? 'json' : UNPRINTABLE.test(text) ? 'hex' : 'text' }
}

/** What can be read of bytes that are not UTF-8 throughout, with a mark for the rest. */
export function legible(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes)
}
