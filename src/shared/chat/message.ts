/** Longest text in characters that one may send, and that is kept of somebody else's. */
export const MAX_TEXT = 10_000
/** Longest beginning in characters of a quoted text. */
export const MAX_QUOTE = 200

/** A text as it is sent and kept: whole characters, and no NUL, at which SQLite's drivers end a text. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** Whether an id is one: 1 to 100 whole characters without NUL. Longer ones would only fill the store. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= 100 && id.isWellFormed() && !id.includes('\0')
}

/** A message's place in its room. */
export interface MessageKey {
  /** Lamport clock, 1 or more. */
  readonly clock: number
  readonly id: string
}

/** The beginning of another message of the room that this one answers, as its writer saw it. */
export interface Quote {
  readonly id: string
  readonly user?: string
  /** At most MAX_QUOTE characters. */
  readonly text: string
}

/** One message of a room, ordered among the others by (clock, id). */
export interface ChatMessage extends MessageKey {
  /** Missing where the sender gave no name. */
  readonly user?: string
  /** Empty where the author took the message back. */
  readonly text: string
  /** When it was written, as its sender says, or when it arrived; milliseconds since 1970. */
  readonly ts: number
  /** The text was longer than MAX_TEXT and has been cut. */
  readonly cut?: true
  readonly quote?: Quote
  /** How often its author has changed it; missing for never. */
  readonly revision?: number
  /** Its author took it back; nothing of its text is left. */
  readonly deleted?: true
}

/**
 * How far an own message has come (DESIGN 2, Delivery): written down, handed to the broker, confirmed by it.
 * One that fails leaves the conversation; its text is back in the composer with the reason.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent'

/** Why an own message went back to the composer. */
export type DeliveryFailure = 'turn-passed' | 'refused-by-broker'

/** Why a message counts as out of turn: its author wrote the one before too, here or in a client that knows no turns. */
export type OutOfTurn = 'wrote-before' | 'knows-no-turns'

/** One message as the window shows it. */
export interface MessageView extends ChatMessage {
  readonly room: string
  readonly own: boolean
  /** Under the user's name, but not written by this installation. */
  readonly elsewhere?: true
  /** Only for own messages of this installation. */
  readonly delivery?: DeliveryState
  /** The broker does not have the newest change of it yet. */
  readonly changing?: true
  readonly outOfTurn?: OutOfTurn
}

/** The room's order: by clock, then by id; the same in every copy whatever order messages arrive in. */
export function compareMessages(a: MessageKey, b: MessageKey): number {
  return a.clock - b.clock || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The id for a message that came without one: copies that give it the same clock give it the same id. */
export function plainId(
  { clock, user, text }: Pick<ChatMessage, 'clock' | 'user' | 'text'>,
  hash: (text: string) => string,
): string {
  return `f-${hash(JSON.stringify([clock, user ?? null, text]))}`
}

/** The id of a message that came without one: `f-` where it came, `r-` where the broker had kept it. */
export function isPlainId(id: string): boolean {
  return id.startsWith('f-') || id.startsWith('r-')
}
