import { describe, expect, it } from 'vitest'
import { Conversation } from '@shared/chat/conversation'
import {
  MAX_QUOTE,
  MAX_TEXT,
  cleanText,
  isMessageId,
  type ChatMessage,
  type Quote,
} from '@shared/chat/message'
import { MAX_NAME, cleanName, foldName } from '@shared/chat/name'
import { readChat } from '@shared/chat/received'
import { MAX_REVISIONS } from '@shared/chat/revision'
import { readChange, readPresence, readRules, readSeen, readTurn, readTyping } from '@shared/chat/room-wire'
import { MAX_TIMEOUT } from '@shared/chat/rules'
import { ASKED_AT_ONCE, COMPARED_MESSAGES, HANDED_AT_ONCE, readSync, writeSync } from '@shared/chat/sync-wire'
import { MAX_FIRST_CLOCK } from '@shared/chat/turn'
import { encodeText } from '@shared/mqtt/message'
import { seeded } from '../lights/testing/mutate'
import { fakeParts } from './testing/parts'
import { spoiled } from './testing/spoiled'
import { Sync } from './sync'

/** Of all kinds together. */
const MUTATIONS = 100_000
const NOW = 1_766_000_000_000
/** Milliseconds for the slowest of them, on a busy machine. */
const SLOWEST = 1_000

const VALID: Record<string, readonly string[]> = {
  // Every form of public clients, and our own.
  chat: [
    '{"user":"anna","say":"hello"}',
    '(anna)hello',
    'hello',
    'anna: hello',
    'anna : hello',
    '{"type":"message","from":"anna","message":"hello"}',
    '{"message":"hello","timestamp":1732000000.5}',
    '{"sender":"anna","text":"hello"}',
    '{"client":"anna","msg":"hello"}',
    '{"bn":"anna","e":[{"n":"chat","v":"hello","t":1}]}',
    '"{\\"user\\": \\"anna\\", \\"message\\": \\"hello\\"}"',
    "{'user': 'anna', 'message': 'hello'}",
    '{"user":"John","message":"Hi","id":"a1","clock":7,"ts":1766000000000}',
    '{"user":"John","message":"Hi","id":"a1","clock":7,"ts":1766000000000,"quote":{"id":"b","user":"anna","text":"Hi?"}}',
  ],
  presence: [
    '{"user":"John","state":"online","run":"1766000000000-0000000a","seq":4}',
    '{"user":"John","state":"offline"}',
    '{"state":"online","away":true,"seq":0}',
  ],
  typing: ['{"user":"John"}'],
  read: ['{"user":"John","id":"a1","clock":7}'],
  rules: ['{"turns":true,"timeout":10,"revision":3}', '{"turns":false,"timeout":0,"revision":1}'],
  changes: [
    '{"id":"a1","revision":2,"user":"John","message":"Hello"}',
    '{"id":"a1","revision":2,"user":"John","deleted":true}',
  ],
  turn: ['{"user":"John","id":"a1","clock":7}', '{"id":"a1","clock":7}'],
  sync: [
    '{"type":"have","from":"x","greeting":"g","ids":["a1","a2"],"revised":{"a1":2,"a2":-1}}',
    '{"type":"have","from":"x","to":"me","ids":["a1"],"lacks":{"clock":3,"id":"a0"}}',
    '{"type":"give","from":"x","to":"me","messages":[{"id":"a1","clock":7,"user":"John","message":"Hi","ts":1766000000000,"cut":true},{"id":"a2","clock":8,"message":"Ho","ts":1766000000000,"quote":{"id":"a1","user":"John","text":"Hi"},"revision":2}],"since":{"clock":7,"id":"a1"}}',
    '{"type":"give","from":"x","to":"me","messages":[{"id":"a3","clock":9,"user":"John","ts":1766000000000,"revision":1,"deleted":true}],"end":true}',
    '{"type":"ask","from":"x","to":"me","before":{"clock":7,"id":"a1"},"limit":200}',
  ],
}

const isClock = (clock: unknown): boolean => Number.isSafeInteger(clock) && (clock as number) >= 1
const isKey = (key: { clock: number; id: string }): boolean => isClock(key.clock) && isMessageId(key.id)
const isName = (name: string): boolean =>
  foldName(name) !== '' && [...name].length <= MAX_NAME && name.isWellFormed() && cleanName(name) === name
const isMaybeName = (name: string | undefined): boolean => name === undefined || isName(name)
const isText = (text: string, most = MAX_TEXT): boolean => text.length <= most && cleanText(text) === text
const isSome = (text: string): boolean => isText(text) && text.trim() !== ''
const isCount = (count: unknown, least: number, most: number): boolean =>
  Number.isSafeInteger(count) && (count as number) >= least && (count as number) <= most
const isClient = (client: string): boolean => client !== '' && client.length <= 100
const isQuote = (quote: Quote | undefined): boolean =>
  quote === undefined ||
  (isMessageId(quote.id) &&
    isMaybeName(quote.user) &&
    isText(quote.text, MAX_QUOTE) &&
    onlyHas(quote, ['id', 'user', 'text']))

/** Nothing comes along that nobody has checked. */
function onlyHas(value: object, keys: readonly string[]): boolean {
  return (
    Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).every((key) => keys.includes(key))
  )
}

function isMessage(message: ChatMessage): boolean {
  const { ts, revision, deleted, text, user, quote } = message
  return (
    isKey(message) &&
    isMaybeName(user) &&
    (deleted ? text === '' && revision !== undefined && !quote : isSome(text)) &&
    (revision === undefined || isCount(revision, 1, MAX_REVISIONS)) &&
    !Number.isNaN(new Date(ts).getTime()) &&
    isQuote(quote) &&
    onlyHas(message, ['id', 'clock', 'user', 'text', 'ts', 'cut', 'quote', 'revision', 'deleted'])
  )
}

function isSync(note: NonNullable<ReturnType<typeof readSync>>): boolean {
  if (!isClient(note.from) || (note.to !== undefined && !isClient(note.to))) return false
  if (note.type === 'ask') return isKey(note.before) && isCount(note.limit, 1, ASKED_AT_ONCE)
  if (note.type === 'give') {
    return (
      note.messages.length <= HANDED_AT_ONCE &&
      note.messages.every(isMessage) &&
      (!note.since || isKey(note.since))
    )
  }
  const revised = Object.entries(note.revised ?? {})
  return (
    note.ids.length <= COMPARED_MESSAGES &&
    note.ids.every(isMessageId) &&
    revised.length <= COMPARED_MESSAGES &&
    revised.every(([id, said]) => isMessageId(id) && (said === -1 || isCount(said, 1, MAX_REVISIONS))) &&
    (!note.lacks || isKey(note.lacks))
  )
}

/** Undefined where the payload was refused, else whether what came of it is what its type says. */
const DECODERS: Record<string, (payload: Uint8Array) => boolean | undefined> = {
  chat: (payload) => {
    const message = readChat(payload)
    if (!message) return undefined
    const { text, user, id, ts, quote } = message
    const placed = new Conversation([{ id: 'a0', clock: 5, user: 'John', text: 'Hi', ts: NOW }]).place(
      message,
      NOW,
      () => 'digest',
    )
    return (
      isSome(text) &&
      isMaybeName(user) &&
      (id === undefined || isMessageId(id)) &&
      isQuote(quote) &&
      (ts === undefined || (ts >= 1e12 && ts < 1e13)) &&
      isMessage(placed) &&
      placed.clock <= MAX_FIRST_CLOCK
    )
  },
  presence: (payload) => {
    const presence = readPresence(payload)
    return (
      presence &&
      isMaybeName(presence.user) &&
      ['online', 'offline'].includes(presence.state) &&
      (presence.run === undefined || /^\d{13}-[0-9a-f]{8}$/.test(presence.run)) &&
      (presence.seq === undefined || isCount(presence.seq, 0, Number.MAX_SAFE_INTEGER)) &&
      [undefined, true].includes(presence.away) &&
      onlyHas(presence, ['user', 'state', 'run', 'away', 'seq'])
    )
  },
  typing: (payload) => {
    const typing = readTyping(payload)
    return typing && isName(typing.user) && onlyHas(typing, ['user'])
  },
  read: (payload) => {
    const seen = readSeen(payload)
    return seen && isName(seen.user) && isKey(seen) && onlyHas(seen, ['user', 'id', 'clock'])
  },
  rules: (payload) => {
    const rules = readRules(payload)
    return (
      rules &&
      typeof rules.turns === 'boolean' &&
      isCount(rules.timeout, 0, MAX_TIMEOUT) &&
      isCount(rules.revision, 1, 1_000_000_000) &&
      onlyHas(rules, ['turns', 'timeout', 'revision'])
    )
  },
  changes: (payload) => {
    const change = readChange(payload)
    return (
      change &&
      isMessageId(change.id) &&
      isName(change.user) &&
      isCount(change.revision, 1, MAX_REVISIONS) &&
      (change.text === undefined || isSome(change.text)) &&
      onlyHas(change, ['id', 'revision', 'user', 'text'])
    )
  },
  turn: (payload) => {
    const word = readTurn(payload)
    return word && isKey(word) && isMaybeName(word.user) && onlyHas(word, ['id', 'clock', 'user'])
  },
  sync: (payload) => {
    const note = readSync(payload)
    return note && isSync(note)
  },
}

const pick = <Item>(items: readonly Item[], random: () => number): Item =>
  items[Math.floor(random() * items.length)]!
const quoted = (payload: Uint8Array): string => Buffer.from(payload).toString('latin1').slice(0, 500)

describe(`${MUTATIONS} spoiled payloads`, () => {
  const kinds = Object.keys(VALID)

  it.each(kinds)(
    'of %s neither break the reader nor bring anything past its limits',
    (kind) => {
      const random = seeded(1 + kinds.indexOf(kind))
      const decode = DECODERS[kind]!
      for (const payload of VALID[kind]!) expect(decode(encodeText(payload)), payload).toBe(true)
      let taken = 0
      let slowest = 0
      const count = MUTATIONS / kinds.length
      for (let at = 0; at < count; at++) {
        const payload = spoiled(pick(VALID[kind]!, random), random)
        const began = performance.now()
        const good = decode(payload)
        slowest = Math.max(slowest, performance.now() - began)
        if (good === false) expect.fail(`run ${at}: ${quoted(payload)}`)
        if (good) taken++
      }
      // Neither all nor nothing: the mutations reach what is behind the first check.
      expect(taken).toBeGreaterThan(count / 100)
      expect(taken).toBeLessThan(count)
      expect(slowest).toBeLessThan(SLOWEST)
    },
    120_000,
  )

  it('on their way between copies leave what is here as it is, and hand on nothing that is not', () => {
    const random = seeded(99)
    const parts = fakeParts()
    const here: ChatMessage = { id: 'a1', clock: 7, user: 'John', text: 'As it was', ts: NOW }
    const conversation = new Conversation([here])
    const taken: ChatMessage[] = []
    const sync = new Sync(parts, conversation, {
      mayGive: () => true,
      takeIn: (message) => {
        taken.push(message)
        if (conversation.insert(message)) conversation.hear(message.id)
      },
      met: () => undefined,
    })
    for (let at = 0; at < 10_000; at++) {
      if (at % 20 === 0) sync.meet()
      const payload = spoiled(pick(VALID['sync']!, random), random)
      sync.receive({ topic: 'chat/sync', payload, qos: 2, retain: false })
      if (at % 20 === 10) parts.ring()
    }
    expect(taken.length).toBeGreaterThan(100)
    for (const message of taken) expect(isMessage(message), JSON.stringify(message)).toBe(true)
    // The same id with another text is another's word against the first one's.
    expect(taken.some(({ id, text }) => id === 'a1' && text !== here.text)).toBe(true)
    expect(conversation.messages.find(({ id }) => id === 'a1')).toEqual(here)
    for (const { payload } of parts.published) {
      const note = readSync(payload)!
      expect(isSync(note), quoted(payload)).toBe(true)
      expect(readSync(encodeText(writeSync(note)))).toEqual(note)
    }
  }, 60_000)
})

describe('a payload made to be slow', () => {
  const deep = (open: string, close: string, depth: number): string =>
    open.repeat(depth) + close.repeat(depth)
  it.each<[string, string]>([
    ['lists in lists', deep('[', ']', 131_000)],
    ['objects in objects', deep('{"a":', '}', 40_000)],
    ['a message in a message', deep('{"message":', '}', 20_000)],
    ['text in quotes in quotes', JSON.stringify(JSON.stringify(JSON.stringify('"'.repeat(20_000))))],
    ['a quote of 256 kB', `{"message":"x","quote":{"id":"a","text":"${'x'.repeat(262_000)}"}}`],
    ['an author of 256 kB', `{"user":"${'ﷺ'.repeat(80_000)}","message":"x"}`],
    ['60,000 ids', `{"type":"have","from":"x","ids":[${'"a",'.repeat(60_000)}"a"]}`],
    [
      '20,000 changes',
      `{"type":"have","from":"x","ids":[],"revised":{${Array.from({ length: 20_000 }, (_, at) => `"${at}":1`).join()}}}`,
    ],
    ['60,000 messages', `{"type":"give","from":"x","to":"me","messages":[${'{},'.repeat(60_000)}{}]}`],
    ['blanks', `a${' '.repeat(262_000)}: x`],
    ['brackets', `(${'('.repeat(262_000)}`],
  ])('is read or refused quickly: %s', (_what, text) => {
    const payload = encodeText(text)
    const began = performance.now()
    for (const decode of Object.values(DECODERS)) expect(decode(payload)).not.toBe(false)
    expect(performance.now() - began).toBeLessThan(SLOWEST)
  })
})
