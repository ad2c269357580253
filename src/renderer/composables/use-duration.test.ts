import { expect, it } from 'vitest'
import { durationParts } from './use-duration'

it.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [90, '1 minute 30 seconds'],
  [3_600, '1 hour'],
  [3_601, '1 hour'],
  [604_800, '7 days'],
  [108_000, '1 day 6 hours'],
])('%i seconds are %s', (seconds, words) => {
  expect(durationParts(seconds, 'en')).toBe(words)
})

it('speaks the language of the window', () => {
  expect(durationParts(7_200, 'it')).toBe('2 ore')
})
