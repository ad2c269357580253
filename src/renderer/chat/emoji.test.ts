import { describe, expect, it } from 'vitest'
import { emojiOf, readEmoji, searchEmoji, suggestionsFor } from './emoji'
import { loadEmoji } from './emoji-data'

const list = await loadEmoji('en')
const italian = await loadEmoji('it')
const characters = (found: readonly { character: string }[]): string[] =>
  found.map(({ character }) => character)

describe('the emoji of the library', () => {
  it('are all there, without loose letters of flags and skin tones', () => {
    expect(list.length).toBeGreaterThan(1_800)
    expect(list.length).toBe(italian.length)
    expect(characters(list)).not.toContain('🇦')
    expect(characters(list)).not.toContain('🏻')
  })

  it('all have a name and a code that can be typed', () => {
    for (const { name, codes } of [...list, ...italian]) {
      expect(name).not.toBe('')
      expect(codes[0]).toMatch(/^[a-z0-9_+-]+$/)
    }
  })

  it('are loaded once', () => {
    expect(loadEmoji('en')).toBe(loadEmoji('de'))
  })
})

describe('codes', () => {
  it.each([
    ['smile', '😄'],
    ['+1', '👍️'],
    ['TADA', '🎉'],
    ['heart', '❤️'],
  ])(':%s:', (code, character) => {
    expect(emojiOf(list, code)?.character).toBe(character)
  })

  it('are there in Italian beside the usual ones', () => {
    expect(emojiOf(italian, 'smile')?.character).toBe('😄')
    expect(emojiOf(italian, 'cuore_rosso')?.character).toBe('❤️')
  })

  it('come from the name where there is no short one', () => {
    const [only] = readEmoji([{ unicode: 'x', hexcode: 'X', label: 'Caffè: forte!', group: 4 }], {})
    expect(only?.codes).toEqual(['caffe_forte'])
  })
})

describe('suggestions', () => {
  it('begin with the code that fits best', () => {
    expect(suggestionsFor(list, 'smile')[0]?.code).toBe('smile')
    expect(suggestionsFor(list, 'Tad')[0]?.emoji.character).toBe('🎉')
  })

  it('find a later word of a code too, after the others', () => {
    const codes = suggestionsFor(list, 'cat', 100).map(({ code }) => code)
    expect(codes[0]).toBe('cat')
    const later = codes.findIndex((code) => !code.startsWith('cat'))
    expect(later).toBeGreaterThan(0)
    expect(codes.slice(later).every((code) => !code.startsWith('cat'))).toBe(true)
  })

  it('are few', () => {
    expect(suggestionsFor(list, 'fa')).toHaveLength(8)
    expect(suggestionsFor(list, 'zzzz')).toEqual([])
  })
})

describe('searching', () => {
  it.each([
    ['party popper', '🎉'],
    ['HEART red', '❤️'],
    [':tada:', '🎉'],
  ])('finds %s', (text, character) => {
    expect(characters(searchEmoji(list, text))).toContain(character)
  })

  it('finds without accents', () => {
    expect(characters(searchEmoji(italian, 'caffe'))).toEqual(characters(searchEmoji(italian, 'caffè')))
    expect(searchEmoji(italian, 'caffe')).not.toEqual([])
  })

  it('finds what is called so first', () => {
    expect(characters(searchEmoji(list, 'heart'))[0]).toBe('❤️')
  })

  it('finds nothing in nothing, and only where a word begins', () => {
    expect(searchEmoji(list, '  ')).toEqual([])
    expect(searchEmoji(list, 'opper')).toEqual([])
  })
})
