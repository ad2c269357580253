import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SENT_PAYLOAD, encodeText } from '../mqtt/message'
import { MAX_TEXT } from './message'
import { parseName } from './name'
import { MAX_REVISIONS } from './revision'
import {
  readChange,
  readPresence,
  readRules,
  readSeen,
  readTurn,
  readTyping,
  writeChange,
  writePresence,
  writeRules,
  writeSeen,
  writeTurn,
  writeTyping,
} from './room-wire'
import { MAX_TIMEOUT } from './rules'

/** Text that may be kept: without NUL. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'binary', minLength: 1, maxLength }).filter((value) => !value.includes('\0'))
const id = text(50)
const clock = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const user = fc
  .option(fc.string({ unit: 'binary', maxLength: 20 }), { nil: undefined })
  .map((written) => (written === undefined ? undefined : parseName(written)))
  .map((name) => (name?.ok ? name.value : undefined))
const someUser = user.filter((name) => name !== undefined)

describe('what copies write, copies read', () => {
  it('as the marker of the turn', () => {
    fc.assert(
      fc.property(fc.record({ id, clock, user }), (word) => {
        expect(readTurn(encodeText(writeTurn(word)))).toEqual(word)
      }),
    )
  })

  it('as presence', () => {
    const presence = fc.record(
      {
        user,
        state: fc.constantFrom('online' as const, 'offline' as const),
        run: fc.constant('1766000000000-0000000a'),
        away: fc.constant(true as const),
        seq: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      },
      { requiredKeys: ['state'] },
    )
    fc.assert(
      fc.property(presence, (value) => {
        expect(readPresence(encodeText(writePresence(value)))).toEqual(value)
      }),
    )
  })

  it('as who is writing, and how far somebody has read', () => {
    fc.assert(
      fc.property(someUser, id, clock, (name, seen, at) => {
        expect(readTyping(encodeText(writeTyping(name)))).toEqual({ user: name })
        const place = { user: name, id: seen, clock: at }
        expect(readSeen(encodeText(writeSeen(place)))).toEqual(place)
      }),
    )
  })

  it('as rules', () => {
    const rules = fc.record({
      turns: fc.boolean(),
      timeout: fc.integer({ min: 0, max: MAX_TIMEOUT }),
      revision: fc.integer({ min: 1, max: 1_000_000_000 }),
    })
    fc.assert(
      fc.property(rules, (value) => {
        expect(readRules(encodeText(writeRules(value)))).toEqual(value)
      }),
    )
  })

  it('as changes', () => {
    const some = text(200).filter((written) => written.trim() !== '')
    const change = fc.record(
      { id, revision: fc.integer({ min: 1, max: MAX_REVISIONS }), user: someUser, text: some },
      { requiredKeys: ['id', 'revision', 'user'] },
    )
    fc.assert(
      fc.property(change, (value) => {
        expect(readChange(encodeText(writeChange(value)))).toStrictEqual({ ...value })
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

describe('what is written, read and agreed on', () => {
  it.each<[string, (payload: Uint8Array) => unknown, string]>([
    ['nobody writes', readTyping, '{}'],
    ['somebody without a readable name writes', readTyping, '{"user":"\\u202e"}'],
    ['a number writes', readTyping, '{"user":5}'],
    ['a list writes', readTyping, '["anna"]'],
    ['nothing is read', readSeen, '{"user":"anna"}'],
    ['something at no time is read', readSeen, '{"user":"anna","id":"a","clock":0}'],
    ['something without a name is read', readSeen, '{"user":"anna","id":"","clock":1}'],
    ['nobody reads', readSeen, '{"id":"a","clock":1}'],
    ['turns are perhaps', readRules, '{"turns":1,"timeout":0,"revision":1}'],
    ['the time-out is half a minute', readRules, '{"turns":true,"timeout":0.5,"revision":1}'],
    ['the time-out is past', readRules, '{"turns":true,"timeout":-1,"revision":1}'],
    ['the time-out is longer than a week', readRules, '{"turns":true,"timeout":10081,"revision":1}'],
    ['nobody has set the rules', readRules, '{"turns":true,"timeout":0,"revision":0}'],
    ['rules are set too often', readRules, '{"turns":true,"timeout":0,"revision":1000000001}'],
    ['rules say nothing of turns', readRules, '{"timeout":0,"revision":1}'],
    ['presence is away from nowhere', readPresence, '{"state":"online","away":"yes"}'],
    ['presence is numbered below nothing', readPresence, '{"state":"online","seq":-1}'],
    ['presence is numbered beyond counting', readPresence, '{"state":"online","seq":9007199254740992}'],
  ])('is not understood where %s', (_what, read, payload) => {
    expect(read(encodeText(payload))).toBeUndefined()
  })
})

describe('a change', () => {
  const full = { id: 'a', revision: 1, user: 'John', message: 'Hi' }
  const change = (other: Record<string, unknown>): unknown =>
    readChange(encodeText(JSON.stringify({ ...full, ...other })))

  it('is another text, cleaned, or none', () => {
    expect(change({ message: 'H\0i' })).toStrictEqual({ id: 'a', revision: 1, user: 'John', text: 'Hi' })
    const gone = { id: 'a', revision: 1, user: 'John' }
    expect(change({ message: undefined, deleted: true })).toStrictEqual(gone)
    // Nothing is left of what is taken back.
    expect(change({ deleted: true })).toStrictEqual(gone)
  })

  it.each<[string, Record<string, unknown>]>([
    ['a blank text', { message: ' \n' }],
    ['nothing but NUL', { message: '\0' }],
    ['no text', { message: undefined }],
    ['a text too long', { message: 'x'.repeat(MAX_TEXT + 1) }],
    ['a number for a text', { message: 5 }],
    ['half a deletion', { deleted: false }],
    ['no revision', { revision: undefined }],
    ['a revision of nothing', { revision: 0 }],
    ['half a revision', { revision: 1.5 }],
    ['a revision too many', { revision: MAX_REVISIONS + 1 }],
    ['nobody', { user: undefined }],
    ['a name nobody can read', { user: '\u202e' }],
    ['no message', { id: undefined }],
    ['a long id', { id: 'a'.repeat(101) }],
  ])('is not understood with %s', (_what, other) => {
    expect(change(other)).toBeUndefined()
  })
})

it('nothing that copies write is longer than what they read', () => {
  // What JSON makes longest: a control character, six bytes.
  const longId = '\u0001'.repeat(100)
  const longName = '💡'.repeat(40)
  const size = (text: string): number => encodeText(text).length
  expect(size(writeTurn({ id: longId, clock: Number.MAX_SAFE_INTEGER, user: longName }))).toBeLessThan(4_096)
  const run = '1766000000000-0000000a'
  const presence = {
    user: longName,
    state: 'offline',
    run,
    away: true,
    seq: Number.MAX_SAFE_INTEGER,
  } as const
  expect(size(writePresence(presence))).toBeLessThan(4_096)
  const longText = '\u0001'.repeat(MAX_TEXT)
  const change = { id: longId, revision: MAX_REVISIONS, user: longName, text: longText }
  expect(size(writeChange(change))).toBeLessThan(MAX_SENT_PAYLOAD)
  expect(size(writeTyping(longName))).toBeLessThan(4_096)
  expect(size(writeSeen({ user: longName, id: longId, clock: Number.MAX_SAFE_INTEGER }))).toBeLessThan(4_096)
})

it('arbitrary bytes are never a reason to throw', () => {
  const payload = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.json().map(encodeText),
    fc.constant(encodeText('['.repeat(100_000))),
    fc.constant(new Uint8Array(1_048_576)),
  )
  fc.assert(
    fc.property(payload, (bytes) => {
      readTurn(bytes)
      readPresence(bytes)
      readTyping(bytes)
      readSeen(bytes)
      readRules(bytes)
      readChange(bytes)
    }),
  )
})
