import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { matchesFilter, parseTopicFilter, parseTopicName } from './topic'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const level = fc.string({ unit: fc.constantFrom('a', 'B', '1', '$', ' ', 'é', '💡', '-', '_'), maxLength: 4 })
/** A topic of 1 to 6 levels, empty levels included, and at least one character. */
const topicLevels = fc
  .array(level, { minLength: 1, maxLength: 6 })
  .filter((levels) => levels.join('/') !== '')

describe('a topic name', () => {
  it.each(['led', '/', '/a', 'a/', 'a//b', ' ', 'Straße/Küche/💡', '$SYS/broker', 'a'.repeat(65_535)])(
    'may be %.20j',
    (name) => {
      expect(parseTopicName(name)).toEqual({ ok: true, value: name })
    },
  )

  it.each([
    ['', 'empty'],
    ['a'.repeat(65_536), 'too-long'],
    // 65,535 bytes is the limit, and é takes two of them.
    ['é'.repeat(32_768), 'too-long'],
    ['a\u0000b', 'forbidden-character'],
    ['a\ud800b', 'forbidden-character'],
    ['#', 'wildcard'],
    ['a/+/b', 'wildcard'],
    ['a+b', 'wildcard'],
  ])('may not be %.20j: %s', (name, problem) => {
    expect(parseTopicName(name)).toEqual({ ok: false, error: problem })
  })
})

describe('a topic filter', () => {
  it.each(['#', '+', '+/+', '/#', 'a/#', 'a/+/#', '+/a', '$SYS/#', 'led'])('may be %j', (filter) => {
    expect(parseTopicFilter(filter)).toEqual({ ok: true, value: filter })
  })

  it.each([
    ['', 'empty'],
    ['a#', 'misplaced-wildcard'],
    ['a/#/b', 'misplaced-wildcard'],
    ['##', 'misplaced-wildcard'],
    ['a+/b', 'misplaced-wildcard'],
    ['++', 'misplaced-wildcard'],
    ['a/b#', 'misplaced-wildcard'],
    ['a\u0000', 'forbidden-character'],
    ['#/'.repeat(40_000), 'too-long'],
  ])('may not be %.20j: %s', (filter, problem) => {
    expect(parseTopicFilter(filter)).toEqual({ ok: false, error: problem })
  })
})

describe('a topic falls under a filter', () => {
  // The examples of MQTT 3.1.1, 4.7.1.2, 4.7.1.3 and 4.7.2.
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/tennis/player1/#', 'sport/tennis/player10', false],
    ['sport/#', 'sport', true],
    ['#', 'a/b/c', true],
    ['#', '/', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['led', 'led', true],
    ['led', 'LED', false],
    ['led', 'led/', false],
    ['#', '$SYS/uptime', false],
    ['+/uptime', '$SYS/uptime', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['$SYS/+', '$SYS/uptime', true],
    // Only a first level that begins with $ is special.
    ['+/$SYS', 'a/$SYS', true],
    ['a/#', 'a/$SYS', true],
  ])('%s takes %s: %s', (filter, topic, expected) => {
    expect(matchesFilter(filter, topic)).toBe(expected)
  })

  it('holds for every filter made of the topic by widening levels, unless the wildcard leads to a $ topic', () => {
    fc.assert(
      fc.property(
        topicLevels,
        fc.infiniteStream(fc.boolean()),
        fc.option(fc.nat(6)),
        (levels, widen, cut) => {
          const widened = levels.map((text) => (widen.next().value ? '+' : text))
          const filter = cut === null ? widened : [...widened.slice(0, Math.min(cut, levels.length)), '#']
          const text = filter.join('/')
          fc.pre(text !== '')
          expect(parseTopicFilter(text).ok).toBe(true)
          const hidden = levels[0]!.startsWith('$') && /^[+#]/.test(text)
          expect(matchesFilter(text, levels.join('/'))).toBe(!hidden)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('fails once a level that is not a wildcard differs', () => {
    fc.assert(
      fc.property(topicLevels, fc.nat(5), (levels, at) => {
        const index = at % levels.length
        const filter = levels.map((text, position) => (position === index ? `${text}x` : text)).join('/')
        expect(matchesFilter(filter, levels.join('/'))).toBe(false)
      }),
    )
  })

  it('fails for a filter with more or fewer levels and no #', () => {
    fc.assert(
      fc.property(topicLevels, (levels) => {
        const topic = levels.join('/')
        expect(matchesFilter(`${topic}/+`, topic)).toBe(false)
        expect(matchesFilter(topic, `${topic}/x`)).toBe(false)
      }),
    )
  })
})
