import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesFilter, parseTopicFilter } from '../mqtt/topic'
import { refused } from '../result'
import { parseWireFilter } from './filter'

function passes(filter: { topic?: string; text?: string }, topic: string, preview = ''): boolean {
  const parsed = parseWireFilter({ topic: '', text: '', ...filter })
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value({ topic, preview })
}

describe('the topic', () => {
  it.each(['led', 'a/b/c', '$SYS/broker/uptime', '/', ''])(
    'lets %j through where none is wanted',
    (topic) => {
      expect(passes({}, topic)).toBe(true)
    },
  )

  it.each([
    ['home', 'home', true],
    ['home', 'home/kitchen', false],
    ['home', 'my/home', false],
    ['home', 'Home', false],
    ['home/#', 'home', true],
    ['home/#', 'home/a/b', true],
    ['home/#', 'homes', false],
    ['home/+', 'home/', true],
    ['home/+', 'home/a/b', false],
    ['+/#', 'home', true],
    ['+', '/a', false],
    ['/+', '/a', true],
    ['#', '$SYS/x', false],
    ['+/x', '$SYS/x', false],
    ['$SYS/#', '$SYS/x', true],
    ['a.c', 'abc', false],
    ['a(b[c{d|e^f$\\', 'a(b[c{d|e^f$\\', true],
    ['#', 'two\nlines', true],
  ])('%j on %j: %s', (filter, topic, expected) => {
    expect(passes({ topic: filter }, topic)).toBe(expected)
  })

  it('decides as the subscriptions do, whatever the levels', () => {
    const level = fc.constantFrom('', 'a', 'b', '$', 'a.', '.*', '\n', 'é', '+', '#')
    const levels = fc.array(level, { minLength: 1, maxLength: 4 }).map((list) => list.join('/'))
    let compared = 0
    fc.assert(
      fc.property(levels, levels, (filter, topic) => {
        if (!parseTopicFilter(filter).ok) return
        compared++
        expect(passes({ topic: filter }, topic)).toBe(matchesFilter(filter, topic))
      }),
      { numRuns: 2_000 },
    )
    expect(compared).toBeGreaterThan(200)
  })

  it.each([
    ['a/#/b', 'misplaced-wildcard'],
    ['a+', 'misplaced-wildcard'],
    ['a\u0000', 'forbidden-character'],
    ['a'.repeat(65_536), 'too-long'],
  ] as const)('says what is wrong with %.10j', (topic, problem) => {
    expect(parseWireFilter({ topic, text: '' })).toEqual(refused(problem))
  })
})

describe('the text', () => {
  it.each([
    ['ON', 'led', 'on', true],
    ['led', 'home/LED', 'on', true],
    ['off', 'led', 'on', false],
    ['straße', 'x', 'Straße', true],
    ['.*', 'led', 'on', false],
    ['.*', 'led', 'a.*b', true],
    ['+', 'a', '1+1', true],
    ['ff00', 'a', 'FF00', true],
  ])('%j in %j %j: %s', (text, topic, preview, expected) => {
    expect(passes({ text }, topic, preview)).toBe(expected)
  })

  it('counts together with the topic', () => {
    expect(passes({ topic: 'home/#', text: 'on' }, 'home/led', 'on')).toBe(true)
    expect(passes({ topic: 'home/#', text: 'on' }, 'led', 'on')).toBe(false)
    expect(passes({ topic: 'home/#', text: 'on' }, 'home/led', 'off')).toBe(false)
  })
})
