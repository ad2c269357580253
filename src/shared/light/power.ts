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

/**
 * What a JSON payload says of the power at one place in it, such as `relays.0.state`: one of the light's own two words,
 * or whatever `readPower` understands. Only what the payload itself holds is followed.
 */
export function readPowerAt(
  payload: Uint8Array,
  path: string,
  words: { readonly on?: string; readonly off?: string },
): 'on' | 'off' | undefined {
  if (payload.length === 0 || payload.length > MAX_BYTES) return undefined
  const text = decodeText(payload)?.trim()
  if (!text) return undefined
  const found = path.split('.').reduce<unknown>(step, readStructure(text))
  const said = typeof found === 'number' || typeof found === 'boolean' ? String(found) : found
  if (said !== undefined && said === words.on) return 'on'
  if (said !== undefined && said === words.off) return 'off'
  return power(found)
}

/** The bare word for a plain light: what most clients of the lab read, and all of them understand. */
export function writePower(on: boolean): string {
  return on ? 'on' : 'off'
}

/**
 * The power in one JSON that every JSON client of the lab reads: by `value`, by `status`, or as SenML (RFC 8428).
 * `seconds` since 1970 is a number: the course's own actuator prints it with `time.ctime`.
 */
export function writePowerJson(on: boolean, client: string, seconds: number): string {
  const bit = on ? 1 : 0
  return JSON.stringify({
    client,
    n: 'switch',
    value: bit,
    status: bit,
    timestamp: seconds,
    unit: 'bool',
    bn: client,
    e: [{ n: 'switch', v: bit, t: seconds, u: 'bool' }],
  })
}

/** One key down; a list has its places for keys, but not its length. */
function step(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  if (Array.isArray(value) && !/^\d+$/.test(key)) return undefined
  return (value as Record<string, unknown>)[key]
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
