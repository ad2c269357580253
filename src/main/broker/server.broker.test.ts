import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { probe } from './probe'
import { Bench, closed, gotBy, heardBy, type Got } from './testing'

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex')
/** CONNECT of MQTT 3.1.1, persistent session, client id `s2`. */
const CONNECT = hex('10 0e 0004 4d515454 04 00 0000 0002 7332')
const DISCONNECT = hex('e0 00')

describe('the broker serves MQTT 3.1.1', () => {
  let bench: Bench
  beforeEach(() => (bench = new Bench()))
  afterEach(() => bench.end())

  it('listens on the loopback only, and not on a port somebody has', async () => {
    const { port } = await bench.broker()
    await expect(bench.broker({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address?.family === 'IPv4' && !address.internal)
    if (outside) {
      const reach = {
        timeoutMs: 2_000,
        connect: (to: number) => connect({ host: outside.address, port: to }),
      }
      expect(await probe(port, reach)).toBe('closed')
    }
  })

  it.each([0, 1, 2] as const)('delivers QoS %i', async (qos) => {
    const { port } = await bench.broker()
    const reader = await bench.client(port)
    const got = gotBy(reader)
    await reader.subscribeAsync('chat', { qos })
    const writer = await bench.client(port)
    await writer.publishAsync('chat', 'hello', { qos })
    await vi.waitFor(() =>
      expect(got).toEqual([{ topic: 'chat', text: 'hello', qos, retain: false, dup: false }]),
    )
  })

  it('gives every subscriber the lower of the two QoS, wildcards included', async () => {
    const { port } = await bench.broker()
    const writer = await bench.client(port)
    await writer.publishAsync('home/led', 'kept', { qos: 2, retain: true })
    const reader = await bench.client(port)
    const got = gotBy(reader)
    await reader.subscribeAsync('home/+', { qos: 1 })
    await vi.waitFor(() => expect(got).toHaveLength(1))
    await writer.publishAsync('home/led', 'live', { qos: 2 })
    await vi.waitFor(() =>
      expect(got.map(({ text, qos, retain }) => ({ text, qos, retain }))).toEqual([
        { text: 'kept', qos: 1, retain: true },
        { text: 'live', qos: 1, retain: false },
      ]),
    )
  })

  it('matches + and #, and hides $ topics from a leading wildcard', async () => {
    const { port } = await bench.broker()
    const reader = await bench.client(port)
    const got = gotBy(reader)
    await reader.subscribeAsync(['a/+/c', 'x/#', '+/only'])
    const writer = await bench.client(port)
    for (const topic of ['a/b/c', 'a/b', 'a/b/c/d', 'x', 'x/y/z', '$x/only', 'me/only']) {
      await writer.publishAsync(topic, '', { qos: 1 })
    }
    await vi.waitFor(() => expect(got.map(({ topic }) => topic)).toContain('me/only'))
    expect(got.map(({ topic }) => topic)).toEqual(['a/b/c', 'x', 'x/y/z', 'me/only'])
  })

  it('hands a message once to a client whose filters overlap, with the highest QoS', async () => {
    const { port } = await bench.broker()
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    const got = gotBy(reader)
    await reader.subscribeAsync('#', { qos: 0 })
    await reader.subscribeAsync('chat', { qos: 2 })
    const writer = await bench.client(port)
    for (const text of ['1', '2', '3']) await writer.publishAsync('chat', text, { qos: 2 })
    await writer.publishAsync('end', '')
    await vi.waitFor(() => expect(got.at(-1)?.topic).toBe('end'))
    expect(got.slice(0, 3).map(({ text, qos }) => `${text}@${qos}`)).toEqual(['1@2', '2@2', '3@2'])
    expect(got).toHaveLength(4)

    await reader.endAsync()
    const again = gotBy(await bench.client(port, { clientId: 'reader', clean: false }))
    await writer.publishAsync('end', '', { qos: 0 })
    await vi.waitFor(() => expect(again.map(({ topic }) => topic)).toEqual(['end']))
  })

  it('keeps a persistent session connected when a retained QoS 2 message answers its subscription', async () => {
    const { port } = await bench.broker()
    await (await bench.client(port)).publishAsync('led', 'on', { qos: 2, retain: true })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    const got = gotBy(reader)
    await reader.subscribeAsync('led', { qos: 2 })
    await vi.waitFor(() => expect(got).toMatchObject([{ text: 'on', qos: 2, retain: true }]))
    await reader.publishAsync('led', 'off', { qos: 2, retain: true })
    await vi.waitFor(() => expect(got.at(-1)).toMatchObject({ text: 'off', retain: false }))
    expect(reader.connected).toBe(true)
  })

  it('forgets a retained message at an empty payload', async () => {
    const { port } = await bench.broker()
    const client = await bench.client(port)
    await client.publishAsync('led', 'on', { qos: 1, retain: true })
    await client.publishAsync('light', 'on', { qos: 1, retain: true })
    await client.publishAsync('led', '', { qos: 1, retain: true })
    const got = gotBy(client)
    await client.subscribeAsync(['led', 'light'], { qos: 1 })
    await vi.waitFor(() => expect(got.map(({ topic }) => topic)).toEqual(['light']))
  })

  it('never ends with an older state when a light changes while somebody subscribes', async () => {
    const { port } = await bench.broker()
    const writer = await bench.client(port)
    for (let index = 0; index < 300; index++) {
      await writer.publishAsync(`light/${index}`, 'old', { qos: 0, retain: true })
    }
    await writer.publishAsync('light/299', 'old', { qos: 1, retain: true })
    const readers = await Promise.all(Array.from({ length: 5 }, () => bench.client(port)))
    const subscribed = Promise.all(readers.map((reader) => reader.subscribeAsync('light/#', { qos: 1 })))
    for (let index = 299; index >= 0; index--) {
      writer.publish(`light/${index}`, 'new', { qos: 0, retain: true })
    }
    await subscribed
    const states = (got: Got[]) => new Set(new Map(got.map(({ topic, text }) => [topic, text])).values())
    for (const reader of readers) {
      await vi.waitFor(() => expect(new Set(gotBy(reader).map(({ topic }) => topic)).size).toBe(300))
      await vi.waitFor(() => expect(states(gotBy(reader))).toEqual(new Set(['new'])))
      await reader.publishAsync('round/trip', '', { qos: 1 })
      expect(states(gotBy(reader))).toEqual(new Set(['new']))
    }
  })

  it('publishes the will of a client that vanishes, and not of one that says goodbye', async () => {
    const { port } = await bench.broker()
    const reader = await bench.client(port)
    const got = gotBy(reader)
    await reader.subscribeAsync('presence/#', { qos: 1 })
    const will = (name: string) => ({
      topic: `presence/${name}`,
      payload: 'offline',
      qos: 1 as const,
      retain: true,
    })
    const polite = await bench.client(port, { will: will('polite') })
    await polite.endAsync()
    const gone = await bench.client(port, { will: will('gone') })
    gone.stream.destroy()
    await vi.waitFor(() => expect(got.map(({ topic }) => topic)).toEqual(['presence/gone']))
  })

  it('lets no message overtake another, whoever listens', async () => {
    const { port } = await bench.broker({ folder: await bench.folder() })
    const away = await bench.client(port, { clientId: 'away', clean: false })
    await away.subscribeAsync('n/#', { qos: 1 })
    await away.endAsync()
    const session = await bench.client(port, { clientId: 'here', clean: false })
    const sessionGot = gotBy(session)
    await session.subscribeAsync('n/#', { qos: 1 })
    const plain = await bench.client(port)
    const plainGot = gotBy(plain)
    await plain.subscribeAsync('n/#', { qos: 0 })

    const writer = await bench.client(port)
    const sent = Array.from({ length: 400 }, (_, index) => String(index))
    for (const text of sent) writer.publish('n/kept', text, { qos: 1, retain: true })
    for (const text of sent) writer.publish('n/light', text, { qos: 0, retain: text.endsWith('0') })
    const texts = (got: typeof plainGot, topic: string) =>
      got.filter((one) => one.topic === topic).map(({ text }) => text)
    for (const got of [sessionGot, plainGot]) {
      await vi.waitFor(() => expect(got).toHaveLength(800), { timeout: 10_000 })
      expect(texts(got, 'n/kept')).toEqual(sent)
      expect(texts(got, 'n/light')).toEqual(sent)
    }
  })

  describe('take-over of a client id (MQTT-3.1.4-2)', () => {
    it('closes the older connection and goes on with the newer', async () => {
      const { port } = await bench.broker()
      const older = await bench.client(port, { clientId: 'same' })
      const olderClosed = closed(older.stream as never)
      const newer = await bench.client(port, { clientId: 'same' })
      await olderClosed
      const got = gotBy(newer)
      await newer.subscribeAsync('led', { qos: 1 })
      await newer.publishAsync('led', 'on', { qos: 1 })
      await vi.waitFor(() => expect(got).toHaveLength(1))
      const newest = await bench.client(port, { clientId: 'same' })
      await vi.waitFor(() => expect(newer.connected).toBe(false))
      expect(newest.connected).toBe(true)
    })

    it('leaves exactly one of many that come at once', async () => {
      const { port } = await bench.broker()
      const crowd = await Promise.allSettled(
        Array.from({ length: 12 }, () => bench.client(port, { clientId: 'same', clean: false })),
      )
      const clients = crowd.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      await vi.waitFor(() => expect(clients.filter(({ connected }) => connected)).toHaveLength(1))
      const last = await bench.client(port, { clientId: 'same', clean: false })
      await vi.waitFor(() => expect(clients.filter(({ connected }) => connected)).toHaveLength(0))
      await last.publishAsync('led', 'on', { qos: 2 })
    })

    it('knows the newer connection even where the older one says goodbye at the same moment', async () => {
      const { port } = await bench.broker()
      const subscribe = hex('82 06 0001 0001 6c 01')
      for (let round = 0; round < 20; round++) {
        const [older, newer, newest] = [
          await bench.socket(port),
          await bench.socket(port),
          await bench.socket(port),
        ]
        const olderHeard = heardBy(older)
        older.write(Buffer.concat([CONNECT, subscribe]))
        await vi.waitFor(() => expect(olderHeard()).toContain('90030001'))
        const newerHeard = heardBy(newer)
        newer.write(CONNECT)
        older.write(DISCONNECT)
        await vi.waitFor(() => expect(newerHeard()).toMatch(/^2002/))
        newest.write(CONNECT)
        await closed(newer)
        newest.destroy()
      }
    })

    it('keeps a QoS 2 session: the unfinished message is not published twice', async () => {
      const { port } = await bench.broker()
      const reader = await bench.client(port)
      const got = gotBy(reader)
      await reader.subscribeAsync('chat', { qos: 2 })
      const publish = (dup: boolean) => hex(`${dup ? '3c' : '34'} 0a 0004 63686174 0007 6869`)
      const older = await bench.socket(port)
      older.write(CONNECT)
      older.write(publish(false))
      await vi.waitFor(() => expect(got).toHaveLength(1))

      const newer = await bench.socket(port)
      const heard = heardBy(newer)
      newer.write(CONNECT)
      newer.write(publish(true))
      newer.write(hex('62 02 0007'))
      await closed(older)
      await vi.waitFor(() => expect(heard()).toContain('5002000770020007'))
      expect(got).toHaveLength(1)
    })
  })

  it('answers a PUBREL it knows nothing of, so that a client from a dead broker can finish', async () => {
    const { port } = await bench.broker()
    const socket = await bench.socket(port)
    const heard = heardBy(socket)
    socket.write(CONNECT)
    socket.write(hex('62 02 002a'))
    await vi.waitFor(() => expect(heard()).toContain('7002002a'))
  })

  it('takes what a client sends again with DUP to a broker that has never seen it', async () => {
    const first = await bench.broker()
    const second = await bench.broker()
    const reader = await bench.client(second.port)
    const got = gotBy(reader)
    await reader.subscribeAsync('chat', { qos: 2 })

    let port = first.port
    const options = { clientId: 'writer', clean: false, reconnectPeriod: 50 }
    const writer = new MqttClient(() => connect({ host: '127.0.0.1', port }), options)
    writer.on('error', () => undefined)
    bench.later(() => writer.end(true))
    await vi.waitFor(() => expect(writer.connected).toBe(true))
    port = second.port
    const sent = writer.publishAsync('chat', 'once', { qos: 2 })
    writer.stream.destroy()
    await sent
    await vi.waitFor(() => expect(got.map(({ text }) => text)).toEqual(['once']))
  })
})
