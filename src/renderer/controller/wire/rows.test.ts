import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WireEntry } from '@shared/wire/entry'
import { anEntry } from '../../testing/state'
import { firstAfter, FilteredRows, nextPool, placeOf, type Pool } from './rows'

const entries = (...seqs: number[]): WireEntry[] => seqs.map((seq) => anEntry({ seq }))
const seqs = (rows: readonly WireEntry[]): number[] => rows.map(({ seq }) => seq)

describe('the place of an entry', () => {
  it.each([
    [0, 0],
    [2, 1],
    [5, 2],
    [9, 3],
    [100, 3],
  ])('after seq %i is %i', (seq, place) => {
    expect(firstAfter(entries(2, 5, 9), seq)).toBe(place)
  })

  it.each([
    [2, 0],
    [9, 2],
    [3, -1],
    [undefined, -1],
  ])('with seq %s is %i', (seq, place) => {
    expect(placeOf(entries(2, 5, 9), seq)).toBe(place)
  })
})

describe('the list stands on', () => {
  const start: Pool = { entries: entries(1, 2), seen: 2 }

  it('what main keeps, while it is live', () => {
    expect(seqs(nextPool(start, entries(2, 3), 'live', 10).entries)).toEqual([2, 3])
  })

  it('what it had and what comes, while somebody reads', () => {
    expect(nextPool(start, entries(2, 3, 4), 'reading', 10)).toEqual({
      entries: entries(1, 2, 3, 4),
      seen: 4,
    })
  })

  it('no more than it may hold, while somebody reads; the rest is still to come', () => {
    expect(nextPool(start, entries(2, 3, 4), 'reading', 3)).toEqual({ entries: entries(1, 2, 3), seen: 3 })
  })

  it('what it had, while it is paused', () => {
    expect(nextPool(start, entries(2, 3, 4), 'paused', 10)).toBe(start)
  })

  it.each(['live', 'reading', 'paused'] as const)('nothing once main has cleared (%s)', (pace) => {
    expect(nextPool(start, [], pace, 10)).toEqual({ entries: [], seen: 2 })
  })
})

describe('rows behind a filter', () => {
  it('are those of the pool that pass, and the same array where nothing changed', () => {
    const filtered = new FilteredRows(({ seq }) => seq % 2 === 0)
    const rows = filtered.of(entries(1, 2, 3, 4))
    expect(seqs(rows)).toEqual([2, 4])
    expect(filtered.of(entries(1, 2, 3, 4, 5))).toBe(rows)
    expect(seqs(filtered.of(entries(4, 5, 6)))).toEqual([4, 6])
    expect(filtered.of([])).toEqual([])
  })

  it('look at no entry twice', () => {
    let looks = 0
    const filtered = new FilteredRows(() => ++looks > 0)
    filtered.of(entries(1, 2, 3))
    filtered.of(entries(2, 3, 4))
    expect(looks).toBe(4)
  })

  it('are what filtering all of it would give, however the pool moves on', () => {
    const steps = fc.array(fc.record({ come: fc.nat(5), gone: fc.nat(5) }), { maxLength: 20 })
    fc.assert(
      fc.property(steps, (moves) => {
        const filtered = new FilteredRows(({ seq }) => seq % 3 !== 0)
        let [first, last] = [1, 0]
        for (const { come, gone } of moves) {
          last += come
          first = Math.min(first + gone, last + 1)
          const pool = entries(...Array.from({ length: last - first + 1 }, (_, index) => first + index))
          expect(seqs(filtered.of(pool))).toEqual(seqs(pool).filter((seq) => seq % 3 !== 0))
        }
      }),
    )
  })
})
