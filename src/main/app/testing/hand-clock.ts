/** A clock that a test moves by hand, and what waits for it. */
export class HandClock {
  now = 1_000_000
  #due: { readonly at: number; readonly task: () => void }[] = []

  readonly after = (ms: number, task: () => void): (() => void) => {
    const one = { at: this.now + ms, task }
    this.#due.push(one)
    return () => (this.#due = this.#due.filter((each) => each !== one))
  }

  /** How many wait. */
  get waiting(): number {
    return this.#due.length
  }

  /** Milliseconds. */
  pass(ms: number): void {
    const end = this.now + ms
    for (;;) {
      const next = this.#due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
      if (!next) break
      this.#due = this.#due.filter((each) => each !== next)
      this.now = Math.max(this.now, next.at)
      next.task()
    }
    this.now = end
  }
}
