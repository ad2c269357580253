import { beforeEach, describe, expect, it } from 'vitest'
import { Stability } from './stability'

let now: number
let stability: Stability
beforeEach(() => {
  now = 1_000_000
  stability = new Stability(() => now)
})

/** A connection that was accepted and ended after so many milliseconds. */
function lasted(ms: number, { stood = true } = {}): void {
  stability.begin()
  if (stood) stability.stands()
  now += ms
  stability.lost(true)
}

describe('connections that end soon', () => {
  it('are tolerated three times in a row, then counted', () => {
    const streaks = [1, 2, 3, 4, 5, 6].map(() => {
      lasted(4_999)
      return [stability.streak, stability.isContested()]
    })
    expect(streaks).toEqual([
      [0, false],
      [0, false],
      [0, false],
      [1, true],
      [2, true],
      [3, true],
    ])
  })

  it('are forgotten after one that lasted', () => {
    for (let count = 0; count < 10; count++) lasted(10)
    lasted(5_000)
    expect(stability.streak).toBe(0)
    lasted(10)
    expect(stability.isContested()).toBe(false)
  })

  it('are neither more nor fewer for tries that nobody answered', () => {
    for (let count = 0; count < 4; count++) lasted(10)
    for (let count = 0; count < 9; count++) stability.lost(false)
    expect(stability.streak).toBe(1)
    lasted(10)
    expect(stability.streak).toBe(2)
  })
})

describe('what is in flight', () => {
  it('counts as what makes the broker hang up after six ends before a connection stood, once', () => {
    const poisoned = Array.from({ length: 12 }, () => {
      lasted(10, { stood: false })
      return stability.isPoisoned()
    })
    expect(poisoned.map((yes, index) => (yes ? index + 1 : 0)).filter(Boolean)).toEqual([6, 12])
  })

  it('is acquitted by a connection that stood', () => {
    for (let count = 0; count < 50; count++) {
      lasted(10, { stood: count % 5 === 0 })
      expect(stability.isPoisoned()).toBe(false)
    }
  })

  it('is not suspected while no broker is met', () => {
    for (let count = 0; count < 50; count++) stability.lost(false)
    expect(stability.isPoisoned()).toBe(false)
  })
})
