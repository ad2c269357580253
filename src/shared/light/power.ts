import { decodeText } from '../mqtt/message'
import { readStructure } from '../structure'

/** A payload longer than this many bytes is not a light's state; it is left unread. */
const MAX_BYTES = 65_536

const WORDS = new Map<string, 'on' | 'off'>([
  ['on', 'on'],
  ['true', 'on'],
  ['1', 'on'],
  ['off', 'off'],
  ['false', 'off'],
  ['0', 'off'],
])
/** Read in this order: the first that is there counts. */
const FIELDS = ['status', 'value', 'command', 'state', 'v'] as const

/**
 * What a payload says of an on/off light, or undefined where it says nothing that can be understood:
 * plain words, JSON, JSON in a JSON string, Python's repr, SenML.
 */
export function readPower(payload: Uint8Array): 'on' | 'off' | undefined {
  if (payload.length === 0 || payload.length > MAX_BYTES) return undefined
  const text = decodeText(payload)?.trim()
  if (!text) return undefined
  return power(readStructure(text))
}

/** What is sent to a plain light: the form that every client of the lab reads. */
export function writePower(on: boolean): string {
  return on ? 'on' : 'off'
}

function power(value: unknown, depth = 0): 'on' | 'off' | undefined {
  if (typeof value === 'string') return WORDS.get(value.trim().toLowerCase())
  if (typeof value === 'boolean' || typeof value === 'number') return WORDS.get(String(value))
  if (typeof value !== 'object' || value === null || depth > 1) return undefined
  const record = value as Record<string, unknown>
  const field = FIELDS.find((name) => Object.hasOwn(record, name))
  if (field) return power(record[field], depth + 1)
  // SenML (RFC 8428) as the course writes it: {"bn": …, "e": [{"n": "switch", "v": …}]}
  const first = Array.isArray(record['e']) ? (record['e'][0] as unknown) : undefined
  if (typeof first !== 'object' || first === null) return undefined
  const entry = first as Record<string, unknown>
  return power(entry['v'] ?? entry['value'], depth + 2)
}
