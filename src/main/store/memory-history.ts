import { compareMessages, type MessageKey } from '@shared/chat/message'
import { SEARCH_PAGE } from '@shared/chat/page'
import { MOST_UNREAD, type History, type RoomMemory, type StoredMessage } from './history'
import { excerpt, hasWords, searchWords } from './search-text'

interface Entry {
  /** Grows with every message, over all rooms. */
  readonly nr: number
  readonly message: StoredMessage
}

interface KeptRoom {
  readonly messages: Map<string, Entry>
  readonly gone: Set<string>
  memory: RoomMemory
}

/** History for a run whose folder cannot be written: everything works, nothing is kept. */
export function createMemoryHistory(): History {
  const rooms = new Map<string, KeptRoom>()
  let next = 1
  const roomOf = (room: string): KeptRoom => {
    const known = rooms.get(room) ?? { messages: new Map(), gone: new Set(), memory: { draft: '' } }
    rooms.set(room, known)
    return known
  }
  const inOrder = (room: string): StoredMessage[] =>
    [...(rooms.get(room)?.messages.values() ?? [])].map(({ message }) => message).sort(compareMessages)
  const after = (room: string, key: MessageKey): StoredMessage[] =>
    inOrder(room).filter((message) => compareMessages(message, key) > 0)

  const bury = ({ messages, gone }: KeptRoom, before: number): number => {
    const old = [...messages.values()].filter(({ message }) => message.at < before && !isUnderWay(message))
    for (const { message } of old) {
      messages.delete(message.id)
      gone.add(message.id)
    }
    return old.length
  }

  return {
    recent: (room, limit) => lastOf(inOrder(room), limit),
    before: (room, key, limit) =>
      lastOf(
        inOrder(room).filter((message) => compareMessages(message, key) < 0),
        limit,
      ),
    after: (room, key, limit) => after(room, key).slice(0, limit),
    firstSince: (room, ts) => keyOf(inOrder(room).find((message) => message.ts >= ts)),
    get: (room, id) => rooms.get(room)?.messages.get(id)?.message,
    has: (room, id) => rooms.get(room)?.messages.has(id) === true || rooms.get(room)?.gone.has(id) === true,
    underWay: (room) => inOrder(room).filter(isUnderWay),
    put: (room, message) => {
      const { messages } = roomOf(room)
      const nr = messages.get(message.id)?.nr ?? next++
      messages.set(message.id, { nr, message: withoutMissing(message) })
    },
    remove: (room, id) => void rooms.get(room)?.messages.delete(id),
    unread: (room, key) => {
      const unread = (key ? after(room, key) : inOrder(room)).filter(({ delivery }) => delivery === undefined)
      const first = keyOf(unread[0])
      return { count: Math.min(unread.length, MOST_UNREAD), ...(first ? { first } : {}) }
    },
    search: (text, { room: only, before = Number.POSITIVE_INFINITY }) => {
      const words = searchWords(text)
      if (words.length === 0) return { hits: [] }
      const found = [...rooms]
        .filter(([room]) => only === undefined || room === only)
        .flatMap(([room, { messages }]) => [...messages.values()].map((entry) => ({ room, ...entry })))
        .filter(({ nr, message }) => nr < before && hasWords(message.text, words))
        .sort((a, b) => b.nr - a.nr)
      const page = found.slice(0, SEARCH_PAGE)
      const hits = page.map(({ room, message: { id, user, ts, text: whole } }) => ({
        room,
        id,
        ...(user === undefined ? {} : { user }),
        ts,
        pieces: excerpt(whole, words),
      }))
      const last = page.at(-1)
      return { hits, ...(last && found.length > SEARCH_PAGE ? { more: last.nr } : {}) }
    },
    all: (room) => inOrder(room),
    clear: (room, before = Number.POSITIVE_INFINITY) => {
      const known = rooms.get(room)
      return { messages: known ? bury(known, before) : 0, more: false }
    },
    prune: (before) => ({
      messages: [...rooms.values()].reduce((sum, known) => sum + bury(known, before), 0),
      more: false,
    }),
    forget: (room) => {
      const messages = rooms.get(room)?.messages.size ?? 0
      rooms.delete(room)
      return { messages, more: false }
    },
    memory: (room) => rooms.get(room)?.memory ?? { draft: '' },
    remember: (room, change) => {
      const known = roomOf(room)
      known.memory = withoutMissing({ ...known.memory, ...change })
    },
    close: () => undefined,
  }
}

/** Whether a message, or its last change, has not reached the broker. */
export function isUnderWay({ delivery, changing }: StoredMessage): boolean {
  return delivery === 'queued' || delivery === 'sending' || changing === true
}

function keyOf(message: MessageKey | undefined): MessageKey | undefined {
  return message && { clock: message.clock, id: message.id }
}

/** Not `slice(-0)`, which would be everything. */
function lastOf<T>(list: readonly T[], limit: number): T[] {
  return limit === 0 ? [] : list.slice(-limit)
}

/** What is undefined is not there, as in the file. */
function withoutMissing<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T
}
