import * as v from 'valibot'
import { listOf } from '../list-of'
import type { ChatMessage, MessageKey } from './message'
import { readQuote } from './quote'
import { MAX_REVISIONS } from './revision'
import { client, clock, id, key, name, readJson, text } from './wire-fields'

/** How many of the last messages copies compare when they meet (DESIGN 2, Delivery). */
export const COMPARED_MESSAGES = 200
/** Most messages handed over in one publish; keeps it well under every broker's limit. */
export const HANDED_AT_ONCE = 20
/** Most messages that one question asks for. */
export const ASKED_AT_ONCE = 500
/** Longest payload in bytes. */
const MAX_BYTES = 262_144

const common = {
  id,
  clock,
  user: v.optional(name),
  // Years 1970 to 2286, so that whatever comes can be written as a date.
  ts: v.pipe(v.number(), v.minValue(0), v.ltValue(1e13)),
}
const revision = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REVISIONS))
const messageSchema = v.variant('deleted', [
  v.object({ ...common, revision, deleted: v.literal(true) }),
  v.object({
    ...common,
    deleted: v.optional(v.undefined()),
    message: text,
    cut: v.optional(v.literal(true)),
    quote: v.optional(v.pipe(v.unknown(), v.transform(readQuote))),
    revision: v.optional(revision),
    instead: v.optional(id),
  }),
])
const revisedSchema = v.pipe(
  v.record(id, v.union([v.literal(-1), revision])),
  v.check((revised) => Object.keys(revised).length <= COMPARED_MESSAGES),
)
const syncSchema = v.variant('type', [
  v.object({
    type: v.literal('have'),
    from: client,
    to: v.optional(client),
    greeting: v.optional(id),
    ids: listOf(id, COMPARED_MESSAGES),
    revised: v.optional(revisedSchema),
    lacks: v.optional(key),
  }),
  v.object({
    type: v.literal('give'),
    from: client,
    to: client,
    messages: listOf(messageSchema, HANDED_AT_ONCE),
    since: v.optional(key),
    end: v.optional(v.literal(true)),
  }),
  v.object({
    type: v.literal('ask'),
    from: client,
    to: client,
    before: key,
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(ASKED_AT_ONCE)),
  }),
])

/** Names the last messages of a copy; whoever has others hands them over. */
export interface Have {
  readonly type: 'have'
  readonly from: string
  /** The answer to somebody's greeting, which is not answered by a greeting again. */
  readonly to?: string
  /** Tells a copy's greeting from an earlier one of its own that the broker had kept. */
  readonly greeting?: string
  readonly ids: readonly string[]
  /** Of those that were changed, how often; -1 for taken back. */
  readonly revised?: Readonly<Record<string, number>>
  /** What came before this place was asked for earlier, and has not come. */
  readonly lacks?: MessageKey
}

/** A message as it is handed over. */
export interface GivenMessage extends ChatMessage {
  /** The id under which the other copy has the same message, which came without an id and was placed too early there. */
  readonly instead?: string
}

/** Hands messages over. */
export interface Give {
  readonly type: 'give'
  readonly from: string
  readonly to: string
  readonly messages: readonly GivenMessage[]
  /** The giver has more that came before this place. */
  readonly since?: MessageKey
  /** This was all that was asked for by an `ask`. */
  readonly end?: true
}

/** Asks one copy for what came right before a place. */
export interface Ask {
  readonly type: 'ask'
  readonly from: string
  readonly to: string
  readonly before: MessageKey
  /** At most ASKED_AT_ONCE. */
  readonly limit: number
}

/** What copies tell each other on `<room>/sync` when they meet. */
export type Sync = Have | Give | Ask

/** Reads `<room>/sync`; every message in it has the form and the limits of one that came by itself. */
export function readSync(payload: Uint8Array): Sync | undefined {
  const sync = readJson(syncSchema, payload, MAX_BYTES)
  return sync?.type === 'give' ? { ...sync, messages: sync.messages.map(toMessage) } : sync
}

/** Writes `<room>/sync`. */
export function writeSync(sync: Sync): string {
  return JSON.stringify(sync.type === 'give' ? { ...sync, messages: sync.messages.map(toWire) } : sync)
}

function toMessage(given: v.InferOutput<typeof messageSchema>): GivenMessage {
  if (given.deleted) return { ...given, text: '' }
  const { message, quote, deleted: _deleted, ...rest } = given
  return { ...rest, text: message, ...(quote ? { quote } : {}) }
}

function toWire({ text, ...given }: GivenMessage): object {
  const { id, clock, user, ts, cut, quote, revision, deleted, instead } = given
  if (deleted) return { id, clock, user, ts, revision, deleted }
  return { id, clock, user, message: text, ts, cut, quote, revision, instead }
}
