import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DIRECT_RULES, FIRST_RULES, MAX_TIMEOUT, replacesRules, type RoomRules } from './rules'

const rules: fc.Arbitrary<RoomRules> = fc.record({
  turns: fc.boolean(),
  timeout: fc.constantFrom(0, 1, 10, MAX_TIMEOUT),
  revision: fc.integer({ min: 1, max: 3 }),
})

describe('rules', () => {
  it('that somebody has set replace those that nobody has', () => {
    fc.assert(
      fc.property(rules, (set) => {
        expect(replacesRules(set, FIRST_RULES)).toBe(true)
        expect(replacesRules(set, DIRECT_RULES)).toBe(true)
        expect(replacesRules(FIRST_RULES, set)).toBe(false)
      }),
    )
  })

  it('do not replace themselves', () => {
    fc.assert(
      fc.property(rules, (set) => {
        expect(replacesRules(set, { ...set })).toBe(false)
      }),
    )
  })

  it('of two that differ exactly one wins, the later where one is later', () => {
    fc.assert(
      fc.property(rules, rules, (a, b) => {
        fc.pre(a.turns !== b.turns || a.timeout !== b.timeout || a.revision !== b.revision)
        expect(replacesRules(a, b)).toBe(!replacesRules(b, a))
        if (a.revision > b.revision) expect(replacesRules(a, b)).toBe(true)
      }),
    )
  })

  it('are the same everywhere in the end, in whatever order they come', () => {
    const end = (came: readonly RoomRules[]): RoomRules =>
      came.reduce((known, next) => (replacesRules(next, known) ? next : known), FIRST_RULES)
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 6 }), (came) => {
        expect(end([...came].reverse())).toEqual(end(came))
      }),
    )
  })
})
