import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareMessages } from '@shared/chat/message'
import { SEARCH_PAGE } from '@shared/chat/page'
import type { Deleted, History, StoredMessage } from './history'
import { createMemoryHistory } from './memory-history'
import { openSqliteHistory } from './sqlite-history'
import { message } from './testing/messages'

let folder: string
const opened: History[] = []
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'))))
afterEach(() => {
  for (const history of opened.splice(0)) history.close()
  rmSync(folder, { recursive: true, force: true })
})

function sqlite(name = 'porchlight.db'): History {
  const history = openSqliteHistory(() => new Database(join(folder, name)))
  opened.push(history)
  return history
}

const ids = (messages: Iterable<{ id: string }>): string[] => Array.from(messages, ({ id }) => id)
const found = (history: History, text: string, room?: string): string[] =>
  ids(history.search(text, room === undefined ? {} : { room }).hits)
/** Until nothing is left, as the callers do. */
function whole(part: () => Deleted): number {
  let messages = 0
  for (;;) {
    const deleted = part()
    messages += deleted.messages
    if (!deleted.more) return messages
  }
}

describe.each([
  ['in a file', () => sqlite()],
  ['in memory', () => createMemoryHistory()],
])('a history %s', (_name, create) => {
  let history: History
  beforeEach(() => (history = create()))

  it('is empty at first', () => {
    expect(history.recent('chat', 10)).toEqual([])
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.get('chat', 'a')).toBeUndefined()
    expect(history.memory('chat')).toEqual({ draft: '' })
    expect(history.unread('chat', undefined)).toEqual({ count: 0 })
    expect(history.firstSince('chat', 0)).toBeUndefined()
    expect([...history.all('chat')]).toEqual([])
    expect(history.search('a', {})).toEqual({ hits: [] })
    expect(history.clear('chat')).toEqual({ messages: 0, more: false })
    expect(history.prune(Date.now())).toEqual({ messages: 0, more: false })
    expect(history.forget('chat')).toEqual({ messages: 0, more: false })
  })

  it.each<StoredMessage>([
    message('plain', 1),
    message('nobody', 2, { user: undefined }),
    message('cut', 3, { cut: true, text: 'x'.repeat(10_000) }),
    message('own', 4, { delivery: 'queued' }),
    message('words', 5, { text: 'é€😀\n\t"\'; DROP TABLE message; --', user: "O'Hara" }),
    message('empty', 6, { text: '', deleted: true, revision: 3 }),
    message('large', Number.MAX_SAFE_INTEGER),
    message('early', 7, { ts: 0, at: 5 }),
    message('quoting', 8, { quote: { id: 'other', user: 'Yoko', text: 'a "quoted"\ntext' } }),
    message('quoting nobody', 8, { quote: { id: 'other', text: '' } }),
    message('changing', 9, { revision: 2, changing: true, delivery: 'sent' }),
  ])('gives back what was put: $id', (given) => {
    history.put('chat', given)
    const { user, ...rest } = given
    const expected = user === undefined ? rest : given
    expect(history.recent('chat', 10)).toStrictEqual([expected])
    expect(history.get('chat', given.id)).toStrictEqual(expected)
    expect(history.has('chat', given.id)).toBe(true)
  })

  it('gives any part in the order of the room, however the messages came', () => {
    const messages = [message('c', 2), message('a', 3), message('b', 2), message('z', 1), message('d', 10)]
    for (const one of messages) history.put('chat', one)
    const inOrder = messages.toSorted(compareMessages).map(({ id }) => id)
    expect(inOrder).toEqual(['z', 'b', 'c', 'a', 'd'])
    expect(ids(history.recent('chat', 10))).toEqual(inOrder)
    expect(ids(history.recent('chat', 2))).toEqual(['a', 'd'])
    expect(ids(history.before('chat', message('c', 2), 10))).toEqual(['z', 'b'])
    expect(ids(history.before('chat', message('c', 2), 1))).toEqual(['b'])
    expect(ids(history.after('chat', message('b', 2), 10))).toEqual(['c', 'a', 'd'])
    expect(ids(history.after('chat', message('b', 2), 1))).toEqual(['c'])
    expect(ids(history.after('chat', message('d', 10), 5))).toEqual([])
    expect(ids(history.all('chat'))).toEqual(inOrder)
  })

  it('reads more than a page of all, also while it grows', () => {
    for (let clock = 1; clock <= 1_200; clock++) history.put('chat', message(`id-${clock}`, clock))
    const all = ids(history.all('chat'))
    expect(all).toHaveLength(1_200)
    expect(all[1_199]).toBe('id-1200')
  })

  it('replaces the message with the same id', () => {
    history.put('chat', message('a', 1, { delivery: 'queued' }))
    history.put('chat', message('a', 5, { delivery: 'sent', text: 'moved' }))
    expect(history.recent('chat', 10)).toEqual([message('a', 5, { delivery: 'sent', text: 'moved' })])
  })

  it('keeps rooms apart', () => {
    history.put('chat', message('a', 1))
    history.put('other', message('a', 2))
    history.remove('chat', 'a')
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.recent('other', 10)).toEqual([message('a', 2)])
    expect(() => history.remove('chat', 'never there')).not.toThrow()
  })

  it('finds the first of a time in the order of the room', () => {
    for (const [id, clock, ts] of [
      ['a', 1, 100],
      ['b', 2, 300],
      ['c', 3, 200],
      ['d', 4, 300],
    ] as const) {
      history.put('chat', message(id, clock, { ts }))
    }
    expect(history.firstSince('chat', 0)).toEqual({ clock: 1, id: 'a' })
    expect(history.firstSince('chat', 150)).toEqual({ clock: 2, id: 'b' })
    expect(history.firstSince('chat', 301)).toBeUndefined()
  })

  it('says what is under way', () => {
    history.put('chat', message('sent', 1, { delivery: 'sent' }))
    history.put('chat', message('queued', 4, { delivery: 'queued' }))
    history.put('chat', message('sending', 3, { delivery: 'sending' }))
    history.put('chat', message('changing', 2, { delivery: 'sent', changing: true }))
    history.put('chat', message('theirs', 5))
    expect(ids(history.underWay('chat'))).toEqual(['changing', 'sending', 'queued'])
    expect(history.underWay('other')).toEqual([])
  })

  it('counts what others wrote after a place', () => {
    history.put('chat', message('a', 1))
    history.put('chat', message('own', 2, { delivery: 'sent' }))
    history.put('chat', message('b', 3))
    history.put('chat', message('c', 3))
    expect(history.unread('chat', undefined)).toEqual({ count: 3, first: { clock: 1, id: 'a' } })
    expect(history.unread('chat', { clock: 1, id: 'a' })).toEqual({ count: 2, first: { clock: 3, id: 'b' } })
    expect(history.unread('chat', { clock: 3, id: 'c' })).toEqual({ count: 0 })
  })

  it('remembers of a room what is given, and leaves the rest', () => {
    history.remember('chat', { draft: 'half a sentence\nand a line' })
    history.remember('chat', {
      read: { clock: 3, id: 'x' },
      rules: { turns: false, timeout: 5, revision: 2 },
    })
    history.remember('chat', { last: { clock: 4, id: 'y', user: 'Yoko' } })
    expect(history.memory('chat')).toStrictEqual({
      draft: 'half a sentence\nand a line',
      read: { clock: 3, id: 'x' },
      rules: { turns: false, timeout: 5, revision: 2 },
      last: { clock: 4, id: 'y', user: 'Yoko' },
    })
    history.remember('chat', { draft: '', last: undefined })
    expect(history.memory('chat').draft).toBe('')
    expect(history.memory('chat')).not.toHaveProperty('last')
    expect(history.memory('other')).toEqual({ draft: '' })
  })

  it('clears a room but not what is under way, and knows the cleared ids', () => {
    history.put('chat', message('old', 1, { at: 10 }))
    history.put('chat', message('new', 2, { at: 20 }))
    history.put('chat', message('queued', 3, { at: 5, delivery: 'queued' }))
    history.put('other', message('there', 1, { at: 5 }))
    expect(whole(() => history.clear('chat', 20))).toBe(1)
    expect(ids(history.recent('chat', 10))).toEqual(['new', 'queued'])
    expect(history.has('chat', 'old')).toBe(true)
    expect(history.get('chat', 'old')).toBeUndefined()
    expect(history.has('other', 'old')).toBe(false)
    expect(found(history, 'old')).toEqual([])
    expect(whole(() => history.clear('chat'))).toBe(1)
    expect(ids(history.recent('chat', 10))).toEqual(['queued'])
    expect(ids(history.recent('other', 10))).toEqual(['there'])
    expect(found(history, 'text')).toEqual(['there', 'queued'])
  })

  it('deletes a long backlog part by part', () => {
    for (let clock = 1; clock <= 1_000; clock++) {
      history.put(
        clock % 2 ? 'chat' : 'other',
        message(`id-${clock}`, clock, { at: clock, text: `word${clock} all` }),
      )
    }
    expect(found(history, 'word1000')).toEqual(['id-1000'])
    expect(whole(() => history.prune(901))).toBe(900)
    expect(history.recent('chat', 1_000)).toHaveLength(50)
    expect(history.recent('other', 1_000)).toHaveLength(50)
    expect(history.search('all', {}).hits[0]?.id).toBe('id-1000')
    expect(found(history, 'word450')).toEqual([])
    expect(history.has('other', 'id-450')).toBe(true)
  })

  it('forgets a room as if it had never been', () => {
    history.put('chat', message('a', 1))
    history.put('chat', message('b', 2, { delivery: 'queued' }))
    whole(() => history.clear('chat'))
    history.remember('chat', { draft: 'x' })
    history.put('other', message('a', 1))
    whole(() => history.forget('chat'))
    expect(history.recent('chat', 10)).toEqual([])
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.memory('chat')).toEqual({ draft: '' })
    expect(found(history, 'text')).toEqual(['a'])
    history.put('chat', message('a', 1, { text: 'again' }))
    expect(found(history, 'again', 'chat')).toEqual(['a'])
  })

  it('finds messages that have the beginnings of all words, the newest first', () => {
    history.put('chat', message('one', 5, { text: 'The Café is open' }))
    history.put('chat', message('two', 1, { text: 'no cafeteria, it is CLOSED' }))
    history.put('other', message('three', 1, { text: 'a café elsewhere' }))
    expect(found(history, 'cafe')).toEqual(['three', 'two', 'one'])
    expect(found(history, 'CAFÉ', 'chat')).toEqual(['two', 'one'])
    expect(found(history, 'is caf')).toEqual(['two', 'one'])
    expect(found(history, 'cafeteria is')).toEqual(['two'])
    expect(found(history, 'afe')).toEqual([])
    expect(found(history, 'cafe', 'nowhere')).toEqual([])
    expect(history.search('open caf', {}).hits).toEqual([
      {
        room: 'chat',
        id: 'one',
        user: 'John',
        ts: 1_766_000_000_005,
        pieces: [
          { text: 'The ', hit: false },
          { text: 'Café', hit: true },
          { text: ' is ', hit: false },
          { text: 'open', hit: true },
        ],
      },
    ])
  })

  it('finds a changed message by its new text only, and one taken back not at all', () => {
    history.put('chat', message('a', 1, { text: 'before' }))
    expect(found(history, 'before')).toEqual(['a'])
    history.put('chat', message('a', 1, { text: 'after', revision: 1 }))
    expect(found(history, 'before')).toEqual([])
    expect(found(history, 'after')).toEqual(['a'])
    history.put('chat', message('a', 1, { text: '', revision: 2, deleted: true }))
    expect(found(history, 'after')).toEqual([])
    history.put('chat', message('b', 1, { text: 'removed' }))
    history.remove('chat', 'b')
    expect(found(history, 'removed')).toEqual([])
  })

  it('gives hits page by page', () => {
    for (let clock = 1; clock <= 120; clock++) history.put('chat', message(`id-${clock}`, clock))
    const pages: string[][] = []
    for (let before: number | undefined; ;) {
      const page = history.search('text', before === undefined ? {} : { before })
      pages.push(ids(page.hits))
      before = page.more
      if (before === undefined) break
    }
    expect(pages.map(({ length }) => length)).toEqual([SEARCH_PAGE, SEARCH_PAGE, 20])
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => `id-${120 - index}`))
  })

  it.each([
    '"',
    "'",
    '*',
    'NEAR(a b)',
    'a OR b',
    'a AND',
    'NOT',
    'room:chat',
    'a*b"c',
    '😀',
    ';--',
    '\uE0001',
    '^a',
    '{a b}:c',
    '+',
    'x'.repeat(10_000),
    'wo '.repeat(5_000),
  ])('takes %j as words and nothing else', (text) => {
    history.put('chat', message('a', 1, { text: 'harmless' }))
    expect(history.search(text, {})).toEqual({ hits: [] })
    expect(found(history, 'harmless')).toEqual(['a'])
  })

  it('knows rooms that are named like parts of JavaScript', () => {
    for (const room of ['__proto__', 'constructor', 'toString']) {
      expect(history.memory(room)).toEqual({ draft: '' })
      history.put(room, message('hasOwnProperty', 1))
      expect(history.has(room, 'hasOwnProperty')).toBe(true)
      expect(history.has(room, '__proto__')).toBe(false)
      expect(found(history, 'text', room)).toEqual(['hasOwnProperty'])
    }
  })
})

describe('a history in a file and one in memory', () => {
  const room = fc.constantFrom('chat', 'other')
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const text = fc.oneof(
    fc.constantFrom('', 'one two', 'Two three', 'thrée ONE', 'été', '東京 tower', 'x😀y', 'a_b'),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((some) => some.toWellFormed().replaceAll('\0', '')),
  )
  const time = fc.integer({ min: 0, max: 20 })
  const stored = fc
    .record({
      id,
      clock: fc.integer({ min: 1, max: 6 }),
      user: fc.option(fc.constantFrom('John', 'Yoko'), { nil: undefined }),
      text,
      ts: time,
      at: time,
      delivery: fc.constantFrom(undefined, 'queued' as const, 'sending' as const, 'sent' as const),
      changing: fc.constantFrom(undefined, true as const),
    })
    .map(
      (one) =>
        Object.fromEntries(
          Object.entries(one).filter(([, value]) => value !== undefined),
        ) as unknown as StoredMessage,
    )
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(room, stored)
        .map(([at, one]) => ({ name: 'put', do: (h: History) => h.put(at, one) })),
    },
    fc.tuple(room, id).map(([at, one]) => ({ name: 'remove', do: (h: History) => h.remove(at, one) })),
    fc
      .tuple(room, time)
      .map(([at, one]) => ({ name: 'clear', do: (h: History) => whole(() => h.clear(at, one)) })),
    room.map((at) => ({ name: 'forget', do: (h: History) => whole(() => h.forget(at)) })),
    time.map((one) => ({ name: 'prune', do: (h: History) => whole(() => h.prune(one)) })),
    fc
      .tuple(room, text)
      .map(([at, draft]) => ({ name: 'remember', do: (h: History) => h.remember(at, { draft }) })),
    text.map((one) => ({ name: 'search', do: (h: History) => ids(h.search(one, {}).hits) })),
  )
  const all = (h: History, query: string, key: { clock: number; id: string }, ts: number): unknown =>
    ['chat', 'other'].map((at) => [
      h.recent(at, 3),
      h.before(at, key, 2),
      h.after(at, key, 2),
      [...h.all(at)],
      h.underWay(at),
      h.unread(at, key),
      h.unread(at, undefined),
      h.firstSince(at, ts),
      h.memory(at),
      ['a', 'b', 'c', 'd', 'e'].map((one) => [h.has(at, one), h.get(at, one)]),
      h.search(query, { room: at }).hits,
      h.search(query, {}).hits,
    ])

  it('say the same whatever is done to them', () => {
    let run = 0
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.tuple(text, stored, time),
        (steps, [query, key, ts]) => {
          const file = sqlite(`${++run}.db`)
          const memory = createMemoryHistory()
          for (const one of steps) expect(one.do(file), one.name).toEqual(one.do(memory))
          expect(all(file, query, key, ts)).toEqual(all(memory, query, key, ts))
          for (const word of ['o', 'two', 'thr one', 'ete', '京']) {
            expect(file.search(word, {}).hits).toEqual(memory.search(word, {}).hits)
          }
          file.close()
          opened.pop()
        },
      ),
      { numRuns: 150 },
    )
  }, 60_000)
})
