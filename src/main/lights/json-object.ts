import { decodeText } from '@shared/mqtt/message'

/** A message longer than this many bytes is no lamp's; what a relay board says of itself takes a few thousand. */
const MAX_BYTES = 65_536

/** A JSON object from the wire, its values whatever came. */
export type JsonObject = Readonly<Record<string, unknown>>

/** The payload as a JSON object; undefined where it is something else, or too long to be read. */
export function jsonObjectOf(payload: Uint8Array): JsonObject | undefined {
  if (payload.length > MAX_BYTES) return undefined
  const text = decodeText(payload)
  if (text === undefined) return undefined
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The value where it is an object, and no list. */
export function objectOf(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined
}

/** What stands under the key in the object itself; what every object brings along is not meant. */
export function own(object: JsonObject | undefined, key: string): unknown {
  return object && Object.hasOwn(object, key) ? object[key] : undefined
}

/** The number under a key where it is one from `least` to `most`. */
export function numberIn(object: JsonObject, key: string, least: number, most: number): number | undefined {
  const value = own(object, key)
  return typeof value === 'number' && value >= least && value <= most ? value : undefined
}

/** The text under a key where it is one of at most so many characters. */
export function textIn(object: JsonObject, key: string, most: number): string | undefined {
  const value = own(object, key)
  return typeof value === 'string' && value.length <= most ? value : undefined
}
