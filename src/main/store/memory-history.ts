import { compareMessages } from '@shared/chat/message'
import type { History, StoredMessage } from './history'

/** History for a run whose folder cannot be written: everything works, nothing is kept. */
export function createMemoryHistory(): History {
  const rooms = new Map<string, Map<string, StoredMessage>>()
  const drafts = new Map<string, string>()
  const messagesOf = (room: string): Map<string, StoredMessage> => {
    const messages = rooms.get(room) ?? new Map<string, StoredMessage>()
    rooms.set(room, messages)
    return messages
  }
  return {
    recent: (room, limit) => [...messagesOf(room).values()].sort(compareMessages).slice(-limit),
    has: (room, id) => messagesOf(room).has(id),
    put: (room, message) => void messagesOf(room).set(message.id, message),
    remove: (room, id) => void messagesOf(room).delete(id),
    draft: (room) => drafts.get(room) ?? '',
    setDraft: (room, text) => void drafts.set(room, text),
    close: () => undefined,
  }
}
