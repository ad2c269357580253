import type { LightNote, LightValues, LightWish } from '@shared/light/light'
import { assumed, mergeWishes, remaining, speaksOf } from '@shared/light/wish'
import type { Lamp } from './lamp'

/** What is known of a lamp that was found: what it last said, what was asked of it, and what became of that. */
export class KnownLamp {
  lamp: Lamp
  values: LightValues = { power: 'unknown' }
  pending: LightWish | undefined
  note: LightNote | undefined
  /** It has said how it is since the connection was made. */
  hasSpoken = false
  /** Of a plain light the payload understood last on its own topic: what a broker started here is given. */
  payload: Uint8Array | undefined
  /** Counts wishes: what belongs to an earlier one is ignored. */
  wishes = 0
  /** It has said something of what is pending, if not that it came true. */
  #answered = false
  readonly #here = new Map<string, boolean>()
  #callOff: (() => void) | undefined

  constructor(lamp: Lamp) {
    this.lamp = lamp
  }

  /** Whether the lamp is there, by what its availability topics said. */
  get isAvailable(): boolean {
    const { availability } = this.lamp
    if (!availability || availability.topics.length === 0) return true
    const said = (topic: string): boolean => this.#here.get(topic) ?? availability.assumed
    switch (availability.mode) {
      case 'all':
        return availability.topics.every(said)
      case 'any':
        return availability.topics.some(said)
      case 'latest': {
        // A map keeps the order in which topics came in, and a topic that speaks again is put last.
        const last = [...this.#here.values()].at(-1)
        return last ?? availability.assumed
      }
    }
  }

  /** Takes a message of one of its topics; says whether it was understood. */
  receive(topic: string, payload: Uint8Array): boolean {
    const report = this.lamp.read(topic, payload)
    if (!report) return false
    if (report.available !== undefined) {
      this.#here.delete(topic)
      this.#here.set(topic, report.available)
    }
    if (report.values) {
      this.#report(report.values)
      if (this.lamp.convention === 'plain' && topic === this.lamp.topic) this.payload = payload
    }
    return true
  }

  /** A wish is on its way. `giveUp` is to be called when the lamp has had its time; it is called off by an answer. */
  expect(wish: LightWish, patience: (giveUp: () => void) => () => void): void {
    const { transition: _transition, ...asked } = wish
    this.pending = this.pending ? mergeWishes(this.pending, asked) : asked
    this.note = undefined
    this.wishes += 1
    this.#answered = false
    this.#callOff?.()
    this.#callOff = patience(() => this.#tire())
  }

  /** Gives the wish up and says why; what the lamp last said shows again. */
  giveUp(note: LightNote): void {
    this.#settle()
    this.note = note
  }

  /** An optimistic lamp never says how it is, so it is taken to be as it was asked. */
  assume(wish: LightWish): void {
    this.values = assumed(this.values, wish)
    this.#settle()
  }

  /** Nobody waits for it any more. */
  drop(): void {
    this.#callOff?.()
  }

  #report(values: Partial<LightValues>): void {
    this.values = { ...this.values, ...values }
    this.hasSpoken = true
    if (!this.pending) {
      this.note = undefined
      return
    }
    if (speaksOf(values, this.pending)) this.#answered = true
    // Somebody else's "off" does not answer our "on"; ours is still on its way.
    const open = remaining(this.pending, this.values)
    if (open) this.pending = open
    else this.#settle()
  }

  /** A lamp that answered with a colour or brightness of its own has answered; one that did not switch has not. */
  #tire(): void {
    const isDone = this.#answered && this.pending?.power === undefined
    this.#settle()
    if (!isDone) this.note = 'no-answer'
  }

  #settle(): void {
    this.#callOff?.()
    this.#callOff = undefined
    this.pending = undefined
    this.note = undefined
  }
}
