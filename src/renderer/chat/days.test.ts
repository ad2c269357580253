import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dayOf, daysAgo } from './days'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

// Where the clocks change at two, where they change at midnight, where they never do.
describe.each(['Europe/Rome', 'America/Santiago', 'Asia/Tokyo'])('in %s', (name) => {
  beforeEach(() => {
    process.env['TZ'] = name
  })
  const at = (month: number, day: number, hour: number, minute = 0) =>
    new Date(2026, month - 1, day, hour, minute).getTime()

  it('a day goes from its first minute to its last', () => {
    expect(dayOf(at(5, 10, 1))).toBe(dayOf(at(5, 10, 23, 59)))
    expect(dayOf(at(5, 10, 23, 59))).not.toBe(dayOf(at(5, 11, 1)))
  })

  it('counts a year of days one by one, also those of 23 and 25 hours', () => {
    const now = at(12, 31, 1)
    for (let ago = 0; ago < 364; ago++) {
      for (const hour of [1, 12, 23]) expect(daysAgo(at(12, 31 - ago, hour), now)).toBe(ago)
    }
  })

  it('does not take twelve hours ago for yesterday, nor one minute ago for today', () => {
    expect(daysAgo(at(5, 10, 1), at(5, 10, 23))).toBe(0)
    expect(daysAgo(at(5, 9, 23, 59), at(5, 10, 0, 1))).toBe(1)
  })

  it('knows what is to come, for clocks that go ahead', () => {
    expect(daysAgo(at(5, 11, 9), at(5, 10, 9))).toBe(-1)
  })
})

it('sees both days of a change of the clocks, with 23 and with 25 hours', () => {
  process.env['TZ'] = 'Europe/Rome'
  const length = (month: number, day: number) =>
    (new Date(2026, month - 1, day + 1).getTime() - dayOf(new Date(2026, month - 1, day, 12).getTime())) /
    3_600_000
  expect([length(3, 29), length(10, 25)]).toEqual([23, 25])
  expect(daysAgo(new Date(2026, 2, 29, 0, 30).getTime(), new Date(2026, 2, 30, 0, 10).getTime())).toBe(1)
  expect(daysAgo(new Date(2026, 9, 25, 0, 30).getTime(), new Date(2026, 9, 25, 23, 50).getTime())).toBe(0)
})
