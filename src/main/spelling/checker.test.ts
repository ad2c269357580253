import { expect, it } from 'vitest'
import { Checker, type Speller } from './checker'

function speller(known: readonly string[], suggestions: readonly string[] = []): Speller {
  return { correct: (word) => known.includes(word), suggest: () => [...suggestions] }
}

function checker(...spellers: Speller[]): Checker {
  const made = new Checker()
  for (const each of spellers) made.add(each)
  return made
}

it('takes a word for right that any dictionary knows', () => {
  const both = checker(speller(['tea']), speller(['tè']))
  expect(both.wrong(['tea', 'tè', 'teaa'])).toEqual(['teaa'])
})

it('takes no word for wrong where there is no dictionary', () => {
  expect(checker().wrong(['teaa'])).toEqual([])
  expect(checker().suggest('teaa')).toEqual([])
})

it('leaves what is no word alone', () => {
  expect(checker(speller([])).wrong(['', 'v2', '1883', 'x'])).toEqual(['x'])
})

it('suggests the best of each dictionary first, each once, five at most', () => {
  const both = checker(speller([], ['a', 'b', 'c', 'd']), speller([], ['x', 'a', 'y', 'z']))
  expect(both.suggest('word')).toEqual(['a', 'x', 'b', 'c', 'y'])
})

it('does not guess at a word so long that the search would take a second', () => {
  const one = checker(speller([], ['a']))
  expect(one.suggest('x'.repeat(24))).toEqual(['a'])
  expect(one.suggest('x'.repeat(25))).toEqual([])
})
