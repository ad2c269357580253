/** Longest text in characters that one may send, and that is kept of somebody else's. */
export const MAX_TEXT = 10_000

/** A text as it is sent and kept: whole characters, and no NUL, at which SQLite's drivers end a text. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '')
}

/** Whether an id is one: 1 to 100 whole characters without NUL. Longer ones would only fill the store. */
export function isMessageId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= 100 && id.isWellFormed() && !id.includes('\0')
}

/** One message of a room, ordered among the others by (clock, id). */
export interface ChatMessage {
  readonly id: string
  /** Lamport clock, 1 or more. */
  readonly clock: number
  /** Missing where the sender gave no name. */
  readonly user?: string
  readonly text: string
  /** When it was written, as its sender says, or when it arrived; milliseconds since 1970. */
  readonly ts: number
  /** The text was longer than MAX_TEXT and has been cut. */
  readonly cut?: true
}

/**
 * How far an own message has come (DESIGN 2, Delivery): written down, handed to the broker, confirmed by it.
 * One that fails leaves the conversation; its text is back in the composer with the reason.
 */
export type DeliveryState = 'queued' | 'sending' | 'sent'

/** Why an own message went back to the composer. */
export type DeliveryFailure = 'turn-passed' | 'refused-by-broker'

/** One message as the window shows it. */
export interface MessageView extends ChatMessage {
  readonly own: boolean
  /** Only for own messages of this installation. */
  readonly delivery?: DeliveryState
  /** The neighbour before it is by the same author. */
  readonly outOfTurn?: true
}

/** The room's order: by clock, then by id; the same in every copy whatever order messages arrive in. */
export function compareMessages(
  a: Pick<ChatMessage, 'clock' | 'id'>,
  b: Pick<ChatMessage, 'clock' | 'id'>,
): number {
  return a.clock - b.clock || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}
