import fc from 'fast-check'
import { expect, it } from 'vitest'
import { backoff, FIRST_WAIT, LONGEST_WAIT } from './backoff'

const least = (): number => 0
const most = (): number => 1 - Number.EPSILON

it('doubles from half a second to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoff(failures, most))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
  ])
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((failures) => backoff(failures, least))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000,
  ])
})

it('stays between 0.5 s and 30 s and is a whole number, however many failures', () => {
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), chance, (failures, random) => {
      const wait = backoff(failures, () => random)
      expect(wait).toBeGreaterThanOrEqual(FIRST_WAIT)
      expect(wait).toBeLessThanOrEqual(LONGEST_WAIT)
      expect(Number.isInteger(wait)).toBe(true)
    }),
  )
})

it('spreads copies that lost the same broker over half of the wait', () => {
  const waits = Array.from({ length: 100 }, (_, copy) => backoff(6, () => copy / 100))
  expect(new Set(waits).size).toBe(100)
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(14_000)
})
