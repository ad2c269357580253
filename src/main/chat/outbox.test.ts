import { describe, expect, it } from 'vitest'
import { Conversation, MAX_KEPT } from '@shared/chat/conversation'
import type { ChatMessage, DeliveryFailure } from '@shared/chat/message'
import { FIRST_RULES } from '@shared/chat/rules'
import { turnOf } from '@shared/chat/turn'
import { ok, refused, type Result } from '@shared/result'
import type { PublishFailure } from '../mqtt/publisher'
import type { StoredMessage } from '../store/history'
import { Outbox } from './outbox'
import { fakeParts, type FakeParts } from './testing/parts'
import { pause } from './testing/world'

const yoko: ChatMessage = { id: 'y', clock: 4, user: 'Yoko', text: 'Hi', ts: 1 }

type Kept = Omit<StoredMessage, 'at'>

function open(kept: readonly Kept[] = [], parts: FakeParts = fakeParts()) {
  for (const message of kept) parts.history.put('chat', { ...message, at: 1 })
  const conversation = new Conversation(kept.map(({ delivery: _delivery, ...message }) => message))
  const back: [string, DeliveryFailure][] = []
  const outbox = new Outbox(parts, conversation, {
    changed: () => undefined,
    back: (message, because) => back.push([message.text, because]),
    turn: (user, last) => turnOf(user, last, false, FIRST_RULES, 0),
  })
  const stored = (id: string): string | undefined =>
    parts.history.recent('chat', 10).find((message) => message.id === id)?.delivery
  return {
    parts,
    conversation,
    outbox,
    back,
    stored,
    sent: () => parts.texts('chat').map((text) => JSON.parse(text)),
  }
}

/** A publish that is answered when the test says so. */
function later(parts: FakeParts): (result: Result<undefined, PublishFailure>) => Promise<void> {
  let answer: (result: Result<undefined, PublishFailure>) => void = () => undefined
  parts.answer = () =>
    new Promise((resolve) => {
      answer = resolve
    })
  return (result) => {
    answer(result)
    return pause()
  }
}

describe('an own message', () => {
  it('is written down before it is sent, as the last word', () => {
    const { outbox, conversation, stored, sent } = open([yoko])
    outbox.take('John', 'Hi', undefined)
    expect(stored('new-1')).toBe('queued')
    expect(conversation.last()).toMatchObject({ id: 'new-1', clock: 5, user: 'John' })
    expect(outbox.underWay).toBe(true)
    expect(sent()).toEqual([])
  })

  it('is sent with all that DESIGN 3 asks for, and is sent once the broker has it', async () => {
    const { parts, outbox, stored, sent } = open([yoko])
    const answer = later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    expect(stored('new-1')).toBe('sending')
    expect(sent()).toEqual([{ user: 'John', message: 'Hi', id: 'new-1', clock: 5, ts: 1_766_000_000_000 }])
    expect(parts.published[0]).toMatchObject({ topic: 'chat', qos: 2, retain: false })
    await answer(ok(undefined))
    expect(stored('new-1')).toBe('sent')
    expect(outbox.underWay).toBe(false)
  })

  it('is handed over only once while the broker has not answered', () => {
    const { parts, outbox, sent } = open()
    later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    outbox.flush()
    expect(sent()).toHaveLength(1)
  })

  it('is confirmed by its echo as well', () => {
    const { parts, outbox, stored } = open()
    later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    expect(outbox.confirm('new-1')).toBe(true)
    expect(stored('new-1')).toBe('sent')
    // The second time there is nothing left to confirm.
    expect(outbox.confirm('new-1')).toBe(false)
    expect(outbox.confirm('somebody else’s')).toBe(false)
  })

  it('that may have left is sent again as it is, after a lost connection and after a crash', async () => {
    const { parts, outbox, sent, stored } = open([yoko])
    const answer = later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    await answer(refused({ kind: 'not-connected' }))
    expect(stored('new-1')).toBe('sending')
    outbox.flush()
    expect(sent()[1]).toEqual(sent()[0])

    // Yoko wrote in between; what may have left keeps its place all the same.
    const again = open([...parts.history.recent('chat', 10), { ...yoko, id: 'y2', clock: 6 }])
    again.outbox.flush()
    expect(again.sent()).toEqual([sent()[0]])
  })

  it('that was refused is back in the composer and gone from everywhere else', async () => {
    const { parts, outbox, conversation, back, sent } = open([yoko])
    const answer = later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    await answer(refused({ kind: 'refused-by-broker', detail: 'no' }))
    expect(back).toEqual([['Hi', 'refused-by-broker']])
    expect(conversation.last()?.id).toBe('y')
    expect(parts.history.has('chat', 'new-1')).toBe(false)
    expect(outbox.underWay).toBe(false)
    outbox.flush()
    expect(sent()).toHaveLength(1)
  })

  it('that came back to us is not given up, whatever the broker says afterwards', async () => {
    const { parts, outbox, conversation, back, stored } = open()
    const answer = later(parts)
    outbox.take('John', 'Hi', undefined)
    outbox.flush()
    outbox.confirm('new-1')
    await answer(refused({ kind: 'refused-by-broker', detail: 'no' }))
    expect(back).toEqual([])
    expect(conversation.has('new-1')).toBe(true)
    expect(stored('new-1')).toBe('sent')
  })
})

describe('what never left', () => {
  const queued: Kept = { id: 'q', clock: 5, user: 'John', text: 'Hi', ts: 1, delivery: 'queued' }

  it('goes out behind what came meanwhile, under its own id', async () => {
    const { outbox, conversation, sent, stored } = open([yoko, queued])
    conversation.insert({ ...yoko, id: 'y2', clock: 9 })
    outbox.flush()
    expect(sent()).toMatchObject([{ id: 'q', clock: 10 }])
    await pause()
    expect(stored('q')).toBe('sent')
    expect(conversation.messages.map(({ id }) => id)).toEqual(['y', 'y2', 'q'])
  })

  it.each([
    ['a message', (c: Conversation) => c.insert({ ...yoko, id: 'j', user: 'JOHN', clock: 9 })],
    ['the marker', (c: Conversation) => c.mark({ id: 'j', user: 'John', clock: 9 })],
    ['a marker behind it', (c: Conversation) => c.mark({ id: 'j', user: 'John', clock: 5 })],
  ])('is a draft again where the turn has passed by %s', (_by, pass) => {
    const { outbox, conversation, back, sent, stored } = open([yoko, queued])
    pass(conversation)
    outbox.flush()
    expect(back).toEqual([['Hi', 'turn-passed']])
    expect(sent()).toEqual([])
    expect(stored('q')).toBeUndefined()
    expect(conversation.has('q')).toBe(false)
  })

  it('is not forgotten when a thousand newer messages push it out of sight', () => {
    const { outbox, conversation, sent } = open([yoko, queued])
    for (let clock = 6; clock <= MAX_KEPT + 10; clock++)
      conversation.insert({ ...yoko, id: `y${clock}`, clock })
    expect(conversation.has('q')).toBe(false)
    expect(outbox.underWay).toBe(true)
    outbox.flush()
    expect(sent()).toMatchObject([{ id: 'q', clock: MAX_KEPT + 11 }])
  })
})
