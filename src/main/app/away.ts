/** Seconds without a key or the mouse after which somebody counts as away. */
const AWAY_AFTER = 300
/** Milliseconds between two looks at the clock; shorter while away, so that coming back is seen soon. Each look wakes the processor. */
const LOOK_EVERY = 15_000
const LOOK_EVERY_AWAY = 5_000

/** What Electron's power monitor says; which of it depends on the system. */
type Sign = 'lock-screen' | 'unlock-screen' | 'suspend' | 'resume'

export interface AwayParts {
  /** Seconds since the last key or movement, anywhere on this computer. */
  readonly idleSeconds: () => number
  readonly on: (sign: Sign, listener: () => void) => unknown
  readonly after: (ms: number, task: () => void) => () => void
  /** Only when it changes. */
  changed(away: boolean): void
}

/** Whether the user is at this computer: a locked or sleeping one has nobody in front of it. */
export class Away {
  readonly #parts: AwayParts
  #isAway = false
  /** Locked, asleep, or both: a computer that wakes up may still be locked. */
  readonly #shut = new Set<'locked' | 'asleep'>()
  #callOff: (() => void) | undefined

  constructor(parts: AwayParts) {
    this.#parts = parts
  }

  start(): void {
    const { on } = this.#parts
    const see = (sign: Sign, change: () => unknown): void => {
      on(sign, () => {
        change()
        if (this.#callOff) this.#look()
      })
    }
    see('lock-screen', () => this.#shut.add('locked'))
    see('unlock-screen', () => this.#shut.delete('locked'))
    see('suspend', () => this.#shut.add('asleep'))
    see('resume', () => this.#shut.delete('asleep'))
    this.#look()
  }

  stop(): void {
    this.#callOff?.()
    this.#callOff = undefined
  }

  #look(): void {
    this.#callOff?.()
    const isAway = this.#shut.size > 0 || this.#parts.idleSeconds() >= AWAY_AFTER
    this.#callOff = this.#parts.after(isAway ? LOOK_EVERY_AWAY : LOOK_EVERY, () => this.#look())
    if (isAway === this.#isAway) return
    this.#isAway = isAway
    this.#parts.changed(isAway)
  }
}
