import type { ChatMessage, DeliveryState } from '@shared/chat/message'

/** A message as it is kept: with how far it has come where it is an own one. */
export interface StoredMessage extends ChatMessage {
  readonly delivery?: DeliveryState
}

/** Where messages and drafts are kept; the outbox is the own messages that are not `sent`. */
export interface History {
  /** The last messages of a room in the room's order, at most `limit`. */
  recent(room: string, limit: number): StoredMessage[]
  has(room: string, id: string): boolean
  /** Adds a message or replaces the one with its id. Durable when it returns. */
  put(room: string, message: StoredMessage): void
  remove(room: string, id: string): void
  draft(room: string): string
  setDraft(room: string, text: string): void
  close(): void
}
