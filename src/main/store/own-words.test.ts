import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { OwnWords } from './own-words'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-words-'))
  file = join(folder, 'words.txt')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('knows a word that was added, in this run and the next', () => {
  const words = new OwnWords(file)
  expect(words.has('porchy')).toBe(false)
  words.add('porchy')
  words.add('Yoko')
  for (const each of [words, new OwnWords(file)]) {
    expect([each.has('porchy'), each.has('Porchy'), each.has('Yoko'), each.has('yoko')]).toEqual([
      ...[true, true, true, false],
    ])
  }
  expect(readFileSync(file, 'utf8')).toBe('porchy\nYoko\n')
})

it.each(['', 'two words', 'two\nlines', 'x'.repeat(61), '\u0000'])('does not take %j', (word) => {
  new OwnWords(file).add(word)
  expect(existsSync(file)).toBe(false)
})

it('takes five thousand words', () => {
  const many = Array.from({ length: 5_000 }, (_, index) => `word${index}`)
  writeFileSync(file, [...many, 'last'].join('\n'))
  const words = new OwnWords(file)
  expect([words.has('word4999'), words.has('last')]).toEqual([true, false])
  words.add('more')
  expect(words.has('more')).toBe(false)
})

it('reads nothing from a file that is too large to be its own', () => {
  writeFileSync(file, 'porchy\n'.repeat(300_000))
  expect(new OwnWords(file).has('porchy')).toBe(false)
})

it('keeps a word for this run where it cannot be written', () => {
  const words = new OwnWords(join(folder, 'none', 'words.txt'))
  words.add('porchy')
  expect(words.has('porchy')).toBe(true)
})
