/** More clients than this are not told apart; one that comes on top has to wait until another has been silent. */
export const MOST_CLIENTS = 200

interface Left {
  readonly count: number
  readonly at: number
}

/** How much each client may have of something: so much at once, and as much again in every `ms` milliseconds. */
export class Allowance {
  readonly #most: number
  readonly #ms: number
  readonly #now: () => number
  readonly #left = new Map<string, Left>()

  constructor(most: number, ms: number, now: () => number) {
    this.#most = most
    this.#ms = ms
    this.#now = now
  }

  /** Takes from what a client may have; false where less than that is left, and then nothing is taken. */
  take(client: string, count: number): boolean {
    const at = this.#now()
    if (!this.#left.has(client) && this.#left.size >= MOST_CLIENTS) this.#forget(at)
    if (!this.#left.has(client) && this.#left.size >= MOST_CLIENTS) return false
    const left = this.#leftOf(client, at) - count
    if (left < 0) return false
    this.#left.set(client, { count: left, at })
    return true
  }

  #leftOf(client: string, at: number): number {
    const known = this.#left.get(client)
    if (!known) return this.#most
    // A clock that is set back gives nothing, and takes nothing.
    const since = Math.max(0, at - known.at)
    return Math.min(this.#most, known.count + (since / this.#ms) * this.#most)
  }

  /** Who has all of it again need not be remembered. */
  #forget(at: number): void {
    for (const client of this.#left.keys()) {
      if (this.#leftOf(client, at) >= this.#most) this.#left.delete(client)
    }
  }
}
