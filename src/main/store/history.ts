import type { ChatMessage, DeliveryState, MessageKey } from '@shared/chat/message'
import type { SearchPage } from '@shared/chat/page'
import type { RoomRules } from '@shared/chat/rules'
import type { LastWord } from '@shared/chat/turn'

/** A message as it is kept: with how far it has come where it is an own one. */
export interface StoredMessage extends ChatMessage {
  /** When it came here or was written here; milliseconds since 1970. What is kept how long goes by this, not by its sender's `ts`. */
  readonly at: number
  /** Only for own messages of this installation. */
  readonly delivery?: DeliveryState
  /** Its last change is an own one that the broker does not have yet. */
  readonly changing?: true
}

/** What is kept of a room beside its messages. */
export interface RoomMemory {
  readonly draft: string
  /** Up to here the user has read. */
  readonly read?: MessageKey
  /** Who had the last word, for a room whose messages are kept no longer. */
  readonly last?: LastWord
  /** The rules as they were last heard. */
  readonly rules?: RoomRules
}

/** Unread messages are counted up to this many. */
export const MOST_UNREAD = 10_000

/** One call deletes a part, so that nobody waits for long; it is to be made again while there is more to do. */
export interface Deleted {
  readonly messages: number
  /** There are more, or the words of those deleted are still being wiped from the file. */
  readonly more: boolean
}

/** Where messages, drafts and what is known of rooms are kept. What writes is durable when it returns, and throws where it cannot write. */
export interface History {
  /** The last messages of a room in the room's order, at most `limit`. */
  recent(room: string, limit: number): StoredMessage[]
  /** The `limit` messages right before or right after a place, in the room's order, without what stands at the place itself. */
  before(room: string, key: MessageKey, limit: number): StoredMessage[]
  after(room: string, key: MessageKey, limit: number): StoredMessage[]
  /** The place of the first message, in the room's order, whose `ts` is this or later. */
  firstSince(room: string, ts: number): MessageKey | undefined
  get(room: string, id: string): StoredMessage | undefined
  /** Whether a message is here, or was and has been deleted: then it must not come back. */
  has(room: string, id: string): boolean
  /** Own messages the broker does not have yet, or whose change it does not have, in the room's order. */
  underWay(room: string): StoredMessage[]
  /** Adds a message or replaces the one with its id. */
  put(room: string, message: StoredMessage): void
  /** Takes out an own message that never left, as if it had not been. */
  remove(room: string, id: string): void
  /** How many messages that this installation did not write come after a place (of all, where none is given), and the first of them; counts to MOST_UNREAD. */
  unread(room: string, after: MessageKey | undefined): { readonly count: number; readonly first?: MessageKey }
  /** Messages with all the words of a text, of one room or of all, the newest first; `before` is the `more` of the page before. */
  search(text: string, options: { readonly room?: string; readonly before?: number }): SearchPage
  /** All messages of a room in the room's order, read bit by bit. */
  all(room: string): Iterable<StoredMessage>
  /** Deletes a room's messages that came before a time (all, where none is given) but not what is under way; remembers their ids. */
  clear(room: string, before?: number): Deleted
  /** The same for every room. */
  prune(before: number): Deleted
  /** Deletes everything of a room, as if it had never been. */
  forget(room: string): Deleted
  memory(room: string): RoomMemory
  /** Changes what is given. */
  remember(room: string, change: Partial<RoomMemory>): void
  close(): void
}
