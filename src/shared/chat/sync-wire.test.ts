import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SENT_PAYLOAD, encodeText } from '../mqtt/message'
import { MAX_QUOTE, MAX_TEXT, type ChatMessage } from './message'
import { parseName } from './name'
import { MAX_REVISIONS } from './revision'
import { ASKED_AT_ONCE, COMPARED_MESSAGES, HANDED_AT_ONCE, readSync, writeSync, type Sync } from './sync-wire'

/** Text that may be kept: without NUL. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((value) => !value.includes('\0'))
const id = text(50)
const clock = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const revision = fc.integer({ min: 1, max: MAX_REVISIONS })
const user = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((written) => parseName(written))
  .filter((name) => name.ok)
  .map((name) => name.value)
const common = { id, clock, user, ts: fc.integer({ min: 0, max: 9_999_999_999_999 }) }
const optional = { requiredKeys: ['id', 'clock', 'ts', 'text'] } as const
const quote = fc.record({ id, user, text: text(100) }, { requiredKeys: ['id', 'text'] })
const message: fc.Arbitrary<ChatMessage> = fc.oneof(
  fc.record(
    {
      ...common,
      text: text(100).filter((written) => written.trim() !== ''),
      cut: fc.constant(true as const),
      quote,
      revision,
    },
    { requiredKeys: [...optional.requiredKeys] },
  ),
  fc.record(
    { ...common, text: fc.constant(''), revision, deleted: fc.constant(true as const) },
    { requiredKeys: [...optional.requiredKeys, 'revision', 'deleted'] },
  ),
)
const key = fc.record({ clock, id })
/** Names that every object has are not kept apart in a record; what they stand for is handed over once more. */
const plainId = id.filter((value) => !(value in {}) && value !== 'prototype')
const note: fc.Arbitrary<Sync> = fc.oneof(
  fc.record(
    {
      type: fc.constant('have' as const),
      from: id,
      to: id,
      greeting: id,
      ids: fc.array(id, { maxLength: COMPARED_MESSAGES }),
      revised: fc.dictionary(plainId, fc.oneof(fc.constant(-1), revision), { noNullPrototype: true }),
      lacks: key,
    },
    { requiredKeys: ['type', 'from', 'ids'] },
  ),
  fc.record(
    {
      type: fc.constant('give' as const),
      from: id,
      to: id,
      messages: fc.array(message, { maxLength: HANDED_AT_ONCE }),
      since: key,
      end: fc.constant(true as const),
    },
    { requiredKeys: ['type', 'from', 'to', 'messages'] },
  ),
  fc.record({
    type: fc.constant('ask' as const),
    from: id,
    to: id,
    before: key,
    limit: fc.integer({ min: 1, max: ASKED_AT_ONCE }),
  }),
)

it('what copies write, copies read', () => {
  fc.assert(
    fc.property(note, (value) => {
      expect(readSync(encodeText(writeSync(value)))).toEqual(value)
    }),
    { numRuns: 300 },
  )
})

describe('a handing over', () => {
  const given = { id: 'a', clock: 1, message: 'Hi', ts: 1_766_000_000_000 }
  const give = (messages: unknown): Sync | undefined =>
    readSync(encodeText(JSON.stringify({ type: 'give', from: 'x', to: 'y', messages })))

  it('is read', () => {
    expect(give([given])).toEqual({
      type: 'give',
      from: 'x',
      to: 'y',
      messages: [{ id: 'a', clock: 1, text: 'Hi', ts: 1_766_000_000_000 }],
    })
  })

  it.each<[string, unknown]>([
    ['too many', Array.from({ length: HANDED_AT_ONCE + 1 }, () => given)],
    ['a text too long', [{ ...given, message: 'x'.repeat(MAX_TEXT + 1) }]],
    ['no text', [{ ...given, message: '' }]],
    ['a clock that is none', [{ ...given, clock: '1' }]],
    ['a time nobody can show', [{ ...given, ts: 1e300 }]],
    ['a time before all time', [{ ...given, ts: -1 }]],
    ['a cut that is no yes', [{ ...given, cut: 1 }]],
    ['something else', 'all'],
    ['nobody', [null]],
  ])('is not understood with %s', (_what, messages) => {
    expect(give(messages)).toBeUndefined()
  })

  it('is not understood without who it is for', () => {
    expect(readSync(encodeText('{"type":"give","from":"x","messages":[]}'))).toBeUndefined()
    expect(readSync(encodeText('{"type":"take","from":"x","to":"y","messages":[]}'))).toBeUndefined()
  })
})

describe('a message in a handing over', () => {
  const given = { id: 'a', clock: 1, user: 'John', message: 'Hi', ts: 1_766_000_000_000 }
  const read = (other: Record<string, unknown>): ChatMessage | undefined => {
    const messages = [{ ...given, ...other }]
    const sync = readSync(encodeText(JSON.stringify({ type: 'give', from: 'x', to: 'y', messages })))
    return sync?.type === 'give' ? sync.messages[0] : undefined
  }

  it('that was taken back has neither text nor quote', () => {
    expect(read({ deleted: true, revision: 1, quote: { id: 'b', text: 'secret' } })).toStrictEqual({
      id: 'a',
      clock: 1,
      user: 'John',
      text: '',
      ts: 1_766_000_000_000,
      revision: 1,
      deleted: true,
    })
  })

  it('keeps a quote, cut to what is kept of one, and stands without a wrong one', () => {
    expect(read({ quote: { id: 'b', user: ' anna ', text: 'x'.repeat(5_000) } })?.quote).toStrictEqual({
      id: 'b',
      user: 'anna',
      text: 'x'.repeat(MAX_QUOTE),
    })
    for (const quote of [5, null, 'Hi', [], {}, { id: 'b' }, { id: '', text: 'x' }, { id: 'b', text: 5 }]) {
      const message = read({ quote })
      expect(message?.text).toBe('Hi')
      expect(message).not.toHaveProperty('quote')
    }
  })

  it.each<[string, Record<string, unknown>]>([
    ['it was taken back, nobody knows when', { deleted: true }],
    ['it was perhaps taken back', { deleted: 1, revision: 1 }],
    ['it was changed too often', { revision: MAX_REVISIONS + 1 }],
    ['it was changed less than once', { revision: 0 }],
    ['its text is blank', { message: ' ' }],
  ])('is not understood where %s', (_what, other) => {
    expect(read(other)).toBeUndefined()
  })
})

describe('a question', () => {
  const ask = (other: Record<string, unknown>): Sync | undefined =>
    readSync(
      encodeText(
        JSON.stringify({
          type: 'ask',
          from: 'x',
          to: 'y',
          before: { clock: 1, id: 'a' },
          limit: 1,
          ...other,
        }),
      ),
    )

  it.each<[string, Record<string, unknown>]>([
    ['everything', { limit: ASKED_AT_ONCE + 1 }],
    ['nothing', { limit: 0 }],
    ['half a message', { limit: 1.5 }],
    ['what came before no time', { before: { clock: 0, id: 'a' } }],
    ['what came before nothing', { before: undefined }],
    ['nobody', { to: undefined }],
  ])('is not understood where it asks for %s', (_what, other) => {
    expect(ask({})).toBeDefined()
    expect(ask(other)).toBeUndefined()
  })
})

it('a comparison holds no more ids than are compared', () => {
  const have = (length: number): Sync | undefined =>
    readSync(
      encodeText(JSON.stringify({ type: 'have', from: 'x', ids: Array.from({ length }, (_, n) => `i${n}`) })),
    )
  expect(have(COMPARED_MESSAGES)).toBeDefined()
  expect(have(COMPARED_MESSAGES + 1)).toBeUndefined()
})

it('a comparison tells of no more changes than it has ids, and of none that cannot be', () => {
  const have = (revised: unknown): Sync | undefined =>
    readSync(encodeText(JSON.stringify({ type: 'have', from: 'x', ids: [], revised })))
  const many = (count: number): object =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`i${at}`, 1]))
  expect(have(many(COMPARED_MESSAGES))).toBeDefined()
  expect(have(many(COMPARED_MESSAGES + 1))).toBeUndefined()
  for (const wrong of [0, -2, 1.5, MAX_REVISIONS + 1, '1', null]) expect(have({ a: wrong })).toBeUndefined()
})

it('a comparison is not longer than what copies read, though JSON makes six bytes of each character', () => {
  const longIds = Array.from({ length: COMPARED_MESSAGES }, (_, at) => `${at}`.padStart(100, '\u0001'))
  const revised = Object.fromEntries(longIds.map((longId) => [longId, MAX_REVISIONS]))
  const long = longIds[0]!
  const note: Sync = { type: 'have', from: long, to: long, greeting: long, ids: longIds, revised }
  expect(encodeText(writeSync(note)).length).toBeLessThan(MAX_SENT_PAYLOAD)
})

it('arbitrary bytes are never a reason to throw', () => {
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.json().map(encodeText),
    fc.constant(encodeText('['.repeat(100_000))),
    fc.constant(encodeText(`{"type":"have","from":"x","ids":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)),
    fc.constant(new Uint8Array(1_048_576)),
  )
  fc.assert(
    fc.property(payload, (bytes) => {
      readSync(bytes)
    }),
  )
})
