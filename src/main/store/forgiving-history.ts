import { compareMessages, type MessageKey } from '@shared/chat/message'
import { type Deleted, MOST_UNREAD, type History, type StoredMessage } from './history'
import { isUnderWay } from './memory-history'
import { FIRST_PLACE, pagesOf } from './pages-of'
import { Unwritten } from './unwritten'
import { writeTrouble, type WriteTrouble } from './write-trouble'

/**
 * A history that goes on when the disk is full or read-only: what others wrote still shows, is kept in memory and written down as soon
 * as that works again; the trouble is told once until then. Only an own message that is about to be accepted is refused, so that nothing
 * is promised which was not written down.
 */
export function forgivingHistory(history: History, trouble: (kind: WriteTrouble) => void): History {
  const unwritten = new Unwritten()
  let told: WriteTrouble | undefined

  const fail = (error: unknown): void => {
    const kind = writeTrouble(error)
    if (kind !== told) trouble(kind)
    told = kind
  }
  /** Writes what waits and then this, so that all is written in the order it was said. */
  const write = <T>(action: () => T): { readonly done: T } | { readonly error: unknown } => {
    try {
      unwritten.writeTo(history)
      const done = action()
      told = undefined
      return { done }
    } catch (error) {
      fail(error)
      return { error }
    }
  }
  const deletePart = (action: () => Deleted): Deleted => {
    const result = write(action)
    return 'done' in result ? result.done : { messages: 0, more: false }
  }
  /** What the file has, with what only the memory has in its place. */
  const merged = (
    room: string,
    kept: readonly StoredMessage[],
    fits: (message: StoredMessage) => boolean,
  ): StoredMessage[] => {
    if (unwritten.size(room) === 0) return [...kept]
    const rest = kept.filter(({ id }) => !unwritten.knows(room, id))
    return [...rest, ...unwritten.messages(room).filter(fits)].sort(compareMessages)
  }
  const after = (room: string, key: MessageKey, limit: number): StoredMessage[] => {
    const kept = history.after(room, key, limit + unwritten.size(room))
    return merged(room, kept, (message) => compareMessages(message, key) > 0).slice(0, limit)
  }
  const last = (messages: StoredMessage[], limit: number): StoredMessage[] =>
    messages.slice(Math.max(0, messages.length - limit))

  return {
    recent: (room, limit) =>
      last(
        merged(room, history.recent(room, limit + unwritten.size(room)), () => true),
        limit,
      ),
    before: (room, key, limit) => {
      const kept = history.before(room, key, limit + unwritten.size(room))
      return last(
        merged(room, kept, (message) => compareMessages(message, key) < 0),
        limit,
      )
    },
    after,
    firstSince: (room, ts) => {
      const kept = history.firstSince(room, ts)
      if (unwritten.size(room) === 0) return kept
      const found = unwritten.messages(room).filter((message) => message.ts >= ts)
      const known = kept && history.get(room, kept.id)
      if (known && !unwritten.knows(room, known.id)) found.push(known)
      else if (known) {
        // It stands there as it was before: the next one may be the first now.
        for (const message of pagesOf((key, limit) => history.after(room, key, limit), known)) {
          if (message.ts < ts || unwritten.knows(room, message.id)) continue
          found.push(message)
          break
        }
      }
      const [first] = found.sort(compareMessages)
      return first && { clock: first.clock, id: first.id }
    },
    get: (room, id) => (unwritten.knows(room, id) ? unwritten.get(room, id) : history.get(room, id)),
    has: (room, id) =>
      unwritten.get(room, id) !== undefined || (!unwritten.knows(room, id) && history.has(room, id)),
    underWay: (room) => merged(room, history.underWay(room), isUnderWay),
    put: (room, message) => {
      const result = write(() => history.put(room, message))
      if ('done' in result) return
      if (message.delivery === 'queued') throw result.error
      unwritten.put(room, message)
    },
    remove: (room, id) => {
      if ('error' in write(() => history.remove(room, id))) unwritten.remove(room, id)
    },
    unread: (room, key) => {
      if (unwritten.size(room) === 0) return history.unread(room, key)
      const all = after(room, key ?? FIRST_PLACE, MOST_UNREAD).filter(
        ({ delivery }) => delivery === undefined,
      )
      const [one] = all
      return { count: all.length, ...(one ? { first: { clock: one.clock, id: one.id } } : {}) }
    },
    // What is not written down yet is not found: it is before everybody's eyes anyway.
    search: (text, options) => history.search(text, options),
    all: (room) => pagesOf((key, limit) => after(room, key, limit)),
    clear: (room, before) => deletePart(() => history.clear(room, before)),
    prune: (before) => deletePart(() => history.prune(before)),
    forget: (room) => deletePart(() => history.forget(room)),
    memory: (room) => ({ ...history.memory(room), ...unwritten.memory(room) }),
    remember: (room, change) => {
      if ('error' in write(() => history.remember(room, change))) unwritten.remember(room, change)
    },
    close: () => {
      write(() => undefined)
      history.close()
    },
  }
}
