import * as v from 'valibot'
import { decodeText } from '../mqtt/message'
import { MAX_TEXT, cleanText, isMessageId } from './message'
import { cleanName } from './name'

/** The id of a message, or of a greeting. */
export const id = v.custom<string>(isMessageId)
/** An MQTT client id, as copies name themselves. */
export const client = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
export const clock = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
export const key = v.object({ clock, id })
/** A name, or undefined where nothing of it can be shown. */
export const name = v.pipe(v.string(), v.transform(cleanName))
/** A name of which something is left. */
export const someName = v.pipe(name, v.string())
/** The text of a message; the writer has kept to MAX_TEXT, so a longer one is not cut but refused. */
export const text = v.pipe(v.string(), v.transform(cleanText), v.maxLength(MAX_TEXT), v.check(isSome))

/** Reads a payload of JSON; undefined where it is longer than `limit` bytes, or not what the schema says. */
export function readJson<S extends v.GenericSchema>(
  schema: S,
  payload: Uint8Array,
  limit: number,
): v.InferOutput<S> | undefined {
  if (payload.length === 0 || payload.length > limit) return undefined
  const written = decodeText(payload)
  if (written === undefined) return undefined
  try {
    // One thing wrong is enough; a list of all of them would be as long as somebody likes.
    const result = v.safeParse(schema, JSON.parse(written), { abortEarly: true })
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

function isSome(written: string): boolean {
  return written.trim() !== ''
}
