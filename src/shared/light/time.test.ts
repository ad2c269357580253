import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isTimeOfDay, nextAt } from './time'

const zone = process.env['TZ']
beforeAll(() => void (process.env['TZ'] = 'Europe/Rome'))
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

it.each(['00:00', '07:05', '23:59'])('%s is a time of day', (time) => expect(isTimeOfDay(time)).toBe(true))
it.each(['', '7:05', '24:00', '12:60', '07:05:00', ' 07:05', '-1:00', '07.05'])('%j is none', (time) =>
  expect(isTimeOfDay(time)).toBe(false),
)

describe('when a time of day comes next, in Rome', () => {
  it.each([
    ['later today', '07:00', '2026-05-10T06:59:59+02:00', '2026-05-10T07:00:00+02:00'],
    ['not now but tomorrow', '07:00', '2026-05-10T07:00:00+02:00', '2026-05-11T07:00:00+02:00'],
    ['over the end of a year', '00:30', '2026-12-31T12:00:00+01:00', '2027-01-01T00:30:00+01:00'],
    [
      'at the same hour after the clock went forward',
      '07:00',
      '2026-03-28T08:00:00+01:00',
      '2026-03-29T07:00:00+02:00',
    ],
    [
      'at the same hour after the clock went back',
      '07:00',
      '2026-10-24T08:00:00+02:00',
      '2026-10-25T07:00:00+01:00',
    ],
    ['later where it is skipped', '02:30', '2026-03-28T12:00:00+01:00', '2026-03-29T03:30:00+02:00'],
    ['at its hour again the day after', '02:30', '2026-03-29T03:30:00+02:00', '2026-03-30T02:30:00+02:00'],
    ['the first of two', '02:30', '2026-10-25T02:10:00+02:00', '2026-10-25T02:30:00+02:00'],
    ['not the second of two', '02:30', '2026-10-25T02:10:00+01:00', '2026-10-26T02:30:00+01:00'],
  ])('%s', (_name, time, now, next) => {
    expect(new Date(nextAt(time, Date.parse(now))).toISOString()).toBe(new Date(next).toISOString())
  })
})
