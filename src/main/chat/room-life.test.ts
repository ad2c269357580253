import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { PAGE } from '@shared/chat/page'
import type { Room } from './room'
import { pause } from './testing/world'
import { QuickBroker, RoomsCopy } from './testing/rooms'

let broker: QuickBroker
let john: RoomsCopy
let yoko: RoomsCopy
beforeEach(() => {
  broker = new QuickBroker()
  john = new RoomsCopy(broker, 'porchlight-john', 'John')
  yoko = new RoomsCopy(broker, 'porchlight-yoko', 'Yoko')
  john.connect()
  yoko.connect()
  settle()
})

function settle(ms = 3_000): void {
  for (const copy of broker.copies) copy.wait(ms)
}

const room = (copy: RoomsCopy): Room => copy.rooms.get('chat')!
const say = async (copy: RoomsCopy, text: string, quote?: string): Promise<string> => {
  expect(room(copy).send(text, quote)).toEqual({ ok: true, value: undefined })
  await pause()
  settle()
  return copy.history.recent('chat', 1)[0]!.id
}
const plain = (topic: string, fields: unknown): void =>
  broker.publish({ topic, payload: encodeText(JSON.stringify(fields)), qos: 2, retain: false })

describe('changing a message', () => {
  it('is for the last own one, and shows everywhere', async () => {
    const first = await say(john, 'Helo')
    expect(room(john).view().changeable).toBe(first)
    expect(room(john).change(first, 'Hello')).toMatchObject({ ok: true })
    await pause()
    for (const copy of [john, yoko]) {
      expect(copy.history.get('chat', first)).toMatchObject({ text: 'Hello', revision: 1 })
      expect(copy.history.get('chat', first)?.changing).toBeUndefined()
    }
    await say(yoko, 'Hi')
    expect(room(john).change(first, 'Hello!')).toMatchObject({ ok: true })
    await say(john, 'What else?')
    expect(room(john).change(first, 'no more')).toMatchObject({ error: { kind: 'not-changeable' } })
    expect(room(yoko).change(first, 'not mine')).toMatchObject({ error: { kind: 'not-changeable' } })
  })

  it('or taking it back leaves its place, and so the turn', async () => {
    const id = await say(john, 'Oops')
    room(john).change(id, undefined)
    await pause()
    expect(yoko.history.get('chat', id)).toMatchObject({ text: '', deleted: true })
    expect(room(yoko).view()).toMatchObject({ lastUser: 'John', turn: { mayWrite: true } })
    expect(room(john).view().changeable).toBeUndefined()
    plain('chat/changes', { id, revision: 9, user: 'John', message: 'back again' })
    expect(yoko.history.get('chat', id)?.deleted).toBe(true)
  })

  it('waits for the connection, also over a crash', async () => {
    const id = await say(john, 'Helo')
    john.lose()
    room(john).change(id, 'Hello')
    expect(john.history.get('chat', id)).toMatchObject({ text: 'Hello', changing: true })
    john.crash()
    john.connect()
    settle()
    await pause()
    expect(yoko.history.get('chat', id)).toMatchObject({ text: 'Hello', revision: 1 })
    expect(john.history.get('chat', id)?.changing).toBeUndefined()
  })

  it('of somebody else’s message does not count, and one that comes too early is done later', async () => {
    const id = await say(john, 'Mine')
    plain('chat/changes', { id, revision: 1, user: 'Mallory', message: 'forged' })
    plain('chat/changes', { id: 'late', revision: 1, user: 'anna', message: 'changed' })
    plain('chat', { user: 'anna', message: 'at first', id: 'late', clock: 5 })
    expect(yoko.history.get('chat', id)?.text).toBe('Mine')
    expect(yoko.history.get('chat', 'late')).toMatchObject({ text: 'changed', revision: 1 })
  })

  it('reaches who was away: copies compare notes about changes too', async () => {
    const id = await say(john, 'Helo')
    yoko.lose()
    room(john).change(id, 'Hello')
    await pause()
    yoko.connect()
    settle()
    expect(yoko.history.get('chat', id)).toMatchObject({ text: 'Hello', revision: 1 })
  })
})

it('an id that comes again with another text changes nothing', async () => {
  plain('chat', { user: 'anna', message: 'one', id: 'same', clock: 1 })
  plain('chat', { user: 'anna', message: 'two', id: 'same', clock: 9 })
  plain('chat', { user: 'bert', message: 'three', id: 'same', clock: 2 })
  expect(john.texts('chat')).toEqual(['one'])
})

it('a quote carries who wrote it and how it began', async () => {
  const id = await say(john, 'x'.repeat(500))
  await say(yoko, 'So long?', id)
  expect(john.history.recent('chat', 1)[0]?.quote).toEqual({ id, user: 'John', text: 'x'.repeat(200) })
})

describe('reading', () => {
  it('is told to the others once seen, and counts what is left', async () => {
    const first = await say(john, 'Hi')
    expect(yoko.rooms.unread).toBe(1)
    yoko.rooms.show('chat')
    expect(room(yoko).view().firstUnread?.id).toBe(first)
    room(yoko).see(first)
    settle()
    expect(yoko.rooms.unread).toBe(0)
    expect(room(yoko).view().firstUnread?.id).toBe(first)
    expect(room(john).view().readers).toEqual([{ name: 'Yoko', clock: 1, id: first }])
    await say(yoko, 'Hello')
    expect(john.rooms.unread).toBe(1)
  })

  it('is told no more once the user wishes so, also where that was while away', async () => {
    const told = (): boolean => broker.retained.has('chat/read/porchlight-yoko')
    room(yoko).see(await say(john, 'Hi'))
    settle()
    expect(told()).toBe(true)
    yoko.lose()
    yoko.tellsOthers = false
    yoko.rooms.tellsOthersChanged()
    yoko.connect()
    expect(told()).toBe(false)
    expect(room(john).view().readers).toEqual([])
    yoko.tellsOthers = true
    await say(yoko, 'Hello')
    expect(told()).toBe(true)
    yoko.tellsOthers = false
    yoko.rooms.tellsOthersChanged()
    expect(told()).toBe(false)
  })

  it('does not begin with what was said before one came here for the first time', async () => {
    settle(1_000)
    await say(john, 'Hi')
    await say(yoko, 'Hello')
    const paul = new RoomsCopy(broker, 'porchlight-paul', 'Paul')
    paul.now = john.now
    paul.crash()
    paul.connect()
    settle()
    await pause()
    expect(paul.texts('chat')).toEqual(['Hi', 'Hello'])
    expect(paul.rooms.unread).toBe(0)
    await say(john, 'Welcome')
    expect(paul.rooms.unread).toBe(1)
  })

  it('survives a restart', async () => {
    room(yoko).see(await say(john, 'Hi'))
    yoko.crash()
    expect(yoko.rooms.unread).toBe(0)
  })
})

describe('writing', () => {
  it('is told while it lasts, and ends with the message', async () => {
    room(john).tellWriting()
    expect(room(yoko).view().writing).toEqual(['John'])
    expect(room(john).view().writing).toEqual([])
    settle(7_000)
    expect(room(yoko).view().writing).toEqual([])
    room(john).tellWriting()
    expect(room(yoko).view().writing).toEqual(['John'])
    await say(john, 'Hi')
    expect(room(yoko).view().writing).toEqual([])
  })

  it('by a thousand at once is bounded', () => {
    for (let n = 0; n < 1_000; n++) plain(`chat/typing/c${n}`, { user: `User ${n}` })
    expect(room(john).view().writing).toHaveLength(50)
  })
})

describe('rules', () => {
  it('are the same for all, also for who comes later', async () => {
    room(john).setRules(true, 10)
    settle()
    expect(room(yoko).view().rules).toEqual({ turns: true, timeout: 10, revision: 1 })
    const paul = new RoomsCopy(broker, 'porchlight-paul', 'Paul')
    paul.connect()
    expect(room(paul).view().rules.timeout).toBe(10)
  })

  it('let anybody write after a silence, and it is not out of turn', async () => {
    room(john).setRules(true, 10)
    settle()
    await say(john, 'Anybody?')
    expect(room(john).view().turn).toEqual({ mayWrite: false, because: 'last-is-mine' })
    settle(600_000)
    expect(room(john).view().turn).toEqual({ mayWrite: true })
    await say(john, 'Nobody?')
    const last = room(yoko).page({ kind: 'newest' }).messages.at(-1)
    expect(last).toMatchObject({ text: 'Nobody?' })
    expect(last?.outOfTurn).toBeUndefined()
    expect(room(john).view().draft.because).toBeUndefined()
  })

  it('that an old copy brings back are set right', () => {
    room(john).setRules(false, 0)
    settle()
    broker.publish({
      topic: 'chat/rules',
      payload: encodeText('{"turns":true,"timeout":0,"revision":0}'),
      qos: 1,
      retain: true,
    })
    broker.retained.delete('chat/rules')
    john.lose()
    john.connect()
    settle()
    expect(room(yoko).view().rules.turns).toBe(false)
    expect(broker.retained.has('chat/rules')).toBe(true)
  })
})

describe('pages', () => {
  beforeEach(() => {
    for (let clock = 1; clock <= 350; clock++) {
      yoko.history.put('chat', {
        id: `m${clock}`,
        clock,
        user: `u${clock % 2}`,
        text: `${clock}`,
        ts: clock * 1_000,
        at: clock,
      })
    }
  })
  const texts = (page: ReturnType<Room['page']>): string[] => page.messages.map(({ text }) => text)

  it('lead back from the newest to the first, and forth again', () => {
    const newest = room(yoko).page({ kind: 'newest' })
    expect([newest.messages.length, newest.earlier, newest.later]).toEqual([PAGE, true, false])
    const before = room(yoko).page({ kind: 'before', key: newest.messages[0]! })
    expect([texts(before)[0], texts(before).at(-1), before.earlier, before.later]).toEqual([
      '151',
      '250',
      true,
      true,
    ])
    const after = room(yoko).page({ kind: 'after', key: before.messages.at(-1)! })
    expect(texts(after)).toEqual(texts(newest))
    const first = room(yoko).page({ kind: 'before', key: { clock: 51, id: 'm51' } })
    expect([texts(first)[0], first.earlier]).toEqual(['1', false])
  })

  it('go to a message, to a date, to what was not read', () => {
    const around = room(yoko).page({ kind: 'around', id: 'm200' })
    expect([around.target, around.messages.length, texts(around)[50]]).toEqual(['m200', 101, '200'])
    expect(room(yoko).page({ kind: 'date', ts: 99_500 }).target).toBe('m100')
    room(yoko).see('m300')
    expect(room(yoko).page({ kind: 'unread' }).target).toBe('m301')
    const instead = room(yoko).page({ kind: 'around', id: 'never' })
    expect([instead.later, instead.target, texts(instead).at(-1)]).toEqual([false, undefined, '350'])
  })
})
