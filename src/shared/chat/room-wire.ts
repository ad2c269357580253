import * as v from 'valibot'
import type { MessageKey } from './message'
import { MAX_REVISIONS, type Revision } from './revision'
import { MAX_TIMEOUT, type RoomRules } from './rules'
import type { LastWord } from './turn'
import { clock, id, name, readJson, someName, text } from './wire-fields'

/** Longest payload in bytes of what is not a message's text. */
const MAX_NOTE = 4_096
/** Longest payload in bytes of a text. */
const MAX_CHANGE = 262_144
/** Rules are set by people: nobody does so more often. */
const MAX_RULES = 1_000_000_000

const turnSchema = v.object({ id, clock, user: v.optional(name) })
const presenceSchema = v.object({
  user: v.optional(name),
  state: v.picklist(['online', 'offline']),
  run: v.optional(v.pipe(v.string(), v.regex(/^\d{13}-[0-9a-f]{8}$/))),
  away: v.optional(v.literal(true)),
  seq: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
})
const typingSchema = v.object({ user: someName })
const seenSchema = v.object({ user: someName, id, clock })
const rulesSchema = v.object({
  turns: v.boolean(),
  timeout: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TIMEOUT)),
  revision: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_RULES)),
})
const revision = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_REVISIONS))
const changeSchema = v.union([
  v.object({ id, revision, user: someName, deleted: v.literal(true) }),
  v.object({ id, revision, user: someName, deleted: v.optional(v.undefined()), message: text }),
])

export interface Presence {
  readonly user?: string
  readonly state: 'online' | 'offline'
  /** Tells two runs of one installation apart: when it started (milliseconds since 1970), and chance. */
  readonly run?: string
  /** The computer has not been touched for a while. */
  readonly away?: true
  /** Grows with each presence that a run publishes, so that an older one is told from a newer. */
  readonly seq?: number
}

/** Reads the retained marker on `<room>/turn`. */
export function readTurn(payload: Uint8Array): LastWord | undefined {
  return readJson(turnSchema, payload, MAX_NOTE)
}

/** Writes the retained marker: the last message without its text. */
export function writeTurn({ user, id, clock }: LastWord): string {
  return JSON.stringify({ user, id, clock })
}

/** Reads `<room>/presence/<client>`. */
export function readPresence(payload: Uint8Array): Presence | undefined {
  return readJson(presenceSchema, payload, MAX_NOTE)
}

/** Writes `<room>/presence/<client>`. */
export function writePresence({ user, state, run, away, seq }: Presence): string {
  return JSON.stringify({ user, state, run, away, seq })
}

/** Reads `<room>/typing/<client>`: who is writing. */
export function readTyping(payload: Uint8Array): { user: string } | undefined {
  return readJson(typingSchema, payload, MAX_NOTE)
}

/** Writes `<room>/typing/<client>`. */
export function writeTyping(user: string): string {
  return JSON.stringify({ user })
}

/** Reads `<room>/read/<client>`: up to where somebody has read. */
export function readSeen(payload: Uint8Array): (MessageKey & { user: string }) | undefined {
  return readJson(seenSchema, payload, MAX_NOTE)
}

/** Writes `<room>/read/<client>`. */
export function writeSeen({ user, id, clock }: MessageKey & { readonly user: string }): string {
  return JSON.stringify({ user, id, clock })
}

/** Reads the retained `<room>/rules`. */
export function readRules(payload: Uint8Array): RoomRules | undefined {
  return readJson(rulesSchema, payload, MAX_NOTE)
}

/** Writes the retained `<room>/rules`. */
export function writeRules({ turns, timeout, revision }: RoomRules): string {
  return JSON.stringify({ turns, timeout, revision })
}

/** Reads `<room>/changes`: another text for a message, or none. */
export function readChange(payload: Uint8Array): Revision | undefined {
  const change = readJson(changeSchema, payload, MAX_CHANGE)
  if (!change) return undefined
  const { id, revision, user } = change
  return 'message' in change ? { id, revision, user, text: change.message } : { id, revision, user }
}

/** Writes `<room>/changes`. */
export function writeChange({ id, revision, user, text }: Revision): string {
  return JSON.stringify({
    id,
    revision,
    user,
    ...(text === undefined ? { deleted: true } : { message: text }),
  })
}
