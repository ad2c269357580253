import type { History } from './history'

/**
 * A history that goes on when the disk is full or read-only: what others wrote still shows, and the trouble is told.
 * Only an own message that is about to be accepted is refused, so that nothing is promised which was not written down.
 */
export function forgivingHistory(history: History, trouble: () => void): History {
  const tried = (write: () => void): void => {
    try {
      write()
    } catch {
      trouble()
    }
  }
  return {
    ...history,
    put: (room, message) => {
      if (message.delivery === 'queued') history.put(room, message)
      else tried(() => history.put(room, message))
    },
    remove: (room, id) => tried(() => history.remove(room, id)),
    setDraft: (room, text) => tried(() => history.setDraft(room, text)),
  }
}
