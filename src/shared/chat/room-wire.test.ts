import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SENT_PAYLOAD, encodeText } from '../mqtt/message'
import { MAX_TEXT, type ChatMessage } from './message'
import { parseName } from './name'
import {
  COMPARED_MESSAGES,
  HANDED_AT_ONCE,
  readPresence,
  readSync,
  readTurn,
  writePresence,
  writeSync,
  writeTurn,
  type Sync,
} from './room-wire'

/** Text that may be kept: without NUL. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((value) => !value.includes('\0'))
const id = text(50)
const clock = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const user = fc
  .option(fc.string({ unit: 'binary', maxLength: 20 }), { nil: undefined })
  .map((written) => (written === undefined ? undefined : parseName(written)))
  .map((name) => (name?.ok ? name.value : undefined))
const message: fc.Arbitrary<ChatMessage> = fc.record({
  id,
  clock,
  text: text(100),
  user,
  ts: fc.integer({ min: 0, max: 9_999_999_999_999 }),
  cut: fc.constantFrom(undefined, true as const),
})
const note: fc.Arbitrary<Sync> = fc.oneof(
  fc.record({
    type: fc.constant('have' as const),
    from: id,
    to: fc.option(id, { nil: undefined }),
    greeting: fc.option(id, { nil: undefined }),
    ids: fc.array(id, { maxLength: COMPARED_MESSAGES }),
  }),
  fc.record({
    type: fc.constant('give' as const),
    from: id,
    to: id,
    messages: fc.array(message, { maxLength: HANDED_AT_ONCE }),
  }),
)

describe('what copies write, copies read', () => {
  it('as the marker of the turn', () => {
    fc.assert(
      fc.property(fc.record({ id, clock, user }), (word) => {
        expect(readTurn(encodeText(writeTurn(word)))).toEqual(word)
      }),
    )
  })

  it('as presence', () => {
    const presence = fc.record({ user, state: fc.constantFrom('online' as const, 'offline' as const) })
    fc.assert(
      fc.property(presence, (value) => {
        expect(readPresence(encodeText(writePresence(value)))).toEqual(value)
      }),
    )
  })

  it('as comparison and handing over', () => {
    fc.assert(
      fc.property(note, (value) => {
        expect(readSync(encodeText(writeSync(value)))).toEqual(value)
      }),
    )
  })
})

describe('the marker of the turn', () => {
  it('is the last message without its text', () => {
    const last = { id: 'a', clock: 7, user: 'John', text: 'secret', ts: 1 }
    expect(JSON.parse(writeTurn(last))).toEqual({ user: 'John', id: 'a', clock: 7 })
  })

  it.each([
    ['', 'empty'],
    ['{', 'broken'],
    ['null', 'null'],
    ['[]', 'a list'],
    ['{}', 'nothing'],
    ['{"id":"a"}', 'no clock'],
    ['{"clock":1}', 'no id'],
    ['{"id":"","clock":1}', 'an empty id'],
    [`{"id":"${'a'.repeat(101)}","clock":1}`, 'a long id'],
    ['{"id":"a","clock":0}', 'a clock of nothing'],
    ['{"id":"a","clock":1.5}', 'half a clock'],
    ['{"id":"a","clock":"1"}', 'a clock in quotes'],
    ['{"id":"a","clock":1e300}', 'a huge clock'],
    ['{"id":"a","clock":1,"user":5}', 'a number for a name'],
    [`{"id":"a","clock":1,"x":"${'x'.repeat(5_000)}"}`, 'too long'],
    ['{"__proto__":{"id":"a","clock":1}}', 'a prototype'],
  ])('is not understood: %.40s (%s)', (payload) => {
    expect(readTurn(encodeText(payload))).toBeUndefined()
  })

  it('of a name nobody can read is of nobody', () => {
    expect(readTurn(encodeText('{"id":"a","clock":1,"user":"\\u202e"}'))?.user).toBeUndefined()
  })
})

describe('presence', () => {
  it.each(['online', 'offline'])('%s is understood, with or without a name, more fields or not', (state) => {
    expect(readPresence(encodeText(JSON.stringify({ state })))).toEqual({ state })
    expect(readPresence(encodeText(JSON.stringify({ state, user: ' anna ', x: 1 })))).toEqual({
      state,
      user: 'anna',
    })
  })

  it.each(['online', '{"state":"away"}', '{"user":"anna"}', '{"state":["online"]}', '\u0000'])(
    '%s is not',
    (payload) => {
      expect(readPresence(encodeText(payload))).toBeUndefined()
    },
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

it('a comparison holds no more ids than are compared', () => {
  const have = (length: number): Sync | undefined =>
    readSync(
      encodeText(JSON.stringify({ type: 'have', from: 'x', ids: Array.from({ length }, (_, n) => `i${n}`) })),
    )
  expect(have(COMPARED_MESSAGES)).toBeDefined()
  expect(have(COMPARED_MESSAGES + 1)).toBeUndefined()
})

it('nothing that copies write is longer than what they read', () => {
  // What JSON makes longest: a control character, six bytes.
  const longId = '\u0001'.repeat(100)
  const longName = '💡'.repeat(40)
  const size = (text: string): number => encodeText(text).length
  expect(size(writeTurn({ id: longId, clock: Number.MAX_SAFE_INTEGER, user: longName }))).toBeLessThan(4_096)
  expect(size(writePresence({ user: longName, state: 'offline' }))).toBeLessThan(4_096)
  const ids = Array.from({ length: COMPARED_MESSAGES }, () => longId)
  expect(size(writeSync({ type: 'have', from: longId, to: longId, ids }))).toBeLessThan(MAX_SENT_PAYLOAD)
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
      readTurn(bytes)
      readPresence(bytes)
      readSync(bytes)
    }),
  )
})
