import { COMPARED_MESSAGES } from '@shared/chat/sync-wire'
import { Allowance, MOST_CLIENTS } from './sync-limits'

/** Messages that one client may owe us. */
const MOST_DUE = 2_500
/** Messages that are taken from all clients together in a minute, whatever names they give themselves. */
export const MOST_TAKEN = 5_000

/** What other copies may give because they were asked; the rest nobody asked for. */
export class Due {
  readonly #allowed: Allowance
  readonly #due = new Map<string, number>()
  #hasBegun = false

  constructor(now: () => number) {
    this.#allowed = new Allowance(MOST_TAKEN, 60_000, now)
  }

  /** Everybody may give what copies compare. */
  begin(): void {
    this.#hasBegun = true
    this.#due.clear()
  }

  /** One client was asked for so many messages. */
  expect(client: string, count: number): void {
    const due = this.#dueFrom(client)
    if (due !== undefined) this.#due.set(client, Math.min(MOST_DUE, due + count))
  }

  /** Whether so many messages of a client are to be taken. */
  take(client: string, count: number): boolean {
    const due = this.#dueFrom(client)
    if (due === undefined || count > due || !this.#allowed.take('all', count)) return false
    this.#due.set(client, due - count)
    return true
  }

  /** Undefined where too many have answered. */
  #dueFrom(client: string): number | undefined {
    const due = this.#due.get(client)
    if (due !== undefined || this.#due.size >= MOST_CLIENTS) return due
    return this.#hasBegun ? COMPARED_MESSAGES : 0
  }
}
