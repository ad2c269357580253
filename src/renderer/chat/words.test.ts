import { describe, expect, it } from 'vitest'
import { replaceWord, wordsOf } from './words'

describe('the words of a text', () => {
  it.each([
    ['Helo wrld, helo ', ['Helo', 'wrld', 'helo']],
    ['one one one ', ['one']],
    ['still writ', ['still']],
    ["“don’t” it's 'quoted' ", ['don’t', "it's", 'quoted']],
    ['`cnst x` and ```\nfoo brr\n``` see https://exmple.org/ab me@hme.org :smle: ', ['and', 'see']],
    ['perché così ', ['perché', 'così']],
    ['123 4x4 ', ['x']],
    ['', []],
  ])('%j are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('are bounded', () => {
    expect(wordsOf(`${'x'.repeat(61)} ok `)).toEqual(['ok'])
    const many = Array.from(
      { length: 1_000 },
      (_, n) => 'abcdefghij'.slice(n % 10) + 'k'.repeat(n % 37) + 'l'.repeat(n % 11),
    )
    expect(wordsOf(`${many.join(' ')} `).length).toBeLessThanOrEqual(200)
  })
})

it('a word is replaced where it stands alone', () => {
  expect(replaceWord('helo, helos helo', 'helo', 'hello')).toBe('hello, helos hello')
  expect(replaceWord('helo', 'helo', '$&')).toBe('$&')
})
