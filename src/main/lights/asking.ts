import type { LightId } from '@shared/light/light'

/** Milliseconds in which retained states come by themselves. */
const GRACE = 1_000
/** Milliseconds between two questions: a radio network would choke on a household's worth at once. */
const STEP = 100

/** Asks lamps how they are, slowly; what the broker had kept answers for most of them before their turn comes. */
export class Asking {
  readonly #after: (ms: number, task: () => void) => () => void
  readonly #ask: (id: LightId) => boolean
  #waiting = new Set<LightId>()
  #running = false

  /** `ask` says whether there was anything to ask. */
  constructor(after: (ms: number, task: () => void) => () => void, ask: (id: LightId) => boolean) {
    this.#after = after
    this.#ask = ask
  }

  want(ids: Iterable<LightId>): void {
    for (const id of ids) this.#waiting.add(id)
    if (this.#running || this.#waiting.size === 0) return
    this.#running = true
    this.#after(GRACE, () => this.#next())
  }

  /** The connection is gone: whoever has to be asked is asked anew when it is back. */
  stop(): void {
    this.#waiting = new Set()
  }

  #next(): void {
    for (const id of this.#waiting) {
      this.#waiting.delete(id)
      if (!this.#ask(id)) continue
      this.#after(STEP, () => this.#next())
      return
    }
    this.#running = false
  }
}
