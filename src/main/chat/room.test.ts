import { beforeEach, describe, expect, it } from 'vitest'
import { MAX_KEPT } from '@shared/chat/conversation'
import { MAX_TEXT, type ChatMessage } from '@shared/chat/message'
import { readTurn } from '@shared/chat/room-wire'
import { decodeText, encodeText } from '@shared/mqtt/message'
import { ROOM, World, pause, type Copy } from './testing/world'

let world: World
beforeEach(() => {
  world = new World()
})

/** Two copies that have met. */
async function pair(): Promise<[Copy, Copy]> {
  const copies: [Copy, Copy] = [world.add('John'), world.add('Yoko')]
  await world.meet()
  return copies
}

async function say(copy: Copy, text: string): Promise<void> {
  expect(copy.room.send(text)).toEqual({ ok: true, value: undefined })
  await world.settle()
}

const published = (topic: string): string[] =>
  world.broker.published
    .filter((message) => message.topic === topic)
    .map(({ payload }) => decodeText(payload)!)
const markerAtBroker = (): string | undefined => {
  const payload = world.broker.retained.get(`${ROOM}/turn`)?.payload
  return payload && readTurn(payload)?.user
}

describe('taking turns', () => {
  it('John writes, Yoko answers, John may write again; John may not write twice', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    expect(john.room.view().turn).toEqual({ mayWrite: false, because: 'last-is-mine' })
    expect(john.room.send('Anybody?')).toEqual({ ok: false, error: { kind: 'not-your-turn' } })
    await say(yoko, 'Hello')
    await say(john, 'At last')
    expect(yoko.texts).toEqual(['Hi', 'Hello', 'At last'])
    expect(yoko.room.view()).toMatchObject({ lastUser: 'John', turn: { mayWrite: true } })
  })

  it('an own message on its way keeps the turn closed, connected or not', async () => {
    const [john] = await pair()
    john.room.send('Hi')
    expect(john.room.view().turn).toEqual({ mayWrite: false, because: 'under-way' })
    world.say('(Yoko) Hello')
    john.down()
    expect(john.texts).toEqual(['Hi', 'Hello'])
    expect(john.room.view().turn).toEqual({ mayWrite: false, because: 'under-way' })
    await world.settle()
    expect(john.mayWrite).toBe(true)
    john.lose()
    john.room.send('Again')
    expect(john.room.view().turn).toEqual({ mayWrite: false, because: 'under-way' })
  })

  it('survives a restart, of everybody', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    john.crash()
    yoko.crash()
    expect(john.room.view()).toMatchObject({
      turn: { mayWrite: false, because: 'last-is-mine' },
      lastUser: 'John',
    })
    expect(yoko.mayWrite).toBe(true)
  })

  it('is learnt from the marker by a copy that joins late and finds nobody', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    for (const copy of [john, yoko]) copy.lose()
    const [other, paul] = [world.add('john', 'other-device'), world.add('Paul')]
    for (const copy of [other, paul]) copy.connect()
    await world.settle()
    expect(other.texts).toEqual([])
    expect(other.room.view()).toMatchObject({
      turn: { mayWrite: false, because: 'last-is-mine' },
      lastUser: 'John',
    })
    await say(paul, 'Hello')
    await world.meet()
    expect(john.texts).toEqual(['Hi', 'Hello'])
    expect(john.mayWrite).toBe(true)
  })

  it('goes on after a Python client: the marker is mended, by one of the copies', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    expect(markerAtBroker()).toBe('John')
    const before = published(`${ROOM}/turn`).length
    world.say('anna: hello')
    await world.settle()
    expect(markerAtBroker()).toBe('anna')
    expect(published(`${ROOM}/turn`).length - before).toBeLessThanOrEqual(2)
    expect(john.mayWrite && yoko.mayWrite).toBe(true)
    world.say('hello')
    await world.settle()
    expect(markerAtBroker()).toBeUndefined()
    expect(john.room.view().lastUser).toBeUndefined()
  })

  it('is had by nobody without a name', async () => {
    const reader = world.add(undefined)
    await world.meet()
    expect(reader.room.send('Hi')).toEqual({ ok: false, error: { kind: 'not-your-turn' } })
    expect(reader.room.view()).toMatchObject({ turn: { mayWrite: false, because: 'no-name' }, people: [] })
    reader.room.setMe({ name: 'Paul', away: false })
    await world.settle()
    expect(reader.room.view()).toMatchObject({
      turn: { mayWrite: true },
      people: [{ name: 'Paul', me: true }],
    })
  })

  it('a message out of turn is kept and marked', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    world.say('{"user":"JOHN","message":"Anybody?"}')
    await world.settle()
    for (const copy of [john, yoko]) {
      expect(copy.shown.map(({ text, outOfTurn }) => [text, outOfTurn])).toEqual([
        ['Hi', undefined],
        ['Anybody?', 'knows-no-turns'],
      ])
    }
  })
})

describe('a message of one’s own', () => {
  it.each(['', '   ', '\n\t\u3000', '\u0000 \u0000'])('is not %j', async (text) => {
    const [john] = await pair()
    expect(john.room.send(text)).toEqual({ ok: false, error: { kind: 'empty-text' } })
  })

  it('is at most 10,000 characters; a longer one is refused and stays the draft', async () => {
    const [john, yoko] = await pair()
    john.room.saveDraft('x'.repeat(100_000))
    expect(john.room.send('x'.repeat(100_000))).toEqual({
      ok: false,
      error: { kind: 'text-too-long', length: 100_000, limit: MAX_TEXT },
    })
    expect(john.room.view().draft.text).toHaveLength(100_000)
    await say(john, ` ${'x'.repeat(MAX_TEXT)} `)
    expect(yoko.texts).toEqual(['x'.repeat(MAX_TEXT)])
    expect(john.room.view().draft.text).toBe('')
  })

  it('arrives as it was written, whatever is in it', async () => {
    const [john, yoko] = await pair()
    const text = '"}<b>\\u0000\u0001\u202e💡\nanna: (x) {"message":"y"}'
    await say(john, text)
    expect(yoko.texts).toEqual([text])
  })

  it('is confirmed by its echo, even if the broker’s answer never comes', async () => {
    const [john] = await pair()
    john.room.send('Hi')
    john.up()
    john.down()
    await pause()
    expect(john.shown).toMatchObject([{ text: 'Hi', own: true, delivery: 'sent' }])
  })

  it('cannot be replaced by somebody who uses its id', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    const { id } = john.messages[0]!
    world.say(JSON.stringify({ user: 'John', message: 'I owe you', id, clock: 40 }))
    world.say(
      JSON.stringify({
        type: 'give',
        from: 'x',
        to: john.client,
        messages: [{ id, clock: 40, message: 'I owe you', ts: 1 }],
      }),
      {
        topic: `${ROOM}/sync`,
      },
    )
    await world.settle()
    for (const copy of [john, yoko])
      expect(copy.shown).toMatchObject([{ id, clock: 1, text: 'Hi', user: 'John' }])
    expect(john.history.recent(ROOM, 9)).toMatchObject([{ id, clock: 1, text: 'Hi' }])
  })

  it('that the broker refuses is back in the composer, before what is being written there', async () => {
    const [john, yoko] = await pair()
    john.refusal = { kind: 'refused-by-broker', detail: 'no' }
    john.room.send('Hi')
    john.room.saveDraft('and more')
    await world.settle()
    expect(john.room.view()).toMatchObject({
      draft: { text: 'Hi\nand more', version: 2, because: 'refused-by-broker' },
      turn: { mayWrite: true },
    })
    expect(john.shown).toEqual([])
    expect(yoko.texts).toEqual([])
    expect(john.history.memory(ROOM).draft).toBe('Hi\nand more')
    expect(markerAtBroker()).toBeUndefined()
  })

  it('that cannot be written down is still the draft', async () => {
    const [john] = await pair()
    john.room.saveDraft('Hi')
    john.history.put = () => {
      throw new Error('the disk is full')
    }
    expect(john.room.send('Hi')).toEqual({
      ok: false,
      error: { kind: 'not-saved', detail: 'the disk is full' },
    })
    expect(john.room.view().draft.text).toBe('Hi')
    expect(john.history.memory(ROOM).draft).toBe('Hi')
    expect(john.texts).toEqual([])
  })
})

describe('a draft', () => {
  it('survives a restart and is not pushed back to who writes it', async () => {
    const [john] = await pair()
    john.room.saveDraft('Hi the')
    expect(john.room.view().draft).toEqual({ text: 'Hi the', version: 1 })
    john.crash()
    expect(john.room.view().draft.text).toBe('Hi the')
  })
})

describe('what was written offline', () => {
  it('goes out on the next meeting, behind what came meanwhile', async () => {
    const [john, yoko] = await pair()
    john.lose()
    john.room.send('Hi')
    expect(john.shown).toMatchObject([{ text: 'Hi', delivery: 'queued' }])
    await say(yoko, 'Hello')
    world.say('anna: me too')
    await world.meet()
    for (const copy of [john, yoko]) expect(copy.texts).toEqual(['Hello', 'me too', 'Hi'])
    expect(john.shown).toMatchObject([{}, {}, { delivery: 'sent' }])
    expect(john.shown).toEqual(john.messages)
  })

  it.each([true, false])(
    'is the draft again where the turn has passed; marker first: %s',
    async (retainedFirst) => {
      const [john, yoko] = await pair()
      const tablet = world.add('John', 'tablet')
      await world.meet()
      john.lose()
      john.room.send('Hi')
      await say(tablet, 'Hi from here')
      john.connect(retainedFirst)
      await world.settle()
      expect(john.room.view().draft).toEqual({ text: 'Hi', version: 2, because: 'turn-passed' })
      expect(john.room.view().turn).toEqual({ mayWrite: false, because: 'last-is-mine' })
      for (const copy of [john, yoko, tablet]) expect(copy.texts).toEqual(['Hi from here'])
      expect(john.shown).toEqual(john.messages)
    },
  )

  it('is the draft again where only the marker tells that the turn has passed', async () => {
    const [john] = await pair()
    john.lose()
    john.room.send('Hi')
    world.say('{"user":"John","id":"x","clock":1}', { topic: `${ROOM}/turn`, retain: true })
    john.connect()
    await world.settle()
    expect(john.room.view().draft).toMatchObject({ text: 'Hi', because: 'turn-passed' })
    expect(published(ROOM)).toEqual([])
  })

  it('goes out after a while where the broker keeps greetings to itself', async () => {
    const [john] = await pair()
    john.lose()
    john.room.send('Hi')
    john.connect()
    while (!john.connected) john.down()
    await pause()
    expect(john.inFlight.some(({ message }) => message.topic === ROOM)).toBe(false)
    // Nothing more comes from the broker; only time goes by.
    while (world.tick());
    expect(john.inFlight.some(({ message }) => message.topic === ROOM)).toBe(true)
  })

  it('does not go out twice when the connection breaks during the meeting', async () => {
    const [john, yoko] = await pair()
    john.lose()
    john.room.send('Hi')
    for (let turn = 0; turn < 5; turn++) {
      john.connect()
      for (let moves = 0; moves <= turn; moves++) {
        john.down()
        john.up()
        await pause()
      }
      john.lose()
      world.tick()
    }
    await world.meet()
    expect(yoko.texts).toEqual(['Hi'])
    expect(john.texts).toEqual(['Hi'])
  })
})

describe('after a crash', () => {
  it('what was written down but not sent goes out under the same id', async () => {
    const [john, yoko] = await pair()
    john.lose()
    john.room.send('Hi')
    const { id } = john.messages[0]!
    john.crash()
    expect(john.shown).toMatchObject([{ id, delivery: 'queued' }])
    expect(john.mayWrite).toBe(false)
    await world.meet()
    expect(yoko.messages).toMatchObject([{ id, text: 'Hi' }])
    expect(john.shown).toMatchObject([{ id, delivery: 'sent' }])
  })

  it('what may have left goes out once more, as it was', async () => {
    const [john, yoko] = await pair()
    john.room.send('Hi')
    const [written] = john.history.recent(ROOM, 1)
    expect(written).toMatchObject({ delivery: 'sending', clock: 1 })
    john.crash()
    await say(yoko, 'Hello')
    await world.meet()
    expect(published(ROOM).map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { message: 'Hello' },
      { message: 'Hi', id: written?.id, clock: 1 },
    ])
    expect(john.texts).toEqual(yoko.texts)
    expect(john.shown.find(({ text }) => text === 'Hi')).toMatchObject({ delivery: 'sent' })
  })

  it('what the broker had is confirmed by what it kept, and not sent again', async () => {
    const [john, yoko] = await pair()
    john.room.send('Hi')
    john.up()
    john.crash()
    await world.settle()
    await say(yoko, 'Hello')
    await world.meet()
    for (const copy of [john, yoko]) expect(copy.texts).toEqual(['Hi', 'Hello'])
    expect(john.shown[0]).toMatchObject({ delivery: 'sent' })
    expect(published(ROOM)).toHaveLength(2)
  })

  it('what the broker had, and has forgotten, is there once all the same', async () => {
    const [john, yoko] = await pair()
    john.room.send('Hi')
    john.up()
    john.crash()
    await world.settle()
    world.takeOver(yoko)
    await world.meet()
    for (const copy of [john, yoko]) expect(copy.texts).toEqual(['Hi'])
    expect(john.shown[0]).toMatchObject({ delivery: 'sent' })
  })
})

describe('a broker that dies', () => {
  it('takes nothing with it that its copies had, and the new one knows the turn and who may be back', async () => {
    const [john, yoko] = await pair()
    await say(yoko, 'Hi')
    // The broker has it, and says so, but Yoko never gets it.
    john.room.send('Hello')
    while (john.up() || john.down()) await pause()
    expect(john.shown[1]).toMatchObject({ delivery: 'sent' })
    world.takeOver(yoko)
    expect(markerAtBroker()).toBe('Yoko')
    expect([...world.broker.retained.keys()].sort()).toEqual([
      `${ROOM}/presence/porchlight-1`,
      `${ROOM}/presence/porchlight-2`,
      `${ROOM}/turn`,
    ])
    yoko.connect()
    await world.settle()
    expect(yoko.room.view().people.map(({ name }) => name)).toEqual(['Yoko'])
    await world.meet()
    for (const copy of [john, yoko]) expect(copy.texts).toEqual(['Hi', 'Hello'])
    expect(markerAtBroker()).toBe('John')
    expect(yoko.room.view().people.map(({ name }) => name)).toEqual(['John', 'Yoko'])
  })

  it('is not told of a last word that has not been sent', async () => {
    const [john, yoko] = await pair()
    await say(yoko, 'Hi')
    john.lose()
    john.room.send('Hello')
    world.takeOver(john)
    expect(markerAtBroker()).toBe('Yoko')
    await world.meet()
    expect(yoko.texts).toEqual(['Hi', 'Hello'])
    expect(john.room.view().draft).not.toHaveProperty('because')
  })
})

describe('copies that meet', () => {
  it('hand each other what the other lacks, foreign messages as well, and only that', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    world.say('anna: hello')
    await say(yoko, 'Hello')
    const paul = world.add('Paul')
    await world.meet()
    expect(paul.messages.map(({ id, clock, text }) => [id, clock, text])).toEqual(
      john.messages.map(({ id, clock, text }) => [id, clock, text]),
    )
    expect(paul.texts).toHaveLength(3)
    const before = published(`${ROOM}/sync`).length
    paul.lose()
    await world.meet()
    // A greeting, and nobody has to answer.
    expect(published(`${ROOM}/sync`)).toHaveLength(before + 1)
  })

  it('hand over a bounded number, the newest', async () => {
    const old = world.add('John')
    for (let clock = 1; clock <= 3_000; clock++) {
      old.history.put(ROOM, { id: `m${clock}`, clock, user: 'anna', text: `${clock}`, ts: 1, at: 1 })
    }
    old.crash()
    const fresh = world.add('Yoko')
    await world.meet()
    expect(fresh.texts.length).toBeGreaterThan(1_000)
    expect(fresh.texts.length).toBeLessThan(2_600)
    expect(fresh.texts.at(-1)).toBe('3000')
  })

  it('do not say that the last word came just now, if it is not the last that came', async () => {
    const [john, yoko] = await pair()
    await say(john, 'Hi')
    await say(yoko, 'Hello')
    const { lastAt } = john.room.view()
    world.now += 60_000
    const older: ChatMessage = { id: 'a', clock: 1, user: 'anna', text: 'old', ts: 1_766_000_000_000 }
    world.say(JSON.stringify({ ...older, message: older.text }))
    await world.settle()
    expect(john.texts).toContain('old')
    expect(john.texts.at(-1)).toBe('Hello')
    expect(john.room.view().lastAt).toBe(lastAt)
  })
})

describe('who is here', () => {
  it('follows connections: gone with one’s own, rebuilt with it, others by their will', async () => {
    const [john, yoko] = await pair()
    const names = (copy: Copy): string[] => copy.room.view().people.map(({ name }) => name)
    expect(names(john)).toEqual(['John', 'Yoko'])
    john.lose()
    expect(names(john)).toEqual([])
    await world.settle()
    expect(names(yoko)).toEqual(['Yoko'])
    await world.meet()
    expect(names(john)).toEqual(['John', 'Yoko'])
    expect(names(yoko)).toEqual(['John', 'Yoko'])
    yoko.crash()
    await world.settle()
    expect(names(john)).toEqual(['John'])
  })

  it('knows who leaves, and who changes the name', async () => {
    const [john, yoko] = await pair()
    john.room.setMe({ name: 'Johnny', away: false })
    await world.settle()
    expect(yoko.room.view().people.map(({ name }) => name)).toEqual(['Johnny', 'Yoko'])
    const leaving = john.room.leave(false)
    await world.settle()
    await leaving
    expect(yoko.room.view().people.map(({ name }) => name)).toEqual(['Yoko'])
  })

  it('leaving without a connection does not wait', async () => {
    const [john] = await pair()
    john.lose()
    await expect(john.room.leave(false)).resolves.toBeUndefined()
  })

  it('a new name makes other messages one’s own', async () => {
    const [john] = await pair()
    world.say('anna: hello')
    await world.settle()
    expect(john.shown[0]?.own).toBe(false)
    john.room.setMe({ name: 'Anna', away: false })
    expect(john.shown[0]?.own).toBe(true)
    expect(john.mayWrite).toBe(false)
  })
})

describe('what comes from the wire', () => {
  const receive = (
    copy: Copy,
    topic: string,
    payload: Uint8Array | string,
    retain = false,
  ): boolean | undefined =>
    copy.room.receive({
      topic,
      payload: typeof payload === 'string' ? encodeText(payload) : payload,
      qos: 2,
      retain,
    })

  it.each(['led', 'chat/other', 'chat/other/turn', 'chats', 'chat/'])(
    'on %s is not for the room',
    async (topic) => {
      const [john] = await pair()
      expect(receive(john, topic, 'Hi')).toBeUndefined()
    },
  )

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['1 MB', new Uint8Array(1_048_576).fill(0x61)],
    ['invalid UTF-8', Uint8Array.from([0xff, 0xfe])],
    ['blanks', encodeText('  ')],
  ])('and cannot be read changes nothing: %s', async (_what, payload) => {
    const [john] = await pair()
    for (const topic of [ROOM, `${ROOM}/turn`, `${ROOM}/sync`])
      expect(receive(john, topic, payload)).toBe(false)
    expect(john.shown).toEqual([])
    expect(john.mayWrite).toBe(true)
  })

  it('of 100,000 characters is cut, kept and marked', async () => {
    const [john, yoko] = await pair()
    world.say('x'.repeat(100_000))
    await world.settle()
    for (const copy of [john, yoko])
      expect(copy.shown).toMatchObject([{ text: 'x'.repeat(MAX_TEXT), cut: true }])
  })

  it('and is kept by the broker is shown once, however often it is subscribed', async () => {
    world.say('anna: welcome', { retain: true })
    const [john] = await pair()
    for (let time = 0; time < 3; time++) {
      john.lose()
      await world.meet()
    }
    expect(john.texts).toEqual(['welcome'])
  })

  it('is there once, even if it is older than what is kept in sight', async () => {
    const john = world.add('John')
    for (let clock = 1; clock <= MAX_KEPT + 1; clock++) {
      john.history.put(ROOM, { id: `m${clock}`, clock, user: 'anna', text: 'x', ts: 1, at: 1 })
    }
    john.crash()
    const writes: string[] = []
    john.history.put = (_room, { id }) => writes.push(id)
    receive(john, ROOM, '{"user":"Mallory","message":"forged","id":"m1","clock":1}')
    expect(writes).toEqual([])
  })
})
