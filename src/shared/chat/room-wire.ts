import * as v from 'valibot'
import { decodeText } from '../mqtt/message'
import { MAX_TEXT, cleanText, isMessageId, type ChatMessage } from './message'
import { cleanName } from './name'
import type { LastWord } from './turn'

/** How many of the last messages copies compare when they meet (DESIGN 2, Delivery). */
export const COMPARED_MESSAGES = 200
/** Most messages handed over in one publish; keeps it well under every broker's limit. */
export const HANDED_AT_ONCE = 20

const id = v.custom<string>(isMessageId)
const client = v.pipe(v.string(), v.minLength(1), v.maxLength(100))
const clock = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const name = v.pipe(v.string(), v.transform(cleanName))

const turnSchema = v.object({ id, clock, user: v.optional(name) })
const presenceSchema = v.object({
  user: v.optional(name),
  state: v.picklist(['online', 'offline']),
  run: v.optional(v.pipe(v.string(), v.regex(/^\d{13}-[0-9a-f]{8}$/))),
})
const messageSchema = v.object({
  id,
  clock,
  user: v.optional(name),
  message: v.pipe(v.string(), v.transform(cleanText), v.minLength(1), v.maxLength(MAX_TEXT)),
  // Years 1970 to 2286, so that whatever comes can be written as a date.
  ts: v.pipe(v.number(), v.minValue(0), v.ltValue(1e13)),
  cut: v.optional(v.literal(true)),
})
const syncSchema = v.variant('type', [
  v.object({
    type: v.literal('have'),
    from: client,
    /** The answer to somebody's `have`, which is not answered again. */
    to: v.optional(client),
    /** Tells a copy's greeting from an earlier one of its own that the broker had kept. */
    greeting: v.optional(id),
    ids: v.pipe(v.array(id), v.maxLength(COMPARED_MESSAGES)),
  }),
  v.object({
    type: v.literal('give'),
    from: client,
    to: client,
    messages: v.pipe(v.array(messageSchema), v.maxLength(HANDED_AT_ONCE)),
  }),
])

export interface Presence {
  readonly user?: string
  readonly state: 'online' | 'offline'
  /** Tells two runs of one installation apart: when it started (milliseconds since 1970), and chance. */
  readonly run?: string
}

/** What copies tell each other on `<room>/sync` when they meet. */
export type Sync =
  | {
      readonly type: 'have'
      readonly from: string
      readonly to?: string
      readonly greeting?: string
      readonly ids: readonly string[]
    }
  | {
      readonly type: 'give'
      readonly from: string
      readonly to: string
      readonly messages: readonly ChatMessage[]
    }

/** Reads the retained marker on `<room>/turn`. */
export function readTurn(payload: Uint8Array): LastWord | undefined {
  return read(turnSchema, payload, 4_096)
}

/** Writes the retained marker: the last message without its text. */
export function writeTurn({ user, id, clock }: LastWord): string {
  return JSON.stringify({ user, id, clock })
}

/** Reads `<room>/presence/<client>`. */
export function readPresence(payload: Uint8Array): Presence | undefined {
  return read(presenceSchema, payload, 4_096)
}

/** Writes `<room>/presence/<client>`. */
export function writePresence(presence: Presence): string {
  return JSON.stringify({ user: presence.user, state: presence.state, run: presence.run })
}

/** Reads `<room>/sync`; every message in it has the form and the limits of one that came by itself. */
export function readSync(payload: Uint8Array): Sync | undefined {
  const sync = read(syncSchema, payload, 262_144)
  if (sync?.type !== 'give') return sync
  return { ...sync, messages: sync.messages.map(({ message, ...rest }) => ({ ...rest, text: message })) }
}

/** Writes `<room>/sync`. */
export function writeSync(sync: Sync): string {
  if (sync.type === 'have') return JSON.stringify(sync)
  return JSON.stringify({
    ...sync,
    messages: sync.messages.map(({ text, ...rest }) => ({ ...rest, message: text })),
  })
}

function read<S extends v.GenericSchema>(
  schema: S,
  payload: Uint8Array,
  limit: number,
): v.InferOutput<S> | undefined {
  if (payload.length === 0 || payload.length > limit) return undefined
  const text = decodeText(payload)
  if (text === undefined) return undefined
  try {
    const result = v.safeParse(schema, JSON.parse(text))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}
