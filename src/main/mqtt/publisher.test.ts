import { EventEmitter } from 'node:events'
import type { IClientOptions, MqttClient } from 'mqtt'
import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import { limitsOf, type BrokerLimits } from './limits'
import { giveBackInFlight, Publisher, type PublishOptions } from './publisher'
import { FakeClient } from './testing/rig'

const usual = limitsOf({})
const done = { ok: true, value: undefined }
const notConnected = { ok: false, error: { kind: 'not-connected' } }

let client: FakeClient
let sent: MqttMessage[]
let publisher: Publisher
beforeEach(() => {
  client = new FakeClient({} as IClientOptions)
  sent = []
  publisher = new Publisher((message) => sent.push(message))
})

const open = (limits: Partial<BrokerLimits> = {}): void =>
  publisher.open(client as unknown as MqttClient, { ...usual, ...limits })
const say = (text: string, options?: PublishOptions): ReturnType<Publisher['publish']> =>
  publisher.publish('led', encodeText(text), options)
const texts = (): string[] => client.published.map(({ payload }) => payload)
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
/** The broker confirms these, counted from 1. */
async function confirm(...numbers: number[]): Promise<void> {
  for (const number of numbers) client.confirm(number)
  await settle()
}

describe('no more unconfirmed than the broker takes', () => {
  it('lets the next go for each one that is confirmed, in the order of the calls', async () => {
    open({ receiveMaximum: 2 })
    const all = ['a', 'b', 'c', 'd', 'e'].map((text, index) => say(text, { qos: index % 2 ? 1 : 2 }))
    await settle()
    expect(texts()).toEqual(['a', 'b'])
    await confirm(2)
    expect(texts()).toEqual(['a', 'b', 'c'])
    await confirm(1, 3)
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
    await confirm(4, 5)
    expect(await Promise.all(all)).toEqual([done, done, done, done, done])
  })

  it('counts QoS 0 not at all', async () => {
    open({ receiveMaximum: 1 })
    void say('first')
    void say('second')
    void say('now', { qos: 0 })
    await settle()
    expect(texts()).toEqual(['first', 'now'])
  })

  it('gives the place of one that the broker refused to the next', async () => {
    open({ receiveMaximum: 1 })
    const first = say('first')
    void say('second')
    client.outgoing[1]?.(Object.assign(new Error('Publish error: Quota exceeded'), { code: 151 }))
    expect(await first).toMatchObject({ ok: false, error: { kind: 'refused-by-broker' } })
    await settle()
    expect(texts()).toEqual(['first', 'second'])
  })

  it('keeps those that wait over a lost connection, behind what is in flight', async () => {
    open({ receiveMaximum: 1 })
    const all = ['a', 'b', 'c'].map((text) => say(text))
    publisher.pause()
    await settle()
    expect(await say('not now')).toEqual(notConnected)
    open({ receiveMaximum: 1 })
    await settle()
    expect(texts()).toEqual(['a'])
    await confirm(1)
    await confirm(2)
    await confirm(3)
    expect(texts()).toEqual(['a', 'b', 'c'])
    expect(await Promise.all(all)).toEqual([done, done, done])
  })

  it('lets nobody overtake them who publishes in the moment the connection is back', async () => {
    open({ receiveMaximum: 2 })
    for (const text of ['a', 'b', 'c']) void say(text)
    publisher.pause()
    // mqtt.js sends again what was in flight before the session counts as connected.
    await confirm(1, 2)
    open({ receiveMaximum: 2 })
    void say('d')
    await settle()
    expect(texts()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('follows a broker that takes fewer after it came back', async () => {
    open({ receiveMaximum: 3 })
    for (const text of ['a', 'b', 'c', 'd']) void say(text)
    publisher.pause()
    open({ receiveMaximum: 1 })
    await confirm(1, 2)
    expect(texts()).toEqual(['a', 'b', 'c'])
    await confirm(3)
    expect(texts()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('sends what was meant when it was published, however long it waits', async () => {
    open({ receiveMaximum: 1 })
    void say('a')
    const payload = encodeText('on')
    void publisher.publish('led', payload)
    payload.fill(0)
    await confirm(1)
    expect(texts()).toEqual(['a', 'on'])
  })

  it('gives everything back at the end', async () => {
    open({ receiveMaximum: 1 })
    const all = ['a', 'b', 'c'].map((text) => say(text))
    publisher.end()
    giveBackInFlight(client as unknown as MqttClient)
    expect(await Promise.all(all)).toEqual([notConnected, notConnected, notConnected])
    expect(texts()).toEqual(['a'])
    expect(client.outgoing).toEqual({})
  })

  it('has all places free again after that', async () => {
    open({ receiveMaximum: 1 })
    const first = say('a')
    publisher.end()
    giveBackInFlight(client as unknown as MqttClient)
    await first
    client = new FakeClient({} as IClientOptions)
    open({ receiveMaximum: 1 })
    void say('b')
    expect(texts()).toEqual(['b'])
  })
})

describe('what the broker cannot do', () => {
  it.each([0, 1] as const)('is not asked of it: a QoS above %i', async (maximumQos) => {
    open({ maximumQos })
    for (const qos of [0, 1, 2] as const) void say('on', { qos })
    await settle()
    expect(client.published.map(({ qos }) => qos)).toEqual([0, maximumQos, maximumQos])
    // The Wire shows what was sent, not what was wished.
    expect(sent.map(({ qos }) => qos)).toEqual([0, maximumQos, maximumQos])
  })

  it('is not asked of it: to retain', async () => {
    open({ retain: false })
    void say('on', { retain: true })
    await settle()
    expect(client.published[0]?.retain).toBe(false)
    expect(sent[0]?.retain).toBe(false)
  })

  it('is refused with the limit: a packet that is too large', async () => {
    open({ maximumPacketSize: 100 })
    const limit = 100 - 16 - 3
    void say('x'.repeat(limit))
    expect(await say('x'.repeat(limit + 1))).toEqual({
      ok: false,
      error: { kind: 'payload-too-large', limit },
    })
    expect(client.published).toHaveLength(1)
  })
})

it('does not know whether a broker has what it lost the session of', async () => {
  open()
  const lost = say('on')
  client.outgoing[1]?.(Object.assign(new Error('Packet identifier not found'), { code: 146 }))
  expect(await lost).toEqual(notConnected)
})

it('leaves no listeners at the client', async () => {
  open()
  const before = EventEmitter.listenerCount(client, 'close')
  const said = say('on', { qos: 0 })
  await confirm(1)
  expect(await said).toEqual(done)
  expect(EventEmitter.listenerCount(client, 'close')).toBe(before)
})
