import type { History } from './history'
import { pagesOf } from './pages-of'
import { isDamage } from './write-trouble'

/** A history that begins anew by itself. */
export interface RenewingHistory extends History {
  /** Goes over to another one now. */
  renew(): void
}

/** Goes over to another history as soon as one turns out to be damaged, and does there what was wanted; `next` may be called again for that one. */
export function renewingHistory(first: History, next: (damaged: History) => History): RenewingHistory {
  let history = first
  const renew = (): void => {
    history = next(history)
  }
  const tried = <T>(action: (of: History) => T): T => {
    try {
      return action(history)
    } catch (error) {
      if (!isDamage(error)) throw error
      renew()
      return action(history)
    }
  }
  return {
    renew,
    recent: (...args) => tried((of) => of.recent(...args)),
    before: (...args) => tried((of) => of.before(...args)),
    after: (...args) => tried((of) => of.after(...args)),
    firstSince: (...args) => tried((of) => of.firstSince(...args)),
    get: (...args) => tried((of) => of.get(...args)),
    has: (...args) => tried((of) => of.has(...args)),
    underWay: (...args) => tried((of) => of.underWay(...args)),
    put: (...args) => tried((of) => of.put(...args)),
    remove: (...args) => tried((of) => of.remove(...args)),
    unread: (...args) => tried((of) => of.unread(...args)),
    search: (...args) => tried((of) => of.search(...args)),
    all: (room) => pagesOf((key, limit) => tried((of) => of.after(room, key, limit))),
    clear: (...args) => tried((of) => of.clear(...args)),
    prune: (...args) => tried((of) => of.prune(...args)),
    forget: (...args) => tried((of) => of.forget(...args)),
    memory: (...args) => tried((of) => of.memory(...args)),
    remember: (...args) => tried((of) => of.remember(...args)),
    close: () => history.close(),
  }
}
