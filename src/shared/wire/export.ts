import type { MessageProperties } from '../mqtt/message'
import type { WireEntry } from './entry'

/** One message as it was kept: what the list shows of it, and its bytes, at most MAX_WIRE_PAYLOAD of them. */
export interface WireRecord {
  readonly entry: WireEntry
  readonly payload: Uint8Array
  readonly properties?: MessageProperties
}

/** The first line of a CSV file. */
export const CSV_HEADER = `${[
  'time',
  'direction',
  'topic',
  'qos',
  'retain',
  'size',
  'encoding',
  'payload',
  'properties',
].join(',')}\r\n`

/**
 * One line of a JSON Lines file. `payload` is the text, or base64 where `encoding` says so: bytes that are not UTF-8.
 * Where fewer bytes were kept than came, `size` is larger than the payload and `cut` is true.
 */
export function jsonLine(record: WireRecord): string {
  const { entry, properties } = record
  const line = {
    time: new Date(entry.at).toISOString(),
    direction: entry.direction,
    topic: entry.topic,
    qos: entry.qos,
    retain: entry.retain,
    size: entry.size,
    ...payloadOf(record),
    ...(isCut(record) ? { cut: true } : {}),
    ...(properties ? { properties } : {}),
  }
  return `${JSON.stringify(line)}\n`
}

/**
 * One row of a CSV file (RFC 4180); `encoding` is `text` or `base64`, with ` cut` behind it where fewer bytes were kept
 * than came, and the properties are one cell of JSON. Text is always quoted, so that a `;` or a tab in it begins no cell
 * in a spreadsheet of another country. Text that a spreadsheet would take for a formula, because it begins with = + - @ (also in their
 * full-width forms), a tab or a line break, gets an apostrophe in front, and so does text that begins with one:
 * who reads the file takes one apostrophe off and has the text as it was. Plain numbers such as -5.2 stay as they are.
 */
export function csvLine(record: WireRecord): string {
  const { entry, properties } = record
  const { payload, encoding } = payloadOf(record)
  const cells = [
    new Date(entry.at).toISOString(),
    entry.direction,
    cell(entry.topic),
    entry.qos,
    entry.retain,
    entry.size,
    `${encoding}${isCut(record) ? ' cut' : ''}`,
    cell(payload),
    properties ? cell(JSON.stringify(properties)) : '',
  ]
  return `${cells.join(',')}\r\n`
}

const FORMULA = /^[=+\-@＝＋－＠\t\r\n']/
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/

function cell(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

function isCut({ entry, payload }: WireRecord): boolean {
  return payload.length < entry.size
}

// Keeps a byte order mark, which is part of the payload like any other character.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function payloadOf({ payload }: WireRecord): { payload: string; encoding: 'text' | 'base64' } {
  try {
    return { payload: decoder.decode(payload), encoding: 'text' }
  } catch {
    return { payload: base64(payload), encoding: 'base64' }
  }
}

/** Bytes that are handed to String.fromCharCode at once: all of them would be more arguments than a call takes. */
const STEP = 8_192

function base64(bytes: Uint8Array): string {
  let characters = ''
  for (let from = 0; from < bytes.length; from += STEP) {
    characters += String.fromCharCode(...bytes.subarray(from, from + STEP))
  }
  return btoa(characters)
}
