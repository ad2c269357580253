import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareMessages } from './message'

it('orders by clock, then by id, by code unit and not by language', () => {
  const messages = [
    { clock: 10, id: 'a' },
    { clock: 2, id: 'b' },
    { clock: 2, id: 'Z' },
    { clock: 2, id: 'ä' },
    { clock: 2, id: 'a' },
  ]
  expect([...messages].sort(compareMessages).map(({ clock, id }) => `${clock}${id}`)).toEqual([
    '2Z',
    '2a',
    '2b',
    '2ä',
    '10a',
  ])
})

it('is an order: the same both ways round, and equal only for the same', () => {
  const key = fc.record({ clock: fc.nat(3), id: fc.string({ maxLength: 2 }) })
  fc.assert(
    fc.property(key, key, key, (a, b, c) => {
      expect(Math.sign(compareMessages(a, b))).toBe(-Math.sign(compareMessages(b, a)) + 0)
      expect(compareMessages(a, b) === 0).toBe(a.clock === b.clock && a.id === b.id)
      if (compareMessages(a, b) <= 0 && compareMessages(b, c) <= 0) {
        expect(compareMessages(a, c)).toBeLessThanOrEqual(0)
      }
    }),
  )
})
