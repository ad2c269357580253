import type { Keeping } from '@shared/chat/room-settings'
import type { History } from '../store/history'

/** Milliseconds; how often what is too old is looked for. */
const EVERY = 3_600_000
/** Milliseconds between two parts of a long deletion, so that nobody waits for the whole of it. */
const BREATH = 50
const DAY = 86_400_000
const SPANS: Readonly<Record<Exclude<Keeping, 'for-ever' | 'session'>, number>> = {
  year: 366 * DAY,
  month: 31 * DAY,
}

export interface KeepingParts {
  readonly history: Pick<History, 'prune'>
  readonly keep: () => Keeping
  readonly now: () => number
  readonly after: (ms: number, task: () => void) => () => void
  /** What outlives the messages has to be written down first; what was counted is wrong afterwards. */
  readonly rooms: { beforeDeletion(): void; afterDeletion(): void }
}

/** Deletes messages that are kept no longer than the user wants. */
export class KeepingTime {
  readonly #parts: KeepingParts
  readonly #startedAt: number
  #callOff: (() => void) | undefined

  constructor(parts: KeepingParts) {
    this.#parts = parts
    this.#startedAt = parts.now()
  }

  /** From now on; called again when the user wants another time. */
  start(): void {
    this.#callOff?.()
    this.#prune()
  }

  /** The app ends: what was only kept for this session goes. */
  stop(): void {
    this.#callOff?.()
    if (this.#parts.keep() !== 'session') return
    this.#parts.rooms.beforeDeletion()
    // Each call deletes a part; what a killed app leaves goes at the next start.
    while (this.#parts.history.prune(this.#parts.now() + 1).more);
  }

  #prune(): void {
    const before = this.#before()
    const more = before !== undefined && this.#delete(before)
    this.#callOff = this.#parts.after(more ? BREATH : EVERY, () => this.#prune())
  }

  /** True where there may be more to delete. */
  #delete(before: number): boolean {
    const { history, rooms } = this.#parts
    rooms.beforeDeletion()
    const { messages, more } = history.prune(before)
    if (messages > 0) rooms.afterDeletion()
    return more
  }

  /** What came before this time is too old; in a session what came before it began. */
  #before(): number | undefined {
    const keep = this.#parts.keep()
    if (keep === 'for-ever') return undefined
    return keep === 'session' ? this.#startedAt : this.#parts.now() - SPANS[keep]
  }
}
