import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { supersedes, type Revision } from './revision'

type Known = Parameters<typeof supersedes>[1]

describe('a change replaces what is known', () => {
  it.each<[string, Pick<Revision, 'revision' | 'text'>, Known, boolean]>([
    ['where nothing was changed yet', { revision: 1, text: 'b' }, { text: 'a' }, true],
    ['where it is the later one', { revision: 3, text: 'a' }, { revision: 2, text: 'b' }, true],
    ['not where it is the earlier one', { revision: 1, text: 'b' }, { revision: 2, text: 'a' }, false],
    ['not where it is known already', { revision: 2, text: 'a' }, { revision: 2, text: 'a' }, false],
    ['by its text where two are alike', { revision: 2, text: 'b' }, { revision: 2, text: 'a' }, true],
    ['where it takes the message back', { revision: 1 }, { revision: 9, text: 'a' }, true],
    ['never where that was taken back', { revision: 9, text: 'a' }, { revision: 1, deleted: true }, false],
    ['nor is it taken back twice', { revision: 9 }, { revision: 1, deleted: true }, false],
  ])('%s', (_when, change, known, replaces) => {
    expect(supersedes(change, known)).toBe(replaces)
  })
})

it('all copies end alike whatever order changes arrive in, and how often', () => {
  const change = fc.record(
    { revision: fc.integer({ min: 1, max: 4 }), text: fc.constantFrom('a', 'b', 'c') },
    { requiredKeys: ['revision'] },
  )
  const end = (changes: readonly Pick<Revision, 'revision' | 'text'>[]): Known => {
    let known: Known = { text: 'first' }
    for (const { revision, text } of changes) {
      if (!supersedes({ revision, text }, known)) continue
      known = text === undefined ? { deleted: true } : { revision, text }
    }
    return known
  }
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (changes, weights) => {
      const others = changes
        .map((value) => ({ value, weight: weights.next().value! }))
        .sort((a, b) => a.weight - b.weight)
        .map(({ value }) => value)
      expect(end([...others, ...others.slice(0, 2)])).toEqual(end(changes))
    }),
    { numRuns: 1_000 },
  )
})
