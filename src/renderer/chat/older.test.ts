import { expect, it } from 'vitest'
import { AGES, olderThan } from './older'

const now = Date.UTC(2026, 2, 31)

it('is never less than the time that the words say', () => {
  expect(olderThan('week', now)).toBe(Date.UTC(2026, 2, 24))
  expect(olderThan('month', now)).toBeLessThanOrEqual(Date.UTC(2026, 1, 28))
  expect(olderThan('year', now)).toBeLessThanOrEqual(Date.UTC(2025, 2, 31))
})

it('has no limit for everything, which comes last', () => {
  expect(AGES.map((age) => olderThan(age, now) === undefined)).toEqual([false, false, false, true])
})
