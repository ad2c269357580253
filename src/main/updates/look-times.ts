/** Milliseconds from the start of Porchlight to the first look, when the start itself is over. */
const FIRST = 30_000
/** Milliseconds from one look to the next, and what chance adds, so that not all copies come at once. */
const EVERY = 6 * 3_600_000
const JITTER = 600_000
/** Milliseconds after a sleep until the network can be there again. */
const AWAKE = 10_000

export interface LookTimesParts {
  /** Whether the user wants Porchlight to look by itself. */
  readonly wanted: () => boolean
  readonly look: () => void
  readonly now: () => number
  readonly random: () => number
  readonly after: (ms: number, task: () => void) => () => void
}

/** When Porchlight looks for updates by itself. */
export class LookTimes {
  readonly #parts: LookTimesParts
  #isRunning = false
  /** `undefined` while no look is to come. */
  #due: number | undefined
  #callOff: () => void = () => undefined

  constructor(parts: LookTimesParts) {
    this.#parts = parts
  }

  start(): void {
    this.#isRunning = true
    this.#plan(FIRST)
  }

  stop(): void {
    this.#isRunning = false
    this.#plan(0)
  }

  /** The user has changed their mind. */
  wantedChanged(): void {
    this.#plan(FIRST)
  }

  /** The computer was asleep, and timers with it: a look that should have been is made soon. */
  woke(): void {
    if (this.#due !== undefined) this.#plan(Math.max(this.#due - this.#parts.now(), AWAKE))
  }

  /** A look is made now, from here or by hand. */
  looked(): void {
    this.#plan(EVERY + Math.floor(this.#parts.random() * JITTER))
  }

  #plan(ms: number): void {
    this.#callOff()
    this.#due = undefined
    if (!this.#isRunning || !this.#parts.wanted()) return
    this.#due = this.#parts.now() + ms
    this.#callOff = this.#parts.after(ms, () => {
      this.looked()
      this.#parts.look()
    })
  }
}
