import * as fc from 'fast-check'
import { generate, type Packet } from 'mqtt-packet'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Bench, closed, gotBy } from './testing'

describe('whatever a client sends, the broker goes on serving the others', () => {
  const bench = new Bench()
  let port = 0
  const crashes: unknown[] = []
  const onCrash = (reason: unknown) => crashes.push(reason)
  beforeAll(async () => {
    process.on('uncaughtException', onCrash).on('unhandledRejection', onCrash)
    port = (await bench.broker({ folder: await bench.folder(), limits: { connectTimeoutMs: 300 } })).port
  })
  afterAll(async () => {
    await bench.end()
    process.off('uncaughtException', onCrash).off('unhandledRejection', onCrash)
  })

  const expectAlive = async () => {
    const client = await bench.client(port)
    await client.subscribeAsync('alive', { qos: 2 })
    await client.publishAsync('alive', 'yes', { qos: 2 })
    await vi.waitFor(() => expect(gotBy(client).map(({ text }) => text)).toContain('yes'))
    await client.endAsync()
    expect(crashes).toEqual([])
  }
  const connect = (clientId: string, clean: boolean): Packet => ({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean,
    clientId,
    keepalive: 0,
  })
  const send = async (bytes: Uint8Array) => {
    const socket = await bench.socket(port)
    socket.end(bytes)
    await closed(socket)
  }

  it('random bytes, alone and behind a CONNECT', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, isIn) => {
        await send(isIn ? Buffer.concat([generate(connect('fuzz', false)), bytes]) : bytes)
      }),
      { numRuns: 150 },
    )
    await expectAlive()
  })

  it('packets of the right form with odd content, in any order', async () => {
    const id = fc.integer({ min: 1, max: 5 })
    const topic = fc.oneof(
      fc.constantFrom(
        'a',
        'a/b',
        '/',
        '//',
        '$SYS/x',
        '$x',
        'a:b',
        'constructor',
        '__proto__',
        'ü/ö',
        '\u0000',
      ),
      fc.nat({ max: 150 }).map((levels) => '/'.repeat(levels)),
      fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    )
    const filter = fc.oneof(
      topic,
      fc.constantFrom('#', '+', 'a/+', '+/#', 'a#', '#/a', '++', '$SYS/#', '__proto__/#'),
    )
    const qos = fc.constantFrom(0 as const, 1 as const, 2 as const)
    const packet: fc.Arbitrary<Packet> = fc.oneof(
      fc.record({
        cmd: fc.constant('publish' as const),
        topic,
        payload: fc.string().map((text) => Buffer.from(text)),
        qos,
        dup: fc.constant(false),
        retain: fc.boolean(),
        messageId: id,
      }),
      fc.record({
        cmd: fc.constant('subscribe' as const),
        subscriptions: fc.array(fc.record({ topic: filter, qos }), { minLength: 1, maxLength: 4 }),
        messageId: id,
      }),
      fc.record({
        cmd: fc.constant('unsubscribe' as const),
        unsubscriptions: fc.array(filter, { minLength: 1, maxLength: 3 }),
        messageId: id,
      }),
      fc.record({
        cmd: fc.constantFrom('puback' as const, 'pubrec' as const, 'pubrel' as const, 'pubcomp' as const),
        messageId: id,
      }),
      fc.constantFrom<Packet>({ cmd: 'pingreq' }, { cmd: 'disconnect' }, connect('fuzz', true), {
        cmd: 'pingresp',
      }),
    )
    const written = (one: Packet): Buffer => {
      try {
        return generate(one)
      } catch {
        return Buffer.alloc(0)
      }
    }
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('fuzz', 'fuzz2', '__proto__', 'constructor', 'a:b', 'ü'),
        fc.boolean(),
        fc.array(packet, { maxLength: 25 }),
        async (clientId, clean, packets) => {
          await send(
            Buffer.concat(
              [connect(clientId, clean), ...packets].map((one) => ('cmd' in one ? written(one) : one)),
            ),
          )
        },
      ),
      { numRuns: 200 },
    )
    await expectAlive()
  })

  it('half a packet and then silence, and a connection torn in the middle', async () => {
    const half = await bench.socket(port)
    half.write(generate(connect('half', true)).subarray(0, 9))
    await closed(half)
    const torn = await bench.socket(port)
    torn.write(generate(connect('torn', true)))
    torn.write(Buffer.from([0x30, 0xff, 0x7f, 0, 1]))
    torn.resetAndDestroy()
    await expectAlive()
  })

  it('ten thousand filters in one packet', async () => {
    const subscriptions = Array.from({ length: 10_000 }, (_, index) => ({
      topic: `f/${index}`,
      qos: 1 as const,
    }))
    const socket = await bench.socket(port)
    socket.write(generate(connect('greedy', false)))
    socket.write(generate({ cmd: 'subscribe', messageId: 1, subscriptions } as Packet))
    const began = performance.now()
    await new Promise((resolve) => socket.once('data', resolve))
    await expectAlive()
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})
