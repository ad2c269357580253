import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Qos } from '@shared/mqtt/message'
import { matchesFilter } from '@shared/mqtt/topic'
import { FilterIndex } from './filter-index'

const level = fc.constantFrom('a', 'b', '', '$x')
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'))
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { maxLength: 3 }), fc.constantFrom('#', '+', 'a', 'b'))
  .map(([levels, last]) => [...levels, last].join('/'))
const entry = fc.record({
  filter,
  session: fc.constantFrom('s', 't', 'u'),
  qos: fc.constantFrom<Qos[]>(1, 2),
  isRemoval: fc.boolean(),
})

describe('the index of filters', () => {
  it('finds what going through all filters would find', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), topic, (entries, name) => {
        const index = new FilterIndex()
        const plain = new Map<string, { session: string; filter: string; qos: Qos }>()
        for (const { filter, session, qos, isRemoval } of entries) {
          const key = `${session} ${filter}`
          if (isRemoval) {
            index.remove(filter, session)
            plain.delete(key)
          } else {
            index.add(filter, session, qos)
            plain.set(key, { session, filter, qos })
          }
        }
        const expected = new Map<string, Qos>()
        for (const { session, filter, qos } of plain.values()) {
          if (!matchesFilter(filter, name)) continue
          expected.set(session, Math.max(qos, expected.get(session) ?? 0) as Qos)
        }
        expect(new Map([...index.match(name)].sort())).toEqual(new Map([...expected].sort()))
      }),
      { numRuns: 500 },
    )
  })

  it('takes names of object properties for what they are', () => {
    const index = new FilterIndex()
    expect(index.match('__proto__/constructor').size).toBe(0)
    index.add('__proto__/+', 'toString', 1)
    expect([...index.match('__proto__/constructor')]).toEqual([['toString', 1]])
  })
})
