import type { LightId, LightWish } from '@shared/light/light'
import { mergeWishes } from '@shared/light/wish'

/** Milliseconds between two commands to one lamp while somebody drags: what a Zigbee network bears. */
export const PACE = 100

/** Lets the first wish out at once, then one per `PACE`, and always the last: whatever was dragged over between is left out. */
export class Pace {
  readonly #after: (ms: number, task: () => void) => () => void
  /** Lamps that were just sent something, with what waits for them. */
  readonly #busy = new Map<LightId, LightWish | undefined>()

  constructor(after: (ms: number, task: () => void) => () => void) {
    this.#after = after
  }

  /** Sends the wish, now or soon. A switch never waits, and takes along what does. */
  send(id: LightId, wish: LightWish, send: (wish: LightWish) => void): void {
    const waiting = this.#busy.get(id)
    const whole = waiting ? mergeWishes(waiting, wish) : wish
    if (this.#busy.has(id) && wish.power === undefined) {
      this.#busy.set(id, whole)
      return
    }
    const isPaced = this.#busy.has(id)
    this.#busy.set(id, undefined)
    send(whole)
    if (!isPaced) this.#rest(id, send)
  }

  /** What waits for a lamp is not wanted any more. */
  forget(id: LightId): void {
    if (this.#busy.has(id)) this.#busy.set(id, undefined)
  }

  #rest(id: LightId, send: (wish: LightWish) => void): void {
    this.#after(PACE, () => {
      const waiting = this.#busy.get(id)
      if (!waiting) {
        this.#busy.delete(id)
        return
      }
      this.#busy.set(id, undefined)
      send(waiting)
      this.#rest(id, send)
    })
  }
}
