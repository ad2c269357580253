import { expect, it } from 'vitest'
import { stepTo } from './steps'

it.each([
  ['ArrowDown', -1, 9],
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', -1, 9],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['PageDown', -1, 9],
  ['PageDown', 2, 6],
  ['PageDown', 8, 9],
  ['PageUp', -1, 5],
  ['PageUp', 2, 0],
  ['Home', 5, 0],
  ['End', -1, 9],
  ['Enter', 5, undefined],
  ['a', 5, undefined],
])('%s leads from %i to %s of ten rows, four to a page', (key, from, to) => {
  expect(stepTo(key, from, 10, 4)).toBe(to)
})

it('leads nowhere in an empty list', () => {
  expect(stepTo('End', -1, 0, 4)).toBeUndefined()
})
