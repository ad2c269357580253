import { expect, test } from 'vitest'
import type { KeptMessage } from '../../e2e/fixtures/kept'
import { historyRows, type Accepted } from './histories'
import type { Said } from './talk'

const said = (user: string, text: string, answer: Said['answer'] = 'taken'): Said => ({ user, text, answer })
const kept = (...all: [user: string, text: string][]): KeptMessage[] =>
  all.map(([user, text], index) => ({ id: `${text} ${index}`, clock: index, user, text, delivery: null }))

/** The names of the lines that are broken. */
function brokenIn(accepted: Partial<Accepted>, ...histories: KeptMessage[][]): string[] {
  const rows = historyRows({ said: [], heard: [], ...accepted }, histories)
  return rows.filter(({ ok }) => !ok).map(({ what, value }) => `${what}: ${value}`)
}

const both = [said('John', 'one'), said('Yoko', 'two')]

test('every message once, in one order, is right', () => {
  const all = kept(['John', 'one'], ['Ringo', 'hello'], ['Yoko', 'two'])
  expect(brokenIn({ said: both, heard: ['hello'] }, all, all)).toEqual([])
})

test('a message that a history lacks is lost, and the histories differ', () => {
  const all = kept(['John', 'one'], ['Yoko', 'two'])
  expect(brokenIn({ said: both }, all, all.slice(0, 1))).toEqual([
    'of these lost, over all histories: 1',
    'histories in another order than the first: 1',
  ])
  expect(brokenIn({ said: both, heard: ['hello'] }, all, all)).toEqual([
    'of these lost, over all histories: 2',
  ])
})

test('a message whose answer was lost may be there or not, but not twice', () => {
  const unknown = [said('John', 'one', 'unknown')]
  expect(brokenIn({ said: unknown }, [])).toEqual([])
  expect(brokenIn({ said: unknown }, kept(['John', 'one']))).toEqual([])
  const doubled = kept(['John', 'one'], ['Yoko', 'else'], ['John', 'one'])
  expect(brokenIn({ said: unknown }, doubled)).toEqual(['messages of copies that are there twice: 1'])
})

test('another order, a broken turn and a wrong name show', () => {
  const all = kept(['John', 'one'], ['Yoko', 'two'])
  expect(brokenIn({ said: both }, all, all.toReversed())).toEqual([
    'histories in another order than the first: 1',
  ])
  const twoOfJohn = [said('John', 'one'), said('John', 'two')]
  expect(brokenIn({ said: twoOfJohn }, kept(['John', 'one'], ['John', 'two']))).toEqual([
    'turns broken by a copy: 1',
  ])
  expect(brokenIn({ said: both }, kept(['John', 'one'], ['Paul', 'two']))).toEqual([
    'messages under a wrong name: 1',
  ])
})

test('a client that knows no turns breaks none, but is not kept twice', () => {
  expect(brokenIn({ heard: ['a', 'b'] }, kept(['Ringo', 'a'], ['Ringo', 'b']))).toEqual([])
  expect(brokenIn({ heard: ['a'] }, kept(['Ringo', 'a'], ['Ringo', 'a']))).toEqual([
    'messages from Python that are there twice: 1',
  ])
})
