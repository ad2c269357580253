import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { MAX_NAME, cleanName, foldName, parseName, sameUser } from './name'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** Characters that make trouble in names, among ordinary ones. */
const awkward = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'aZ ıİßſςΣǅŉﬁ½…﷽ͺ¨'),
    fc.constantFrom(
      '\u0301',
      '\u0345',
      '\u200b',
      '\u200d',
      '\u202e',
      '\u2066',
      '\u061c',
      '\u0000',
      '\n',
      '\u3164',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 60,
})

describe('a name that is asked for', () => {
  it.each([
    ['John', 'John'],
    ['  John \t', 'John'],
    ['Ｊｏｈｎ', 'John'],
    ['Zoe\u0308', 'Zoë'],
    ['小野 洋子', '小野 洋子'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['x'.repeat(MAX_NAME), 'x'.repeat(MAX_NAME)],
    // Forty characters, not forty UTF-16 units.
    ['💡'.repeat(MAX_NAME), '💡'.repeat(MAX_NAME)],
    ['"}{', '"}{'],
    ['__proto__', '__proto__'],
  ])('%j is kept as %j', (text, name) => {
    expect(parseName(text)).toEqual({ ok: true, value: name })
  })

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u3000\u00a0\t', 'empty'],
    ['\u200b', 'empty'],
    ['\u3164 \u2060\u00ad', 'empty'],
    ['x'.repeat(MAX_NAME + 1), 'too-long'],
    ['x'.repeat(300), 'too-long'],
    // One character that NFKC makes eighteen.
    ['ﷺﷺﷺ', 'too-long'],
    ['Jo\u202ehn', 'forbidden-character'],
    ['Jo\u2066hn', 'forbidden-character'],
    ['Jo\u061chn', 'forbidden-character'],
    ['Jo\u200fhn', 'forbidden-character'],
    ['Jo\nhn', 'forbidden-character'],
    ['Jo\u0000hn', 'forbidden-character'],
    ['Jo\u2028hn', 'forbidden-character'],
    ['Jo\ud800hn', 'forbidden-character'],
  ])('%.50j is refused: %s', (text, problem) => {
    expect(parseName(text)).toEqual({ ok: false, error: problem })
  })

  it('is the same once more, and the same when it comes back over the wire', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const parsed = parseName(text)
        if (!parsed.ok) return
        expect(parseName(parsed.value)).toEqual(parsed)
        expect(cleanName(parsed.value)).toBe(parsed.value)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a name from the wire', () => {
  it.each([
    [' anna ', 'anna'],
    ['an\u202ena', 'anna'],
    ['an\nna', 'anna'],
    ['x'.repeat(300), 'x'.repeat(MAX_NAME)],
    [`${'x'.repeat(MAX_NAME - 1)} y`, 'x'.repeat(MAX_NAME - 1)],
    ['\ud800', '\ufffd'],
  ])('%.50j is shown as %j', (text, name) => {
    expect(cleanName(text)).toBe(name)
  })

  it.each(['', '  ', '\u202e', '\u200b\u200b', '\u0000\n', '\u3164'])('%j names nobody', (text) => {
    expect(cleanName(text)).toBeUndefined()
  })

  it('is short, visible, and the same when cleaned once more, as it is on its way from copy to copy', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const name = cleanName(text)
        if (name === undefined) return
        expect([...name].length).toBeLessThanOrEqual(MAX_NAME)
        expect(name).toBe(name.trim())
        expect(name).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
        expect(name.isWellFormed()).toBe(true)
        expect(foldName(name)).not.toBe('')
        expect(cleanName(name)).toBe(name)
      }),
      { numRuns: 3_000 },
    )
  })

  // Held by the patience of the test alone: what is not linear takes minutes.
  it('of a megabyte costs little', () => {
    expect(cleanName('ﷺ'.repeat(350_000))?.length).toBeLessThanOrEqual(MAX_NAME)
  })
})

describe('two authors are the same', () => {
  it.each([
    ['John', 'john'],
    ['John', ' JOHN '],
    ['Zoë', 'zoe\u0308'],
    ['Ｊohn', 'John'],
    ['Straße', 'STRASSE'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'],
    ['ﬁlippo', 'Filippo'],
    // Nothing that cannot be seen makes another person.
    ['John', 'Jo\u200bhn'],
    ['John', 'John\u00ad'],
  ])('%j and %j', (a, b) => {
    expect(sameUser(a, b)).toBe(true)
    expect(sameUser(b, a)).toBe(true)
  })

  it.each([
    ['John', 'Jon'],
    ['John', undefined],
    [undefined, undefined],
    ['Zoë', 'Zoe'],
    ['ann a', 'anna'],
  ])('not %j and %j', (a, b) => {
    expect(sameUser(a, b)).toBe(false)
  })

  it('in a form that does not change any more: folding once is enough', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text))
        expect(foldName(` ${text} `)).toBe(foldName(text))
        expect(foldName(text.normalize('NFD'))).toBe(foldName(text))
      }),
      { numRuns: 3_000 },
    )
  })
})
