import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { choice, Rig } from './testing/rig'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
  rig.located = { choice: choice() }
})
const done = { ok: true, value: undefined }
const say = (text: string): ReturnType<Rig['session']['publish']> =>
  rig.session.publish('led', encodeText(text))
const texts = (): string[] => rig.client.published.map(({ payload }) => payload)

describe('what the CONNACK of MQTT 5 allows', () => {
  it('is asked for in the CONNECT: how long the session is kept, and the largest packet taken in', async () => {
    await rig.connect()
    expect(rig.client.options.properties).toMatchObject({
      sessionExpiryInterval: 3_600,
      maximumPacketSize: 16_777_216,
    })
  })

  it('holds for how many are unconfirmed at once, also over a lost connection', async () => {
    await rig.connect({ receiveMaximum: 2 })
    const all = ['a', 'b', 'c', 'd'].map(say)
    await rig.settle()
    expect(texts()).toEqual(['a', 'b'])
    await rig.lose()
    await rig.retry()
    // mqtt.js sends a and b again here.
    rig.client.welcome({ receiveMaximum: 2 })
    rig.client.confirm(1)
    rig.client.confirm(2)
    rig.client.emit('connect')
    rig.onState = ({ phase }) => void (phase === 'connected' && say('e'))
    await rig.settle()
    expect(texts()).toEqual(['a', 'b', 'c', 'd'])
    rig.client.confirm(3)
    rig.client.confirm(4)
    expect(await Promise.all(all)).toEqual([done, done, done, done])
    await rig.settle()
    expect(texts()).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('gives back what waits and what is in flight on stop', async () => {
    await rig.connect({ receiveMaximum: 1 })
    const all = ['a', 'b'].map(say)
    await rig.session.stop({ keepSession: true })
    const refused = { ok: false, error: { kind: 'not-connected' } }
    expect(await Promise.all(all)).toEqual([refused, refused])
  })

  it('holds for sizes: the limit is told', async () => {
    await rig.connect({ maximumPacketSize: 1_000 })
    expect(await say('x'.repeat(1_000))).toEqual({
      ok: false,
      error: { kind: 'payload-too-large', limit: 981 },
    })
    expect(rig.client.published).toEqual([])
  })

  it('holds for QoS and retain', async () => {
    await rig.connect({ maximumQoS: 1, retainAvailable: false })
    void rig.session.publish('led', encodeText('on'), { qos: 2, retain: true })
    expect(rig.client.published).toEqual([{ topic: 'led', payload: 'on', qos: 1, retain: false }])
  })

  it('is forgotten with the connection it was said for', async () => {
    await rig.connect({ maximumQoS: 0, maximumPacketSize: 20 })
    await rig.lose()
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    void say('x'.repeat(500))
    expect(rig.client.published[0]?.qos).toBe(2)
  })
})

describe('a session that is kept for less than was asked', () => {
  it.each([0, 60, 3_599])('is in the state: %i seconds', async (sessionExpiryInterval) => {
    await rig.connect({ sessionExpiryInterval })
    expect(rig.session.state).toMatchObject({ phase: 'connected', sessionExpiry: sessionExpiryInterval })
  })

  it.each([{ sessionExpiryInterval: 3_600 }, { sessionExpiryInterval: 9_999 }, undefined])(
    'is none: %j',
    async (properties) => {
      await rig.connect(properties)
      expect(rig.session.state).not.toHaveProperty('sessionExpiry')
    },
  )
})

describe('a QoS that a SUBACK lowers', () => {
  it('holds for what is published from then on', async () => {
    await rig.connect()
    void say('before')
    rig.client.grant = () => 1
    await rig.session.subscribe('chat')
    void say('after')
    expect(rig.client.published.map(({ qos }) => qos)).toEqual([2, 1])
  })

  it('holds from the first publish where it came with the connection', async () => {
    await rig.session.subscribe('chat')
    rig.session.start()
    await rig.find()
    rig.client.grant = () => 1
    rig.client.accept()
    await rig.settle()
    void say('on')
    expect(rig.client.published.map(({ qos }) => qos)).toEqual([1])
  })

  it('never raises what the CONNACK allows', async () => {
    await rig.connect({ maximumQoS: 0 })
    rig.client.grant = () => 1
    await rig.session.subscribe('chat')
    void say('on')
    expect(rig.client.published.map(({ qos }) => qos)).toEqual([0])
  })

  it('is what a filter with that QoS shows not at all', async () => {
    await rig.connect()
    await rig.session.subscribe('chat', 0)
    void say('on')
    expect(rig.client.published.map(({ qos }) => qos)).toEqual([2])
  })
})
