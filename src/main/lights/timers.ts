import type { Refusal } from '@shared/ipc/contract'
import type { Timer } from '@shared/light/arrangement'
import type { LightId } from '@shared/light/light'
import { nextAt } from '@shared/light/time'
import type { Result } from '@shared/result'

/** Milliseconds between two looks at the clock, which may have been set or have stood still in a sleep. */
export const LOOK_EVERY = 15_000
/** Milliseconds after its time in which something is still done; later it would surprise people. */
export const TIMER_PATIENCE = 600_000

export interface TimersParts {
  /** Milliseconds since 1970, as this computer's clock says now. */
  readonly now: () => number
  readonly after: (ms: number, task: () => void) => () => void
  readonly timers: () => readonly Timer[]
  readonly connected: () => boolean
  readonly set: (light: LightId, power: 'on' | 'off') => Result<undefined, Refusal>
  /** Takes a timer away, or has it due again at `next`. */
  readonly done: (id: string, next?: number) => void
  /** It was too late for it. */
  readonly missed: (timer: Timer) => void
}

/** Does what is to be done later, by the clock on the wall, as long as Porchlight runs. */
export class Timers {
  readonly #parts: TimersParts
  /** When daily timers last had their time, so that a clock put back by a little does not ring them twice. */
  readonly #had = new Map<string, number>()
  #callOff: (() => void) | undefined
  #looking = false
  #stopped = false

  constructor(parts: TimersParts) {
    this.#parts = parts
  }

  /** Looks at the clock at once: at the start, after a sleep, when the connection is there, when timers have changed. */
  poke(): void {
    // What is done about one timer changes the timers, which pokes again.
    if (this.#looking || this.#stopped) return
    this.#looking = true
    try {
      for (const timer of this.#parts.timers()) this.#look(timer)
    } finally {
      this.#looking = false
      this.#wait()
    }
  }

  stop(): void {
    this.#stopped = true
    this.#callOff?.()
  }

  #wait(): void {
    this.#callOff?.()
    this.#callOff = undefined
    const timers = this.#parts.timers()
    if (timers.length === 0) return
    const now = this.#parts.now()
    // One that is due already waits for its light and is tried with the next look.
    const soonest = Math.min(...timers.map(({ at }) => (at > now ? at - now : LOOK_EVERY)))
    this.#callOff = this.#parts.after(Math.min(soonest, LOOK_EVERY), () => this.poke())
  }

  #look(timer: Timer): void {
    const late = this.#parts.now() - timer.at
    if (late < 0) this.#keepToTheClock(timer)
    else if (late > TIMER_PATIENCE) {
      this.#settle(timer)
      this.#parts.missed(timer)
    } else if (this.#parts.connected() && this.#parts.set(timer.light, timer.power).ok) this.#settle(timer)
  }

  /** The clock can have been set, or this computer carried to where it is another time. */
  #keepToTheClock({ id, at, daily }: Timer): void {
    if (daily === undefined) return
    const next = nextAt(daily, this.#parts.now())
    if (next !== at && next !== this.#had.get(id)) this.#parts.done(id, next)
  }

  #settle({ id, at, daily }: Timer): void {
    if (daily === undefined) return this.#parts.done(id)
    this.#had.set(id, at)
    this.#parts.done(id, nextAt(daily, this.#parts.now()))
  }
}
