import { beforeEach, describe, expect, it } from 'vitest'
import { Conversation } from '@shared/chat/conversation'
import { MAX_TEXT, type ChatMessage } from '@shared/chat/message'
import {
  COMPARED_MESSAGES,
  HANDED_AT_ONCE,
  readSync,
  writeSync,
  type Sync as Note,
} from '@shared/chat/sync-wire'
import { MAX_SENT_PAYLOAD, encodeText } from '@shared/mqtt/message'
import { fakeParts, type FakeParts } from './testing/parts'
import { Sync } from './sync'

const message = (clock: number, text = 'Hi'): ChatMessage => ({
  id: `m${clock}`,
  clock,
  user: 'John',
  text,
  ts: 1,
})

let parts: FakeParts
let conversation: Conversation
let kept: Set<string>
let taken: ChatMessage[]
let met: number
let sync: Sync
beforeEach(() => {
  parts = fakeParts()
  conversation = new Conversation([message(1), message(2), message(3)])
  kept = new Set()
  taken = []
  met = 0
  sync = new Sync(parts, conversation, {
    mayGive: (id) => !kept.has(id),
    takeIn: (given) => taken.push(given),
    met: () => met++,
  })
})

const hear = (note: Note | string): boolean | undefined =>
  sync.receive({
    topic: 'chat/sync',
    payload: encodeText(typeof note === 'string' ? note : writeSync(note)),
    qos: 2,
    retain: false,
  })
const said = (): Note[] => parts.published.map(({ payload }) => readSync(payload)!)
const given = (): string[] =>
  said().flatMap((note) => (note.type === 'give' ? note.messages.map(({ id }) => id) : []))

describe('a greeting', () => {
  it('names what is here and may be given', () => {
    kept.add('m3')
    sync.meet()
    expect(said()).toMatchObject([{ type: 'have', from: 'me', ids: ['m1', 'm2'] }])
    expect(parts.published[0]).toMatchObject({ topic: 'chat/sync', qos: 2, retain: false })
  })

  it('names only the last ones', () => {
    for (let clock = 4; clock <= 1_000; clock++) conversation.insert(message(clock))
    sync.meet()
    const [note] = said()
    expect(note?.type === 'have' && note.ids).toHaveLength(COMPARED_MESSAGES)
    expect(note?.type === 'have' && note.ids.at(-1)).toBe('m1000')
  })

  it('that comes back says that the way there and back is open; an earlier one says nothing', () => {
    sync.meet()
    const [earlier] = said()
    sync.meet()
    const [, latest] = said()
    hear(earlier!)
    hear({ type: 'have', from: 'me', to: 'other', ids: [] })
    hear({ type: 'have', from: 'other', greeting: 'new-2', ids: ['m1', 'm2', 'm3'] })
    expect(met).toBe(0)
    hear(latest!)
    expect(met).toBe(1)
    // Nobody hands anything to himself.
    expect(given()).toEqual([])
  })
})

describe('a greeting of another copy', () => {
  it('is answered with what it lacks, and with nothing where it lacks nothing', () => {
    hear({ type: 'have', from: 'other', ids: ['m2'] })
    // After a moment, for others may be faster.
    expect(said()).toEqual([])
    expect(parts.timers[0]?.ms).toBeLessThanOrEqual(200)
    parts.ring()
    expect(said()).toMatchObject([
      { type: 'give', from: 'me', to: 'other', messages: [{ id: 'm1' }, { id: 'm3' }] },
    ])
    hear({ type: 'have', from: 'third', ids: ['m1', 'm2', 'm3'] })
    parts.ring()
    expect(said()).toHaveLength(1)
  })

  it('gets nothing that is still under way', () => {
    kept.add('m3')
    hear({ type: 'have', from: 'other', ids: ['m1', 'm2'] })
    parts.ring()
    expect(said()).toEqual([])
  })

  it('is asked for what is lacking here, once', () => {
    hear({ type: 'have', from: 'other', ids: ['m1', 'm2', 'm3', 'm4'] })
    expect(said()).toEqual([{ type: 'have', from: 'me', to: 'other', ids: ['m1', 'm2', 'm3'] }])
    hear({ type: 'have', from: 'other', to: 'me', ids: ['m1', 'm2', 'm3', 'm5'] })
    expect(said()).toHaveLength(1)
  })

  it('is not asked for what is in the history, only no longer in sight', () => {
    parts.history.put('chat', { ...message(9), at: 1 })
    hear({ type: 'have', from: 'other', ids: ['m1', 'm2', 'm3', 'm9'] })
    parts.ring()
    expect(said()).toEqual([])
  })

  it('for somebody else is no business of ours', () => {
    expect(hear({ type: 'have', from: 'other', to: 'third', ids: [] })).toBe(true)
    parts.ring()
    expect(said()).toEqual([])
  })
})

describe('a handing over', () => {
  it('goes in portions, each below what a broker takes, even where JSON makes six bytes of a character', () => {
    for (let clock = 4; clock <= 300; clock++) conversation.insert(message(clock, '\u0001'.repeat(MAX_TEXT)))
    hear({ type: 'have', from: 'other', ids: [] })
    parts.ring()
    expect(given()).toHaveLength(COMPARED_MESSAGES)
    expect(given().at(-1)).toBe('m300')
    for (const { payload } of parts.published) expect(payload.length).toBeLessThan(MAX_SENT_PAYLOAD)
  })

  it('has no more messages than its reader takes', () => {
    for (let clock = 4; clock <= 100; clock++) conversation.insert(message(clock))
    hear({ type: 'have', from: 'other', ids: [] })
    parts.ring()
    expect(given()).toHaveLength(100)
    for (const note of said()) {
      expect(note.type === 'give' && note.messages.length).toBeLessThanOrEqual(HANDED_AT_ONCE)
    }
  })

  it('keeps what belongs to a message and adds nothing of ours', () => {
    const foreign: ChatMessage = { id: 'm4', clock: 4, text: 'x', ts: 5, cut: true }
    conversation.insert(foreign)
    conversation.insert({ ...message(5), delivery: 'sent' } as ChatMessage)
    hear({ type: 'have', from: 'other', ids: ['m1', 'm2', 'm3'] })
    parts.ring()
    expect(said()).toEqual([{ type: 'give', from: 'me', to: 'other', messages: [foreign, message(5)] }])
  })

  it('to us is taken in, each message believed no more than one from the wire', () => {
    sync.meet()
    const lie = { ...message(7), clock: Number.MAX_SAFE_INTEGER }
    hear({ type: 'give', from: 'other', to: 'me', messages: [message(6), lie] })
    expect(taken).toEqual([message(6), { ...lie, clock: 1 }])
  })

  it('to others is not', () => {
    sync.meet()
    hear({ type: 'give', from: 'other', to: 'third', messages: [message(6)] })
    expect(taken).toEqual([])
  })

  it('that nobody asked for is not either', () => {
    hear({ type: 'give', from: 'other', to: 'me', messages: [message(6)] })
    expect(taken).toEqual([])
  })

  it('leaves out what another copy has given meanwhile', () => {
    hear({ type: 'have', from: 'other', ids: [] })
    hear({ type: 'give', from: 'third', to: 'other', messages: [message(1)] })
    hear({ type: 'give', from: 'third', to: 'fourth', messages: [message(2)] })
    parts.ring()
    expect(given()).toEqual(['m2', 'm3'])
  })

  it('is of what the later of two greetings lacks', () => {
    hear({ type: 'have', from: 'other', ids: [] })
    hear({ type: 'have', from: 'other', ids: ['m1', 'm2'] })
    parts.ring()
    expect(given()).toEqual(['m3'])
  })
})

describe('a message that was changed', () => {
  const changed: ChatMessage = { ...message(2), text: 'Hello', revision: 2 }
  const ids = ['m1', 'm2', 'm3']
  beforeEach(() => conversation.replace(changed))

  it('is told with how often', () => {
    conversation.replace({ ...message(3), text: '', revision: 1, deleted: true })
    sync.meet()
    expect(said()).toMatchObject([{ ids, revised: { m2: 2, m3: -1 } }])
  })

  it.each<[string, Record<string, number> | undefined, string[]]>([
    ['has not heard of it', undefined, ['m2']],
    ['has an older text', { m2: 1 }, ['m2']],
    ['has the same', { m2: 2 }, []],
    ['has a newer one', { m2: 3 }, []],
    ['knows that it was taken back', { m2: -1 }, []],
  ])('is given to a copy that %s', (_what, revised, expected) => {
    hear({ type: 'have', from: 'other', to: 'me', ids, ...(revised ? { revised } : {}) })
    expect(given()).toEqual(expected)
  })

  it('goes with its revision, and one that was taken back without its text', () => {
    const gone: ChatMessage = { ...message(3), text: '', revision: 1, deleted: true }
    conversation.replace(gone)
    hear({ type: 'have', from: 'other', to: 'me', ids })
    expect(said()).toMatchObject([{ messages: [changed, gone] }])
  })

  it('is given although another copy gave it as it was before', () => {
    hear({ type: 'have', from: 'other', ids: [] })
    hear({ type: 'give', from: 'third', to: 'other', messages: [message(1), message(2), message(3)] })
    parts.ring()
    expect(given()).toEqual(['m2'])
  })

  it.each<[Record<string, number>, boolean]>([
    [{ m2: 2 }, false],
    [{ m2: 3 }, true],
    [{ m1: 1, m2: 2 }, true],
    [{ m2: -1 }, true],
    [{ unknown: 5, m2: 2 }, false],
  ])('is asked for where another copy says %j: %s', (revised, asked) => {
    for (const kept of conversation.messages) parts.history.put('chat', { ...kept, at: 1 })
    hear({ type: 'have', from: 'other', ids, revised })
    expect(said().some((note) => note.type === 'have' && note.to === 'other')).toBe(asked)
  })
})

it.each(['', '{', '{"type":"take"}', '{"type":"have","from":"x","ids":"all"}', '['.repeat(100_000)])(
  'what is not understood does nothing: %.30s',
  (payload) => {
    expect(hear(payload)).toBe(false)
    expect(said()).toEqual([])
  },
)

it('only its own topic is its own', () => {
  expect(sync.receive({ topic: 'chat', payload: encodeText('Hi'), qos: 2, retain: false })).toBeUndefined()
})
