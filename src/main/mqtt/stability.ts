/** Milliseconds after which a connection counts as one that lasts. */
const LASTING = 5_000
/** How often a connection may end soon after it stood before something must be wrong with what goes over it. */
const TOLERATED = 3
/** How often a publish may be followed by the broker hanging up before it counts as refused: MQTT 3.1.1 has no other way to say no. */
const MAX_REPLAYS = 5

/**
 * Tells a bad network from a broker that hangs up again and again. One that is reached but ends each connection soon
 * is tried less and less often, like one that is not reached.
 */
export class Stability {
  readonly #now: () => number
  #acceptedAt = 0
  /** Connections in a row that ended soon. */
  #short = 0
  /** Connections in a row that ended before they stood. */
  #replays = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** The broker said yes. */
  begin(): void {
    this.#acceptedAt = this.#now()
  }

  /** What was in flight and what is subscribed went through. */
  stands(): void {
    this.#replays = 0
  }

  lost(accepted: boolean): void {
    if (!accepted) return
    this.#short = this.#now() - this.#acceptedAt < LASTING ? this.#short + 1 : 0
    this.#replays++
  }

  /** Failures to back off for, 0 while the ends are tolerated. */
  get streak(): number {
    return Math.max(0, this.#short - TOLERATED)
  }

  isContested(): boolean {
    return this.#short > TOLERATED
  }

  /** Says once that what is in flight seems to be what makes the broker hang up; then counts anew. */
  isPoisoned(): boolean {
    if (this.#replays <= MAX_REPLAYS) return false
    this.#replays = 0
    return true
  }
}
