import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_ROOMS } from '@shared/chat/room-settings'
import { directTopic } from '@shared/chat/room-topic'
import { decodeText, encodeText } from '@shared/mqtt/message'
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

/** Lets everything pass that copies wait for. */
function settle(): void {
  for (const copy of broker.copies) copy.wait(3_000)
}

const open = { name: '', kind: 'open' } as const
const secret = { name: 'Kitchen', kind: 'private', passphrase: 'twelve lamps' } as const
const people = (copy: RoomsCopy, topic: string): string[] =>
  copy.rooms
    .get(topic)!
    .people.list()
    .map(({ name }) => name)
const keyOf = (copy: RoomsCopy, topic: string) => copy.rooms.list().find((room) => room.topic === topic)?.key

describe('a room of any topic', () => {
  it('is no lamp’s topic, nor is anything beneath the first room; beneath another one lamps may be', async () => {
    await john.joining.join({ topic: 'home', ...open })
    const theirs = ['chat', 'chat/users/John', 'home', 'home/turn', 'direct/a/b', 'led', 'home/kitchen/lamp']
    expect(theirs.filter((topic) => !john.rooms.isOurs(topic))).toEqual(['led', 'home/kitchen/lamp'])
  })

  it('is joined by two and is theirs alone, beside the first one', async () => {
    await john.joining.join({ topic: 'house/kitchen', ...open, turns: false })
    await yoko.joining.join({ topic: 'house/kitchen', ...open })
    await pause()
    settle()
    expect(people(john, 'house/kitchen')).toEqual(['John', 'Yoko'])
    expect(yoko.rooms.get('house/kitchen')!.view().rules).toMatchObject({ turns: false, revision: 1 })
    expect(john.rooms.get('house/kitchen')!.send('Tea?').ok).toBe(true)
    expect(john.rooms.get('house/kitchen')!.send('Or coffee?').ok).toBe(true)
    await pause()
    expect(yoko.texts('house/kitchen')).toEqual(['Tea?', 'Or coffee?'])
    expect(yoko.texts('chat')).toEqual([])
    expect(yoko.rooms.list().map(({ topic, unread }) => [topic, unread])).toEqual([
      ['chat', 0],
      ['house/kitchen', 2],
    ])
    expect(yoko.rooms.unread).toBe(2)
    yoko.joining.change({ topic: 'house/kitchen', notify: false })
    expect(yoko.rooms.unread).toBe(0)
  })

  it('that is left is not heard any more, and nobody is seen there', async () => {
    await john.joining.join({ topic: 'kitchen', ...open, turns: false })
    await yoko.joining.join({ topic: 'kitchen', ...open })
    john.rooms.get('kitchen')!.send('Tea?')
    await pause()
    yoko.rooms.show('kitchen')
    expect(await yoko.joining.leave({ topic: 'kitchen', forget: false })).toMatchObject({ ok: true })
    expect([...yoko.subscribed.keys()].filter((filter) => filter.startsWith('kitchen'))).toEqual([])
    expect([...broker.retained.keys()].filter((topic) => topic.endsWith('yoko'))).toEqual([
      'chat/presence/porchlight-yoko',
    ])
    expect(people(john, 'kitchen')).toEqual(['John'])
    expect(yoko.rooms.shown).toBe('chat')
    expect(yoko.texts('kitchen')).toEqual(['Tea?'])
    await yoko.joining.join({ topic: 'kitchen', ...open })
    await yoko.joining.leave({ topic: 'kitchen', forget: true })
    expect(yoko.texts('kitchen')).toEqual([])
  })

  it('greets nobody before its answer can be heard', async () => {
    for (const copy of [john, yoko]) await copy.joining.join({ topic: 'kitchen', ...open, turns: false })
    await yoko.joining.leave({ topic: 'kitchen', forget: false })
    john.rooms.get('kitchen')!.send('Tea?')
    await pause()
    let answer: () => void = () => undefined
    yoko.suback = new Promise((resolve) => (answer = resolve))
    await yoko.joining.join({ topic: 'kitchen', ...open })
    settle()
    expect(people(john, 'kitchen')).toEqual(['John'])
    answer()
    await pause()
    settle()
    expect(people(john, 'kitchen')).toEqual(['John', 'Yoko'])
    expect(yoko.texts('kitchen')).toEqual(['Tea?'])
  })

  it('that was left again before the broker answered stays left', async () => {
    let answer: () => void = () => undefined
    yoko.suback = new Promise((resolve) => (answer = resolve))
    await yoko.joining.join({ topic: 'kitchen', ...open })
    const left = yoko.joining.leave({ topic: 'kitchen', forget: false })
    answer()
    await left
    await pause()
    expect([...broker.retained.keys()].filter((topic) => topic.startsWith('kitchen'))).toEqual([])
  })

  it('the first one can be left too: the copy is there without a name', async () => {
    await yoko.joining.leave({ topic: 'chat', forget: false })
    expect(people(john, 'chat')).toEqual(['John'])
    expect(yoko.rooms.view()).toBeUndefined()
    expect(decodeText(broker.retained.get('chat/presence/porchlight-yoko')!.payload)).toMatch(
      /^{"state":"online"/,
    )
    expect(decodeText(yoko.rooms.will().payload)).not.toContain('Yoko')
    await yoko.joining.join({ topic: 'chat', ...open })
    await pause()
    expect(people(john, 'chat')).toEqual(['John', 'Yoko'])
  })

  it.each([
    ['chat', 'here'],
    ['lamp', 'light'],
  ] as const)('cannot be %s twice or where a light is', async (topic, problem) => {
    john.lights = ['lamp']
    expect(await john.joining.join({ topic, ...open })).toEqual({
      ok: false,
      error: { kind: 'room', problem },
    })
  })

  it.each(['', 'a/+', '$SYS/x', 'kitchen/turn', 'homeassistant/light', 'direct/a/b'])(
    'cannot be %j',
    async (topic) => {
      expect(await john.joining.join({ topic, ...open })).toMatchObject({ error: { kind: 'room-topic' } })
    },
  )

  it('is one of at most fifty', async () => {
    for (let n = 1; n < MAX_ROOMS; n++) await john.joining.join({ topic: `room/${n}`, ...open })
    expect(await john.joining.join({ topic: 'one/more', ...open })).toMatchObject({
      error: { problem: 'too-many' },
    })
  })

  it('who crashed is gone from every room at once: there is but one will', async () => {
    for (const copy of [john, yoko]) await copy.joining.join({ topic: 'kitchen', ...open })
    await pause()
    yoko.crash()
    expect(people(john, 'kitchen')).toEqual(['John'])
    expect(people(john, 'chat')).toEqual(['John'])
    yoko.connect()
    expect(people(john, 'kitchen')).toEqual(['John', 'Yoko'])
  })

  it('shows who is away, and who is back', async () => {
    yoko.rooms.setAway(true)
    expect(john.rooms.get('chat')!.people.list()[1]).toMatchObject({ name: 'Yoko', away: true })
    yoko.rooms.setAway(false)
    expect(john.rooms.get('chat')!.people.list()[1]).not.toHaveProperty('away')
  })
})

describe('a direct conversation', () => {
  const topic = directTopic('porchlight-john', 'porchlight-yoko')

  it('is there for the other with the first message, and for nobody else', async () => {
    const paul = new RoomsCopy(broker, 'porchlight-paul', 'Paul')
    paul.connect()
    expect(john.joining.direct('porchlight-yoko')).toEqual({ ok: true, value: { topic } })
    expect(yoko.rooms.get(topic)).toBeUndefined()
    john.rooms.get(topic)!.send('Between us')
    john.rooms.get(topic)!.send('nobody takes turns')
    await pause()
    expect(yoko.texts(topic)).toEqual(['Between us', 'nobody takes turns'])
    expect(yoko.rooms.list()[1]).toMatchObject({ name: 'John', kind: 'direct', unread: 2, here: true })
    expect(yoko.arrivals[0]).toMatchObject({ room: { topic }, message: { text: 'Between us' } })
    expect(people(yoko, topic)).toEqual(['Yoko', 'John'])
    expect(paul.rooms.list()).toHaveLength(1)
    expect([...paul.subscribed.keys()].filter((filter) => filter.includes('john'))).toEqual([])
    john.crash()
    expect(yoko.rooms.list()[1]).toMatchObject({ name: 'John', here: false })
  })

  it('is refused with oneself and with somebody who is not here', () => {
    expect(john.joining.direct('porchlight-john')).toMatchObject({ error: { problem: 'yourself' } })
    expect(john.joining.direct('porchlight-x')).toMatchObject({ error: { problem: 'gone' } })
  })

  it('begins with no message of somebody who gives no name, and not beyond fifty rooms', () => {
    const say = (other: string, payload: string): void =>
      broker.publish({
        topic: directTopic('porchlight-john', other),
        payload: encodeText(payload),
        qos: 2,
        retain: false,
      })
    say('a', 'hello')
    say('a', '{"user":"John","message":"I am you"}')
    expect(john.rooms.list()).toHaveLength(1)
    for (let n = 0; n < 60; n++) say(`a${n}`, '{"user":"Anna","message":"hello"}')
    expect(john.rooms.list()).toHaveLength(MAX_ROOMS)
    expect(john.crowds).toBe(60 - MAX_ROOMS + 1)
  })
})

describe('a private room', () => {
  const topic = 'room/3f9a'

  it('is read by those who have the passphrase, and by nobody on the way', async () => {
    await john.joining.join({ topic, ...secret, turns: true })
    await yoko.joining.join({ topic, ...secret })
    settle()
    john.rooms.get(topic)!.send('The key is under the mat')
    john.rooms.get(topic)!.tellWriting()
    await pause()
    settle()
    expect(yoko.texts(topic)).toEqual(['The key is under the mat'])
    expect(people(yoko, topic)).toEqual(['John', 'Yoko'])
    expect(keyOf(yoko, topic)).toBe('known')
    const seen = broker.published
      .filter((message) => message.topic.startsWith(topic))
      .map(({ topic: where, payload }) => `${where} ${decodeText(payload)}`)
    expect(seen.length).toBeGreaterThan(6)
    for (const line of seen) expect(line).not.toMatch(/mat|John|Yoko|online|turns/)
  })

  it('tells a wrong passphrase from the rules the broker keeps, and takes the right one after it', async () => {
    await john.joining.join({ topic, ...secret, turns: true })
    settle()
    await yoko.joining.join({ topic, ...secret, passphrase: 'thirteen lamps' })
    expect(keyOf(yoko, topic)).toBe('wrong')
    expect(yoko.rooms.isLocked(topic)).toBe(true)
    await yoko.joining.enterPassphrase({ topic, passphrase: 'twelve lamps' })
    expect(keyOf(yoko, topic)).toBe('known')
    settle()
    expect(people(yoko, topic)).toContain('John')
  })

  it('is locked after its key was lost, and says nothing to the broker', async () => {
    await john.joining.join({ topic, ...secret, turns: true })
    john.keys.clear()
    john.crash()
    const before = broker.published.length
    john.connect()
    expect(keyOf(john, topic)).toBe('missing')
    expect(broker.published.slice(before).filter((message) => message.topic.startsWith(topic))).toEqual([])
  })

  it('refuses what was recorded, sent again under another topic, or was never sealed', async () => {
    for (const copy of [john, yoko]) await copy.joining.join({ topic, ...secret, turns: false })
    john.rooms.get(topic)!.send('Once')
    await pause()
    const sealed = broker.published.find((message) => message.topic === topic)!
    yoko.history.forget(topic)
    broker.publish(sealed)
    broker.publish({ ...sealed, topic: 'chat' })
    broker.publish({ ...sealed, payload: encodeText('(John) not sealed') })
    expect(yoko.texts(topic)).toEqual([])
    expect(keyOf(yoko, topic)).toBe('known')
  })

  it('asks for a passphrase that is worth the name', async () => {
    expect(await john.joining.join({ topic, ...secret, passphrase: 'short' })).toMatchObject({
      error: { problem: 'passphrase-too-short' },
    })
  })
})

describe('a name', () => {
  it('that somebody else here has is known as taken, with one that is free', () => {
    expect(john.rooms.isTaken('YOKO ')).toBe(true)
    expect(john.rooms.isTaken('John')).toBe(false)
    expect(john.rooms.freeName('Yoko')).toBe('Yoko 2')
    john.rooms.rename('Yoko')
    expect(john.rooms.view()).toMatchObject({ freeName: 'Yoko 2' })
  })
})
