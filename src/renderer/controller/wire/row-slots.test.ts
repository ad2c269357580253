import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowSlots } from './row-slots'

it('gives what comes the rows of what has gone, and leaves what stays where it is', () => {
  const slots = new RowSlots()
  expect(slots.of([1, 2, 3])).toEqual([0, 1, 2])
  expect(slots.of([2, 3, 4])).toEqual([1, 2, 0])
  expect(slots.of([3])).toEqual([2])
  expect(slots.of([3, 8, 9, 10])).toEqual([2, 0, 1, 3])
})

it('never has two messages in one row, nor one message in two', () => {
  const shown = fc.array(fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 20 }), { maxLength: 30 })
  fc.assert(
    fc.property(shown, (lists) => {
      const slots = new RowSlots()
      let before = new Map<number, number>()
      for (const seqs of lists) {
        const rows = slots.of(seqs)
        expect(new Set(rows).size).toBe(seqs.length)
        const now = new Map(seqs.map((seq, place) => [seq, rows[place] ?? -1]))
        for (const [seq, row] of now) if (before.has(seq)) expect(row).toBe(before.get(seq))
        before = now
      }
    }),
  )
})
