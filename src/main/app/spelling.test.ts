import { beforeEach, describe, expect, it } from 'vitest'
import type { Dictionary } from '../spelling/find'
import type { SpellingAnswer, SpellingQuestion } from '../spelling/talk'
import { Spelling, type SpellingThread } from './spelling'
import { HandClock } from './testing/hand-clock'

const en = { aff: 'en.aff', dic: 'en.dic' }
const it_IT = { aff: 'it.aff', dic: 'it.dic' }

class Thread implements SpellingThread {
  readonly dictionaries: readonly Dictionary[]
  readonly asked: SpellingQuestion[] = []
  ended = false
  readonly #listeners = new Map<string, (value: never) => void>()

  constructor(dictionaries: readonly Dictionary[]) {
    this.dictionaries = dictionaries
    threads.push(this)
  }
  postMessage(question: SpellingQuestion): void {
    this.asked.push(question)
  }
  on(event: string, listener: (value: never) => void): void {
    this.#listeners.set(event, listener)
  }
  terminate(): void {
    this.ended = true
  }
  say(answer: SpellingAnswer): void {
    this.#listeners.get('message')?.(answer as never)
  }
  die(): void {
    this.#listeners.get('error')?.(new Error('out of memory') as never)
    this.#listeners.get('exit')?.(1 as never)
  }
}

let threads: Thread[]
let clock: HandClock
let own: Set<string>
let found: Dictionary[]
let isWanted: boolean
let spelling: Spelling

beforeEach(() => {
  threads = []
  clock = new HandClock()
  own = new Set()
  found = [en, it_IT]
  isWanted = true
  spelling = new Spelling({
    start: (dictionaries) => new Thread(dictionaries),
    find: () => found,
    isWanted: () => isWanted,
    own,
    after: clock.after,
  })
})

function thread(): Thread {
  const last = threads.at(-1)
  if (!last) throw new Error('no thread was started')
  return last
}

it('starts one thread with the first question, and brings each answer to its question', async () => {
  const first = spelling.wrong(['a', 'b'])
  const second = spelling.suggest('b')
  expect(threads).toHaveLength(1)
  expect(thread().dictionaries).toEqual([en, it_IT])
  expect(thread().asked).toEqual([
    { id: 1, ask: 'wrong', words: ['a', 'b'] },
    { id: 2, ask: 'suggest', word: 'b' },
  ])
  thread().say({ kind: 'answer', id: 2, words: ['c'] })
  thread().say({ kind: 'answer', id: 1, words: ['b'] })
  expect([await first, await second]).toEqual([['b'], ['c']])
})

it('does not ask about the user’s own words', async () => {
  spelling.add('porchy')
  const wrong = spelling.wrong(['porchy', 'x'])
  expect(thread().asked).toEqual([{ id: 1, ask: 'wrong', words: ['x'] }])
  thread().say({ kind: 'answer', id: 1, words: ['x'] })
  expect(await wrong).toEqual(['x'])
  expect(await spelling.wrong(['porchy'])).toEqual([])
})

it('starts nothing where it is not wanted, or there is no dictionary', async () => {
  isWanted = false
  expect(await spelling.wrong(['x'])).toEqual([])
  expect(await spelling.suggest('x')).toEqual([])
  isWanted = true
  found = []
  expect(await spelling.wrong(['x'])).toEqual([])
  expect(threads).toEqual([])
})

it('ends the thread after five minutes without a question, and starts it again', () => {
  void spelling.wrong(['x'])
  thread().say({ kind: 'ready' })
  clock.pass(299_000)
  void spelling.wrong(['y'])
  clock.pass(299_000)
  expect(thread().ended).toBe(false)
  clock.pass(1_000)
  expect(thread().ended).toBe(true)
  void spelling.wrong(['z'])
  expect(threads).toHaveLength(2)
  expect(thread().dictionaries).toEqual([en, it_IT])
})

describe('a dictionary that is too much', () => {
  it('ends the thread; nothing is wrong then, and it is left out the next time', async () => {
    const wrong = spelling.wrong(['x'])
    thread().say({ kind: 'loading', dic: en.dic })
    thread().say({ kind: 'loading', dic: it_IT.dic })
    thread().die()
    expect(await wrong).toEqual([])
    void spelling.wrong(['x'])
    expect(thread().dictionaries).toEqual([en])
  })

  it('is given ten seconds', async () => {
    const wrong = spelling.wrong(['x'])
    thread().say({ kind: 'loading', dic: en.dic })
    clock.pass(9_000)
    thread().say({ kind: 'loading', dic: it_IT.dic })
    clock.pass(9_000)
    expect(thread().ended).toBe(false)
    clock.pass(1_000)
    expect(thread().ended).toBe(true)
    expect(await wrong).toEqual([])
    void spelling.wrong(['x'])
    expect(thread().dictionaries).toEqual([en])
  })

  it('is not blamed for a thread that dies later', () => {
    void spelling.wrong(['x'])
    thread().say({ kind: 'ready' })
    thread().die()
    void spelling.wrong(['x'])
    expect(thread().dictionaries).toEqual([en, it_IT])
  })
})

it('answers all that wait when the app ends', async () => {
  const wrong = spelling.wrong(['x'])
  spelling.stop()
  expect(await wrong).toEqual([])
  expect(thread().ended).toBe(true)
  expect(clock.waiting).toBe(0)
})
