import { expect, it } from 'vitest'
import { placesIn } from './window-of-rows'

it.each([
  ['at the beginning', 0, 0, 13],
  ['in the middle', 960, 17, 33],
  ['between two rows', 970, 17, 34],
  ['at the end', 4_320, 87, 100],
  ['further down than it goes', Infinity, 87, 100],
])('%s what is seen is drawn, and a few rows on either side', (_where, top, first, end) => {
  expect(placesIn(top, 480, 48, 100)).toEqual({ first, end })
})

it('draws all of a short list, and nothing of an empty one', () => {
  expect(placesIn(Infinity, 480, 48, 3)).toEqual({ first: 0, end: 3 })
  expect(placesIn(0, 480, 48, 0)).toEqual({ first: 0, end: 0 })
})
