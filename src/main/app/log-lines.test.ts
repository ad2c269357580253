import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Flood, LINES_PER_SECOND, logLine, MAX_LOG_LINE } from './log-lines'

const START = Date.UTC(2026, 10, 23, 10)
const STAMP = '2026-11-23T10:00:00.000Z '

describe('a line', () => {
  it('says how bad it is and where it comes from', () => {
    expect(logLine('error', 'mqtt', 'no\nway\r\t\u001b[31m\u202e\u2028')).toBe(
      'error mqtt: no\\nway\\r\\t\\u{1b}[31m\\u{202e}\\u{2028}',
    )
  })

  it('is one line of bounded length whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 6_000 }),
        fc.string({ unit: 'binary' }),
        (text, where) => {
          const line = logLine('info', where, text)
          expect(STAMP.length + line.length).toBeLessThanOrEqual(MAX_LOG_LINE)
          expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
          expect(line.isWellFormed()).toBe(true)
        },
      ),
    )
    expect(logLine('info', 'x', 'y'.repeat(3_000))).toMatch(/y…$/)
  })
})

describe('a flood', () => {
  function flooded(): { flood: Flood; pass: (ms: number) => void } {
    let now = START
    return { flood: new Flood(() => now), pass: (ms) => (now += ms) }
  }

  it('of one line is a count', () => {
    const { flood, pass } = flooded()
    expect(flood.take('a')).toEqual([`${STAMP}a`])
    for (let n = 0; n < 250; n++) expect(flood.take('a')).toEqual([])
    pass(1)
    expect(flood.take('b')).toEqual([
      '2026-11-23T10:00:00.001Z … 250 times more',
      '2026-11-23T10:00:00.001Z b',
    ])
    expect(flood.take('b')).toEqual([])
    expect(flood.rest()).toEqual(['2026-11-23T10:00:00.001Z … once more'])
    expect(flood.rest()).toEqual([])
  })

  it('that goes on is told of once a minute', () => {
    const { flood, pass } = flooded()
    let lines = 0
    for (let seconds = 0; seconds < 3_600; seconds++) {
      lines += flood.take('a').length
      pass(1_000)
    }
    expect(lines).toBe(60 + 59)
  })

  it('of different lines is bounded in each second, and counted', () => {
    const { flood, pass } = flooded()
    let lines: string[] = []
    for (let n = 0; n < 1_000; n++) lines = [...lines, ...flood.take(`line ${n}`)]
    expect(lines).toHaveLength(LINES_PER_SECOND)
    pass(1_000)
    expect(flood.take('after')).toEqual([
      `2026-11-23T10:00:01.000Z … ${1_000 - LINES_PER_SECOND} lines left out`,
      '2026-11-23T10:00:01.000Z after',
    ])
  })
})
