import { beforeEach, describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { choice, coded, Rig } from './testing/rig'

let rig: Rig
beforeEach(() => {
  rig = new Rig()
  rig.located = { choice: choice() }
})

describe('a DISCONNECT of the broker', () => {
  it('that says another took the session over stops, until the user decides', async () => {
    await rig.connect()
    rig.client.emit('disconnect', { cmd: 'disconnect', reasonCode: 142 })
    await rig.settle()
    expect(rig.session.state).toMatchObject({
      phase: 'stopped',
      broker: { port: 1883 },
      reason: { kind: 'taken-over', detail: 'Session taken over' },
    })
    await rig.pass(3_600_000)
    expect(rig.client.connects).toBe(1)
    rig.session.retryNow()
    await rig.find()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
  })

  it.each([
    [0, 'closed', 'Normal disconnection'],
    [139, 'refused', 'Server shutting down'],
    [141, 'timed-out', 'Keep alive timeout'],
    [149, 'packet-too-large', 'Packet too large'],
    [152, 'closed', 'Administrative action'],
    [255, 'other', 'Reason 255'],
  ])('with the reason %i waits, with words', async (reasonCode, kind, detail) => {
    await rig.connect()
    // What the broker adds may hold what only its owner may read.
    const properties = { reasonString: 'user ann' }
    rig.client.emit('disconnect', { cmd: 'disconnect', reasonCode, properties })
    await rig.settle()
    expect(rig.client.stream.destroyed).toBe(true)
    expect(rig.session.state).toMatchObject({ phase: 'waiting', reason: { kind, detail } })
  })
})

describe('a SUBACK that never comes', () => {
  beforeEach(async () => {
    await rig.session.subscribe('led')
    rig.session.start()
    await rig.find()
  })

  it('ends the connection after 10 seconds, and the next try is made', async () => {
    rig.client.grant = () => undefined
    rig.client.accept()
    await rig.pass(9_999)
    expect(rig.session.state.phase).toBe('connecting')
    await rig.pass(1)
    expect(rig.session.state).toMatchObject({
      phase: 'waiting',
      reason: { kind: 'timed-out', detail: 'No SUBACK in time' },
    })
    rig.client.grant = (_filter, qos) => qos
    await rig.retry()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
  })

  it('is waited for no longer when it came', async () => {
    rig.client.accept()
    await rig.settle()
    expect(rig.pendingTimers).toBe(0)
    await rig.pass(10_000)
    expect(rig.session.state.phase).toBe('connected')
  })

  it('of an earlier connection does not end a later one', async () => {
    rig.client.grant = () => undefined
    rig.client.accept()
    await rig.lose()
    rig.client.grant = (_filter, qos) => qos
    await rig.pass(500)
    await rig.find()
    rig.client.accept()
    await rig.pass(9_500)
    expect(rig.session.state.phase).toBe('connected')
  })
})

describe('check, when the network is another one', () => {
  it('asks a connection that stands, and leaves it alone when anything answers', async () => {
    await rig.connect()
    rig.session.check()
    expect(rig.client.pings).toBe(1)
    rig.client.emit('packetreceive', { cmd: 'pingresp' })
    await rig.pass(5_000)
    expect(rig.client.stream.destroyed).toBe(false)
    expect(rig.session.state.phase).toBe('connected')
  })

  it('drops it when nothing came for 5 seconds, and connects without a wait', async () => {
    await rig.connect()
    rig.session.check()
    await rig.pass(4_999)
    expect(rig.session.state.phase).toBe('connected')
    await rig.pass(1)
    expect(rig.session.state.phase).toBe('connecting')
    await rig.find()
    rig.client.accept()
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
    expect(rig.client.connects).toBe(2)
  })

  it('tries at once instead of waiting on, and with short waits again', async () => {
    await rig.connect()
    for (let failures = 0; failures < 5; failures++) {
      await rig.lose()
      await rig.retry()
    }
    await rig.lose()
    rig.session.check()
    expect(rig.session.state.phase).toBe('connecting')
    expect(rig.searches.at(-1)?.failures).toBe(0)
    await rig.find()
    await rig.lose()
    expect(rig.waits.at(-1)).toBe(500)
  })

  it('leaves a connection that is being made alone', async () => {
    rig.session.start()
    await rig.find()
    rig.session.check()
    expect(rig.client.pings).toBe(0)
    expect(rig.searches).toHaveLength(1)
    expect(rig.client.stream.destroyed).toBe(false)
  })

  it('does nothing when stopped, by the user or for a reason', async () => {
    rig.session.check()
    expect(rig.searches).toHaveLength(0)
    rig.session.start()
    await rig.find()
    await rig.lose(coded(4))
    rig.session.check()
    expect(rig.session.state.phase).toBe('stopped')
    expect(rig.searches).toHaveLength(1)
  })

  it('is void for a session that was stopped meanwhile', async () => {
    await rig.connect()
    rig.session.check()
    await rig.session.stop()
    await rig.pass(5_000)
    expect(rig.session.state).toEqual({ phase: 'stopped' })
    expect(rig.searches).toHaveLength(1)
  })
})

it('reconnect does nothing until the user has mended what is wrong', async () => {
  rig.session.reconnect()
  expect(rig.searches).toHaveLength(0)
  rig.session.start()
  await rig.find()
  await rig.lose(coded(4))
  rig.session.reconnect()
  await rig.pass(60_000)
  expect(rig.session.state.phase).toBe('stopped')
  expect(rig.client.connects).toBe(1)
})

it('giveWay leaves with a DISCONNECT, keeps the session, and says why', async () => {
  await rig.session.subscribe('led')
  await rig.connect()
  const { client } = rig
  await rig.session.giveWay()
  expect(rig.session.state).toEqual({
    phase: 'stopped',
    broker: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
    reason: { kind: 'taken-over', detail: '' },
  })
  expect(client.unsubscribed).toEqual([])
  expect(client.ended).toEqual([false])
  await rig.pass(3_600_000)
  expect(rig.searches).toHaveLength(1)
})

describe('a broker that lets the session in and soon hangs up', () => {
  /** A connection that ends after so many milliseconds; what the state says then. */
  async function shortLife(ms: number, error?: Error): Promise<unknown> {
    rig.client.accept()
    await rig.pass(ms)
    await rig.lose(error)
    const { state } = rig.session
    await rig.retry()
    return state.phase === 'waiting' ? state.reason.kind : state.phase
  }
  beforeEach(async () => {
    rig.session.start()
    await rig.find()
  })

  it('is tried less and less often after three, and said to be taken over', async () => {
    const kinds: unknown[] = []
    for (let count = 0; count < 12; count++) kinds.push(await shortLife(4_900))
    expect(kinds).toEqual([...Array<string>(3).fill('closed'), ...Array<string>(9).fill('taken-over')])
    expect(rig.waits).toEqual([
      ...[500, 500, 500, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000, 15_000],
    ])
  })

  it('is forgiven after a connection that lasted', async () => {
    for (let count = 0; count < 6; count++) await shortLife(100)
    await shortLife(5_000)
    expect(rig.waits.at(-1)).toBe(500)
    expect(await shortLife(100)).toBe('closed')
  })

  it('is not suspected of a second copy when it says what is wrong', async () => {
    for (let count = 0; count < 6; count++)
      expect(await shortLife(100, coded('ECONNRESET', 'read ECONNRESET'))).toBe('closed')
    expect(rig.waits.at(-1)).toBe(2_000)
  })

  it('is not suspected of a second copy while something is in flight that it may not like', async () => {
    rig.client.accept()
    await rig.settle()
    void rig.session.publish('led', encodeText('on'))
    await rig.lose()
    await rig.retry()
    for (let count = 0; count < 6; count++) expect(await shortLife(100)).toBe('closed')
  })
})

describe('a packet of more than 16 MiB', () => {
  /** The first bytes of a PUBLISH whose rest has this length. */
  const announced = (rest: number): Uint8Array =>
    Uint8Array.of(0x30, ...[0, 7, 14, 21].map((bits) => ((rest >> bits) & 127) | (bits < 21 ? 128 : 0)))

  it('ends the connection as soon as it is announced, and says why', async () => {
    await rig.connect()
    rig.client.stream.emit('data', announced(16_777_216))
    await rig.settle()
    expect(rig.session.state).toMatchObject({
      phase: 'waiting',
      reason: { kind: 'packet-too-large', detail: 'A packet of 16777221 bytes was announced' },
    })
  })

  it('begins one byte above: that much is taken in', async () => {
    await rig.connect()
    rig.client.stream.emit('data', announced(16_777_216 - 5))
    await rig.settle()
    expect(rig.session.state.phase).toBe('connected')
  })
})
