import fc from 'fast-check'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { MAX_WORDS, excerpt, hasWords, indexWords, searchWords } from './search-text'

const marked = (text: string, query: string): string =>
  excerpt(text, searchWords(query))
    .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
    .join('')

describe('the words of a text', () => {
  it('are small letters and digits without accents, each once', () => {
    expect(indexWords('Été, ÉTÉ: 2 cafés! don’t_a')).toEqual(['ete', '2', 'cafes', 'don', 't', 'a'])
    expect(indexWords('Straße İstanbul ﬁne')).toEqual(['straße', 'istanbul', 'fine'])
    expect(indexWords('東京タワー')).toContain('京')
    expect(indexWords('😀 \uE000 --')).toEqual([])
  })

  it('are what a search is made of, at most so many', () => {
    expect(searchWords('')).toEqual([])
    expect(searchWords('"quoted" OR NEAR(x*) room:y')).toEqual(['quoted', 'or', 'near', 'x', 'room', 'y'])
    expect(searchWords(Array.from({ length: 50 }, (_, index) => `w${String(index)}`).join(' '))).toHaveLength(
      MAX_WORDS,
    )
  })

  it('never are SQL or syntax of a search, whatever was typed', () => {
    const db = new Database(':memory:')
    db.exec(
      `CREATE VIRTUAL TABLE word USING fts5 (words, content = '', detail = none, tokenize = 'ascii', prefix = '1 2')`,
    )
    const find = db.prepare('SELECT rowid FROM word WHERE word MATCH ?')
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()),
        (text) => {
          const words = searchWords(text)
          for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]{1,64}$/u)
          if (words.length > 0) expect(find.all(words.map((word) => `"${word}"*`).join(' AND '))).toEqual([])
          expect(hasWords(text, words)).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
    db.close()
  }, 20_000)
})

describe('the excerpt of a hit', () => {
  it('marks the words that begin like the ones searched for', () => {
    expect(marked('The Café is opening', 'open caf')).toBe('The [Café] is [opening]')
    expect(marked('<b>x</b> & "x"', 'x')).toBe('<b>[x]</b> & "[x]"')
  })

  it('shows a part of a long text', () => {
    const text = `${'before '.repeat(100)}needle${' after'.repeat(100)}`
    const shown = marked(text, 'needle')
    expect(shown).toMatch(/^….*before \[needle\] after.*…$/)
    expect(shown.length).toBeLessThan(220)
  })

  it('is a part of the text that halves no character, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('😀', 'word ', 'é', ' ', 'x'.repeat(30), '\n'), { maxLength: 60 }),
        (parts) => {
          const text = parts.join('')
          const pieces = excerpt(text, ['word'])
          const joined = pieces.map(({ text: piece }) => piece).join('')
          expect(joined.isWellFormed()).toBe(true)
          expect(text).toContain(joined.replace(/^…|…$/g, ''))
          expect(pieces.some(({ hit }) => hit)).toBe(
            /\bword/.test(text.normalize('NFD')) && hasWords(text, ['word']),
          )
        },
      ),
    )
  })
})
