import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bench, closed, gotBy, heardBy } from './testing'

const MIB = 1_048_576

describe('what a client may cost', () => {
  let bench: Bench
  beforeEach(() => (bench = new Bench()))
  afterEach(() => bench.end())
  const kinds = () => bench.notes.map(({ kind }) => kind)

  it('one client too many is told so (CONNACK 3), a returning one is not one too many', async () => {
    const { port } = await bench.broker({ limits: { clients: 2 } })
    const first = await bench.client(port, { clientId: 'one' })
    await bench.client(port, { clientId: 'two' })
    await expect(bench.client(port, { clientId: 'three' })).rejects.toMatchObject({ code: 3 })
    expect(bench.notes).toContainEqual({ kind: 'client-limit', client: 'three', limit: 2 })
    await bench.client(port, { clientId: 'two' })
    await first.endAsync()
    await vi.waitFor(async () =>
      expect((await bench.client(port, { clientId: 'three' })).connected).toBe(true),
    )
  })

  it('does not hold sockets without end', async () => {
    const { port } = await bench.broker({ limits: { clients: 1, strangers: 2 } })
    const held = [await bench.socket(port), await bench.socket(port), await bench.socket(port)]
    await closed(await bench.socket(port))
    expect(held.every((socket) => !socket.closed)).toBe(true)
  })

  it('closes who does not say CONNECT in time', async () => {
    const { port } = await bench.broker({ limits: { connectTimeoutMs: 100 } })
    await closed(await bench.socket(port))
    const half = await bench.socket(port)
    half.write(Buffer.from([0x10, 0x40, 0, 4]))
    await closed(half)
    expect(bench.notes).toContainEqual(expect.objectContaining({ kind: 'client-closed', client: '' }))
  })

  it('passes 1 MB on unharmed and closes only who sends 3 MB', async () => {
    const { port } = await bench.broker()
    const reader = await bench.client(port)
    const sizes: number[] = []
    reader.on('message', (_topic, payload) => sizes.push(payload.length))
    await reader.subscribeAsync('big', { qos: 1 })
    const writer = await bench.client(port)
    await writer.publishAsync('big', randomBytes(MIB), { qos: 1 })
    await vi.waitFor(() => expect(sizes).toEqual([MIB]))
    const bully = await bench.client(port)
    void bully.publishAsync('big', randomBytes(3 * MIB), { qos: 1 }).catch(() => undefined)
    await vi.waitFor(() => expect(bully.connected).toBe(false))
    expect(kinds()).toContain('client-closed')
    await writer.publishAsync('big', 'small', { qos: 1 })
    await vi.waitFor(() => expect(sizes).toEqual([MIB, 5]))
    expect(reader.connected).toBe(true)
  })

  it('refuses a packet by its announced length, before it has come', async () => {
    const { port } = await bench.broker()
    const socket = await bench.socket(port)
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]))
    await closed(socket)
  })

  it('keeps the newest messages for a session that is away', async () => {
    const { port } = await bench.broker({ limits: { queuedMessages: 10 } })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    await reader.subscribeAsync('n', { qos: 1 })
    await reader.endAsync()
    const writer = await bench.client(port)
    for (let index = 0; index < 25; index++) await writer.publishAsync('n', String(index), { qos: 1 })
    expect(kinds()).toContain('queue-limit')
    const got = gotBy(await bench.client(port, { clientId: 'reader', clean: false }))
    await vi.waitFor(() => expect(got.at(-1)?.text).toBe('24'))
    expect(got.map(({ text }) => text)).toEqual(Array.from({ length: 10 }, (_, index) => String(15 + index)))
  })

  it('bounds what waits for a session in bytes too', async () => {
    const { port } = await bench.broker({ limits: { queuedBytes: 50_000 } })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    await reader.subscribeAsync('n', { qos: 1 })
    await reader.endAsync()
    const writer = await bench.client(port)
    for (let index = 0; index < 9; index++) {
      await writer.publishAsync('n', String(index).padEnd(15_000), { qos: 1 })
    }
    const got = gotBy(await bench.client(port, { clientId: 'reader', clean: false }))
    await vi.waitFor(() => expect(got.map(({ text }) => text.trim())).toEqual(['6', '7', '8']))
  })

  it('a burst far above the queue bound does not close a session that is there', async () => {
    const { port } = await bench.broker({ limits: { queuedMessages: 10 } })
    const reader = await bench.client(port, { clientId: 'reader', clean: false })
    const got = gotBy(reader)
    await reader.subscribeAsync('n', { qos: 2 })
    const writer = await bench.client(port)
    for (let index = 0; index < 500; index++) writer.publish('n', String(index), { qos: 2 })
    await vi.waitFor(() => expect(got).toHaveLength(500), { timeout: 5_000 })
    expect(got.map(({ text }) => Number(text))).toEqual(Array.from({ length: 500 }, (_, index) => index))
    expect(reader.connected).toBe(true)
  })

  it('forgets the session that has been away longest when there are too many', async () => {
    const { port } = await bench.broker({ limits: { sessions: 2 } })
    for (const clientId of ['a', 'b', 'a', 'c']) {
      const client = await bench.client(port, { clientId, clean: false })
      await client.subscribeAsync('n', { qos: 1 })
      await client.endAsync()
    }
    await (await bench.client(port)).publishAsync('n', 'for you', { qos: 1 })
    expect(bench.notes).toContainEqual({ kind: 'session-limit', client: 'b', limit: 2 })
    const gotA = gotBy(await bench.client(port, { clientId: 'a', clean: false }))
    const b = await bench.client(port, { clientId: 'b', clean: false })
    const gotB = gotBy(b)
    await vi.waitFor(() => expect(gotA).toHaveLength(1))
    await b.subscribeAsync('end')
    await b.publishAsync('end', '')
    await vi.waitFor(() => expect(gotB.map(({ topic }) => topic)).toEqual(['end']))
  })

  it('keeps retained messages up to its bound and delivers the others', async () => {
    const { port } = await bench.broker({ limits: { retainedMessages: 2 } })
    const client = await bench.client(port)
    const got = gotBy(client)
    await client.subscribeAsync('#', { qos: 1 })
    for (const topic of ['a', 'b', 'c', 'a']) await client.publishAsync(topic, 'x', { qos: 1, retain: true })
    await vi.waitFor(() => expect(got).toHaveLength(4))
    expect(bench.notes).toContainEqual({ kind: 'retained-limit', topic: 'c', limit: 2 })
    const late = await bench.client(port)
    await late.subscribeAsync('#', { qos: 1 })
    await late.subscribeAsync('b', { qos: 1 })
    await vi.waitFor(() => expect(gotBy(late).map(({ topic }) => topic)).toEqual(['a', 'b', 'b']))
  })

  it.each([true, false])('refuses filters above the bound (clean session: %s)', async (clean) => {
    const { port } = await bench.broker({ limits: { subscriptionsPerClient: 3 } })
    const client = await bench.client(port, { clientId: 'many', clean })
    const granted = await client
      .subscribeAsync(['a', 'b', 'c', 'd', 'e'])
      .catch((error: Error) => error.message)
    expect(granted).toMatch(/Unspecified|128/)
    const got = gotBy(client)
    for (const topic of ['a', 'b', 'c', 'd', 'e']) await client.publishAsync(topic, '', { qos: 1 })
    await client.unsubscribeAsync('a')
    await client.subscribeAsync('e')
    await client.publishAsync('e', 'now')
    await vi.waitFor(() => expect(got.map(({ topic }) => topic)).toEqual(['a', 'b', 'c', 'e']))
  })

  /** A client that subscribes to `n` and then reads nothing any more. */
  const freeze = async (port: number) => {
    const frozen = await bench.socket(port)
    const heard = heardBy(frozen)
    frozen.write(Buffer.from('100e00044d5154540402000000027a7a' + '8206000100016e00', 'hex'))
    await vi.waitFor(() => expect(heard()).toContain('90030001'))
    frozen.pause()
  }

  it('does not let one who stops reading hold up the others', async () => {
    const { port } = await bench.broker({ limits: { unreadBytes: 64 * MIB, patienceMs: 300 } })
    await freeze(port)
    const reader = await bench.client(port)
    let count = 0
    reader.on('message', () => count++)
    await reader.subscribeAsync('n', { qos: 0 })
    const writer = await bench.client(port)
    const chunk = randomBytes(16_000)
    for (let index = 0; index < 1_000; index++) writer.publish('n', chunk, { qos: 1 })
    await vi.waitFor(() => expect(count).toBe(1_000), { timeout: 2_500 })
  })

  it('lets one go that leaves too much unread', async () => {
    const { port } = await bench.broker({ limits: { unreadBytes: MIB, patienceMs: 50 } })
    await freeze(port)
    const writer = await bench.client(port)
    for (let index = 0; index < 60; index++) await writer.publishAsync('n', randomBytes(200_000), { qos: 1 })
    await vi.waitFor(() =>
      expect(bench.notes).toContainEqual({
        kind: 'client-closed',
        client: 'zz',
        reason: 'does not read what it subscribed to',
      }),
    )
  })

  it('closes one whose socket stays full', async () => {
    const { port } = await bench.broker({ limits: { drainTimeoutMs: 200, patienceMs: 20 } })
    await freeze(port)
    const writer = await bench.client(port)
    for (let index = 0; index < 40; index++) await writer.publishAsync('n', randomBytes(200_000), { qos: 1 })
    await vi.waitFor(() =>
      expect(bench.notes).toContainEqual({ kind: 'client-closed', client: 'zz', reason: 'drain timeout' }),
    )
  })
})
