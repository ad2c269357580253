import { beforeEach, describe, expect, it } from 'vitest'
import type { Refusal } from '@shared/ipc/contract'
import type { Timer } from '@shared/light/arrangement'
import { nextAt } from '@shared/light/time'
import { ok, refused, type Result } from '@shared/result'
import { LOOK_EVERY, TIMER_PATIENCE, Timers } from './timers'

const START = Date.UTC(2026, 4, 10, 12)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A house whose clock is turned by hand. */
class House {
  now = START
  list: Timer[] = []
  connected = true
  answer: Result<undefined, Refusal> = ok(undefined)
  readonly asked: unknown[][] = []
  readonly missed: string[] = []
  looks = 0
  #waiting: { readonly at: number; readonly task: () => void } | undefined
  readonly timers = new Timers({
    now: () => this.now,
    after: (ms, task) => {
      const waiting = { at: this.now + ms, task }
      this.#waiting = waiting
      return () => {
        if (this.#waiting === waiting) this.#waiting = undefined
      }
    },
    timers: () => (this.looks++, this.list),
    connected: () => this.connected,
    set: (light, power) => {
      this.asked.push([light, power, this.now - START])
      return this.answer
    },
    done: (id, next) => {
      this.list = this.list.flatMap((timer) => {
        if (timer.id !== id) return [timer]
        return next === undefined ? [] : [{ ...timer, at: next }]
      })
      // As the app does it: what has changed is looked at.
      this.timers.poke()
    },
    missed: ({ id }) => this.missed.push(id),
  })

  get wait(): number | undefined {
    return this.#waiting && this.#waiting.at - this.now
  }

  /** Time passes, and the clock is looked at whenever it was asked for. */
  pass(ms: number): void {
    const end = this.now + ms
    while (this.#waiting && this.#waiting.at <= end) {
      const { at, task } = this.#waiting
      this.#waiting = undefined
      this.now = at
      task()
    }
    this.now = end
  }
}

let house: House
beforeEach(() => (house = new House()))
const off: Timer = { id: 'a', light: 'led', power: 'off', at: START + 30 * MINUTE }
const daily = (time: string, now = START): Timer => ({
  ...{ id: 'd', light: 'lamp', power: 'on', at: nextAt(time, now), daily: time },
})
/** `HH:MM` of this computer's clock. */
const clock = (at: number): string => new Date(at).toTimeString().slice(0, 5)

describe('something to do later', () => {
  it('is done at its time, once', () => {
    house.list = [off]
    house.timers.poke()
    house.pass(30 * MINUTE - 1)
    expect(house.asked).toEqual([])
    house.pass(1)
    expect(house.asked).toEqual([['led', 'off', 30 * MINUTE]])
    expect(house.list).toEqual([])
    house.pass(HOUR)
    expect(house.asked).toHaveLength(1)
    expect(house.missed).toEqual([])
  })

  it('comes every day at the same time', () => {
    house.list = [daily(clock(START + HOUR))]
    house.timers.poke()
    house.pass(49 * HOUR)
    expect(house.asked.map(([, , at]) => at)).toEqual([HOUR, 25 * HOUR, 49 * HOUR])
    expect(house.list).toHaveLength(1)
  })

  it('is done with others of the same moment, in their order', () => {
    house.list = [off, { ...off, id: 'b', light: 'lamp' }]
    house.timers.poke()
    house.pass(HOUR)
    expect(house.asked.map(([light]) => light)).toEqual(['led', 'lamp'])
  })

  it('has the clock looked at no less than every 15 seconds, and not at all where there is nothing', () => {
    house.timers.poke()
    expect(house.wait).toBeUndefined()
    house.list = [off]
    house.timers.poke()
    expect(house.wait).toBe(LOOK_EVERY)
    house.pass(30 * MINUTE - 5_000)
    expect(house.wait).toBeLessThanOrEqual(5_000)
    house.pass(5_000)
    expect(house.wait).toBeUndefined()
  })

  it('is not done any more after the stop', () => {
    house.list = [off]
    house.timers.poke()
    house.timers.stop()
    house.pass(HOUR)
    house.timers.poke()
    expect(house.asked).toEqual([])
  })
})

describe('without a connection', () => {
  beforeEach(() => {
    house.connected = false
    house.list = [off]
    house.timers.poke()
  })

  it('it waits, and is done when the connection comes', () => {
    house.pass(39 * MINUTE)
    expect(house.asked).toEqual([])
    house.connected = true
    house.timers.poke()
    expect(house.asked).toHaveLength(1)
    expect(house.list).toEqual([])
  })

  it('it is missed after ten minutes', () => {
    house.pass(40 * MINUTE)
    expect(house.missed).toEqual([])
    house.pass(LOOK_EVERY)
    expect(house.missed).toEqual(['a'])
    expect(house.list).toEqual([])
    house.connected = true
    house.timers.poke()
    expect(house.asked).toEqual([])
  })
})

it('a light that cannot be asked yet is asked again for ten minutes', () => {
  house.answer = refused({ kind: 'light-offline' })
  house.list = [off]
  house.timers.poke()
  house.pass(35 * MINUTE)
  expect(house.asked.length).toBeGreaterThan(10)
  house.answer = ok(undefined)
  house.pass(LOOK_EVERY)
  expect(house.list).toEqual([])
  expect(house.missed).toEqual([])
})

describe('after a sleep, or at the start', () => {
  it.each([
    [1, true],
    [TIMER_PATIENCE, true],
    [TIMER_PATIENCE + 1, false],
    [48 * HOUR, false],
  ])('%d ms late it is done: %s', (late, isDone) => {
    house.list = [off]
    house.now = off.at + late
    house.timers.poke()
    expect(house.asked).toHaveLength(isDone ? 1 : 0)
    expect(house.missed).toEqual(isDone ? [] : ['a'])
    expect(house.list).toEqual([])
  })

  it('a daily one is missed once and goes on with the next day', () => {
    const timer = daily(clock(START + HOUR))
    house.list = [timer]
    house.now = timer.at + 75 * HOUR
    house.timers.poke()
    expect(house.missed).toEqual(['d'])
    expect(house.list).toEqual([{ ...timer, at: nextAt(clock(timer.at), house.now) }])
    house.pass(24 * HOUR)
    expect(house.asked).toHaveLength(1)
    expect(house.missed).toEqual(['d'])
  })
})

describe('a clock that is set', () => {
  it('forward over the time: it is done within 15 seconds', () => {
    house.list = [off]
    house.timers.poke()
    house.pass(MINUTE)
    const wait = house.wait ?? Infinity
    house.now += 32 * MINUTE
    house.timers.poke()
    expect(wait).toBeLessThanOrEqual(LOOK_EVERY)
    expect(house.asked).toHaveLength(1)
  })

  it('back by days: a daily one comes at its time of the new day', () => {
    house.list = [daily(clock(START + HOUR))]
    house.timers.poke()
    house.now -= 72 * HOUR
    house.timers.poke()
    house.pass(HOUR)
    expect(house.asked).toEqual([['lamp', 'on', -71 * HOUR]])
  })

  it('back by a little just after it was done: it is not done twice', () => {
    house.list = [daily(clock(START + HOUR))]
    house.timers.poke()
    house.pass(HOUR + 100)
    house.now -= 5_000
    house.timers.poke()
    house.pass(HOUR)
    expect(house.asked).toHaveLength(1)
    house.pass(24 * HOUR)
    expect(house.asked).toHaveLength(2)
  })
})
