import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { Bench, gotBy } from '../broker/testing'
import { freePort, Member, Mosquitto, Wire, type Passing } from './testing'

let bench: Bench
beforeEach(() => (bench = new Bench()))
afterEach(() => bench.end())

const PATIENCE = { timeout: 10_000, interval: 5 }
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, PATIENCE)
const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index))

function member(clientId: string, port: number, more?: ConstructorParameters<typeof Member>[2]): Member {
  const made = new Member(clientId, port, more)
  bench.later(() => made.session.stop({ keepSession: true }))
  return made
}

async function started(made: Member, ...filters: string[]): Promise<Member> {
  for (const filter of filters) void made.session.subscribe(filter)
  made.session.start()
  await eventually(() => expect(made.phase).toBe('connected'))
  return made
}

async function wireTo(port: number): Promise<{ wire: Wire; near: number }> {
  const wire = new Wire(port)
  bench.later(() => wire.close())
  return { wire, near: await wire.listen() }
}

async function mosquitto(...config: string[]): Promise<Mosquitto> {
  const broker = new Mosquitto(await freePort(), await bench.folder())
  bench.later(() => broker.end())
  await broker.start(...config)
  return broker
}

const say = (made: Member, text: string, topic = 'chat'): ReturnType<Member['session']['publish']> =>
  made.session.publish(topic, encodeText(text))

const done = { ok: true, value: undefined }

/** The last word: when it has arrived, whatever came before it has had its chance to. */
async function sayEnd(made: Member): Promise<void> {
  // What is in flight is confirmed a moment before the connection counts as one.
  await eventually(() => expect(made.phase).toBe('connected'))
  expect(await say(made, 'end')).toEqual(done)
}

/** Breaks the wire the first time a packet of this name comes from there. */
function onceAt(name: Passing['name'], from: Passing['from']): (packet: Passing) => boolean {
  let isCut = false
  return (packet) => {
    if (isCut || packet.name !== name || packet.from !== from) return false
    isCut = true
    return true
  }
}

/** Where it is one package away; the embedded broker is everywhere. */
const hasMosquitto = process.platform === 'linux'

const brokers: [string, () => Promise<number>][] = [
  ['the embedded broker', async () => (await bench.broker({ folder: await bench.folder() })).port],
]
if (hasMosquitto) brokers.push(['Mosquitto', async () => (await mosquitto()).port])

describe.each(brokers)('over %s', (_name, startBroker) => {
  let port: number
  beforeEach(async () => {
    port = await startBroker()
  })

  describe("does what the lab's MyMQTT does", () => {
    it('starts, subscribes to several filters with + and #, publishes, and notifies', async () => {
      const john = await started(member('john', port), 'led', 'home/+/light', 'chat/#')
      const yoko = await started(member('yoko', port))
      expect(await yoko.session.publish('led', encodeText('on'), { retain: true })).toEqual(done)
      expect(await yoko.session.publish('home/kitchen/light', encodeText('off'), { qos: 1 })).toEqual(done)
      expect(await yoko.session.publish('home/kitchen/deep/light', encodeText('not asked for'))).toEqual(done)
      expect(await yoko.session.publish('chat', encodeText('Hi'), { qos: 0 })).toEqual(done)
      expect(await yoko.session.publish('chat/a/b', encodeText('é€😀'))).toEqual(done)
      await eventually(() => expect(john.heard).toHaveLength(4))
      // One of a higher QoS takes more steps and may be overtaken by one of a lower.
      expect(john.heard.toSorted((a, b) => (a.topic < b.topic ? -1 : 1))).toEqual([
        { topic: 'chat', text: 'Hi', qos: 0, retain: false },
        { topic: 'chat/a/b', text: 'é€😀', qos: 2, retain: false },
        { topic: 'home/kitchen/light', text: 'off', qos: 1, retain: false },
        { topic: 'led', text: 'on', qos: 2, retain: false },
      ])
    })

    it('hears its own messages where it subscribes to them', async () => {
      const john = await started(member('john', port), 'chat')
      await say(john, 'Hi')
      await eventually(() => expect(john.texts).toEqual(['Hi']))
    })

    it('gets what the broker keeps, marked as such', async () => {
      const yoko = await started(member('yoko', port))
      await yoko.session.publish('led', encodeText('on'), { retain: true })
      const john = await started(member('john', port), 'led')
      await eventually(() => expect(john.heard).toEqual([{ topic: 'led', text: 'on', qos: 2, retain: true }]))
    })

    it('unsubscribes on stop: what is said afterwards does not wait for it', async () => {
      const john = await started(member('john', port), 'chat', 'home/#')
      await john.session.stop()
      expect(john.phase).toBe('stopped')
      const yoko = await started(member('yoko', port))
      await say(yoko, 'while away')
      const bare = gotBy(await bench.client(port, { clientId: 'john', clean: false }))
      await say(yoko, 'still nobody')
      await yoko.session.publish('end', encodeText(''))
      expect(bare).toEqual([])
      expect(john.heard).toEqual([])
    })

    it('unsubscribes from one filter and keeps the others', async () => {
      const john = await started(member('john', port), 'chat', 'led')
      await john.session.unsubscribe('chat')
      await say(john, 'nobody hears', 'chat')
      await say(john, 'on', 'led')
      await eventually(() => expect(john.texts).toContain('on'))
      expect(john.texts).toEqual(['on'])
    })

    it('can be started again after a stop', async () => {
      const john = await started(member('john', port), 'chat')
      await john.session.stop()
      await started(john)
      await say(john, 'back')
      await eventually(() => expect(john.texts).toEqual(['back']))
    })
  })

  it('resolves a publish when the broker has confirmed it, not before', async () => {
    const { wire, near } = await wireTo(port)
    const john = await started(member('john', near))
    wire.swallow = ({ name }) => name === 'pubcomp'
    let settled = false
    const sent = say(john, 'Hi').finally(() => (settled = true))
    await eventually(() => expect(wire.passed).toContainEqual({ from: 'broker', name: 'pubcomp' }))
    expect(settled).toBe(false)
    wire.swallow = () => false
    wire.breakAll()
    expect(await sent).toEqual(done)
  })

  it('gets what was sent while it was away when the session was kept, once and in order', async () => {
    const john = await started(member('john', port), 'chat')
    await john.session.stop({ keepSession: true })
    const yoko = await started(member('yoko', port))
    const sent = numbers(0, 50)
    for (const text of sent) expect(await say(yoko, text)).toEqual(done)
    await started(john)
    await sayEnd(john)
    await eventually(() => expect(john.texts).toContain('end'))
    expect(john.texts).toEqual([...sent, 'end'])
  })

  it('is told of its end by the will when it vanishes, and not when it says good-bye', async () => {
    const yoko = await started(member('yoko', port), 'presence/#')
    const { wire, near } = await wireTo(port)
    const will = () =>
      ({ topic: 'presence/john', payload: encodeText('offline'), qos: 1, retain: true }) as const
    const john = await started(member('john', near, { will }))
    await john.session.stop()
    await started(john)
    expect(yoko.heard).toEqual([])
    wire.breakAll()
    await eventually(() => expect(yoko.texts).toEqual(['offline']))
  })

  it.each([
    ['publish', 'client'],
    ['pubrec', 'broker'],
    ['pubrel', 'client'],
    ['pubcomp', 'broker'],
  ] as const)('sends exactly once although the connection breaks at %s of the %s', async (name, from) => {
    const yoko = await started(member('yoko', port), 'chat')
    const { wire, near } = await wireTo(port)
    const john = await started(member('john', near))
    wire.cut = onceAt(name, from)
    const sent = await Promise.all(numbers(0, 5).map((text) => say(john, text)))
    expect(sent).toEqual(Array.from({ length: 5 }, () => done))
    expect(wire.connections).toBe(2)
    await sayEnd(john)
    await eventually(() => expect(yoko.texts).toContain('end'))
    expect(yoko.texts.toSorted()).toEqual(['0', '1', '2', '3', '4', 'end'])
    expect(john.clients[0]?.outgoing).toEqual({})
  })

  it.each([
    ['publish', 'broker'],
    ['pubrec', 'client'],
    ['pubrel', 'broker'],
    ['pubcomp', 'client'],
  ] as const)('receives exactly once although the connection breaks at %s of the %s', async (name, from) => {
    const { wire, near } = await wireTo(port)
    const john = await started(member('john', near), 'chat')
    const yoko = await started(member('yoko', port))
    wire.cut = onceAt(name, from)
    for (const text of numbers(0, 5)) expect(await say(yoko, text)).toEqual(done)
    await eventually(() => expect(wire.connections).toBe(2))
    await sayEnd(yoko)
    await eventually(() => expect(john.texts).toContain('end'))
    expect(john.texts.toSorted()).toEqual(['0', '1', '2', '3', '4', 'end'])
  })

  it('loses nothing and repeats nothing over a wire that breaks all the time', async () => {
    const yokosWire = await wireTo(port)
    const johnsWire = await wireTo(port)
    const yoko = await started(member('yoko', yokosWire.near), 'chat')
    const john = await started(member('john', johnsWire.near))
    // Every 17th and every 23rd packet breaks a wire: each kind of packet is met.
    let packets = 0
    johnsWire.wire.cut = () => ++packets % 17 === 0
    yokosWire.wire.cut = () => ++packets % 23 === 0
    const sent = numbers(0, 60)
    for (const text of sent) {
      await eventually(() => expect(john.phase).toBe('connected'))
      // Refused means: nothing was handed over, so it is safe to say it again.
      for (let result = await say(john, text); !result.ok; result = await say(john, text)) {
        expect(result.error.kind).toBe('not-connected')
        await eventually(() => expect(john.phase).toBe('connected'))
      }
    }
    johnsWire.wire.cut = () => false
    yokosWire.wire.cut = () => false
    await eventually(() => expect(new Set(yoko.texts).size).toBe(60))
    expect(yoko.texts.toSorted()).toEqual(sent.toSorted())
    expect(johnsWire.wire.connections).toBeGreaterThan(5)
    expect(yokosWire.wire.connections).toBeGreaterThan(5)
  })

  it('takes a payload of 1 MB and goes on', async () => {
    const john = await started(member('john', port), 'big', 'chat')
    const sender = await bench.client(port)
    await sender.publishAsync('big', Buffer.alloc(1_000_000, 0xff), { qos: 2 })
    await eventually(() => expect(john.sizes).toEqual([1_000_000]))
    await say(john, 'still here')
    await eventually(() => expect(john.texts.at(-1)).toBe('still here'))
    expect(john.states.filter(({ phase }) => phase === 'waiting')).toEqual([])
  })

  it('never sends a topic or a filter that would cost the connection', async () => {
    const { wire, near } = await wireTo(port)
    const john = await started(member('john', near), 'chat')
    const before = wire.passed.length
    for (const topic of ['', 'chat/#', '+', 'a\u0000b', 'x'.repeat(65_536)]) {
      expect(await say(john, 'no', topic)).toMatchObject({ ok: false, error: { kind: 'topic' } })
    }
    for (const filter of ['', 'a/#/b', 'a#', '+a'])
      expect(await john.session.subscribe(filter)).toBe('refused')
    expect(wire.passed).toHaveLength(before)
    await say(john, 'yes')
    await eventually(() => expect(john.texts).toEqual(['yes']))
    expect(wire.connections).toBe(1)
  })

  it('subscribes to topics that are named like parts of JavaScript', async () => {
    const names = ['resubscribe', '__proto__', 'constructor', '1', '0']
    const john = await started(member('john', port), ...names)
    expect(john.session.subscriptions.map(({ granted }) => granted)).toEqual(names.map(() => 2))
    for (const name of names) await say(john, name, name)
    await eventually(() => expect(john.texts.toSorted()).toEqual(names.toSorted()))
  })

  it('goes to another port when the place has moved, with what is in flight', async () => {
    const { wire, near } = await wireTo(port)
    const john = await started(member('john', near))
    wire.cut = ({ name, from }) => name === 'publish' && from === 'client'
    const sent = say(john, 'carried over')
    await eventually(() => expect(john.phase).toBe('waiting'))
    const other = await startBroker()
    const yoko = await started(member('yoko', other), 'chat')
    john.port = other
    expect(await sent).toEqual(done)
    await eventually(() => expect(yoko.texts).toEqual(['carried over']))
    expect(john.session.state).toMatchObject({ phase: 'connected', broker: { port: other } })
  })

  it('has left no listener and no memory behind after 200 reconnections', async () => {
    const john = await started(member('john', port), 'chat', 'led')
    const [client] = john.clients
    const listeners = (): unknown => client?.eventNames().map((name) => [name, client.listenerCount(name)])
    await say(john, 'first')
    const before = listeners()
    for (let round = 0; round < 200; round++) {
      const { length } = john.states
      john.session.reconnect()
      await eventually(() => expect(john.states.length).toBeGreaterThan(length))
      await eventually(() => expect(john.phase).toBe('connected'))
    }
    await say(john, 'last')
    await eventually(() => expect(john.texts).toContain('last'))
    expect(john.clients).toHaveLength(1)
    expect(listeners()).toEqual(before)
    expect(client?.outgoing).toEqual({})
    expect(john.states.filter(({ phase }) => phase === 'waiting')).toEqual([])
  })
})

describe('the embedded broker', () => {
  it('ends in the middle of it and comes back: nothing is lost and nothing comes twice', async () => {
    const folder = await bench.folder()
    const first = await bench.broker({ folder })
    const yoko = await started(member('yoko', first.port), 'chat')
    const john = await started(member('john', first.port))
    const texts = numbers(0, 200)
    const sent = texts.map((text) => say(john, text))
    await sent[20]
    await first.close()
    await bench.broker({ folder, port: first.port })
    expect(await Promise.all(sent)).toEqual(texts.map(() => done))
    await eventually(() => expect(new Set(yoko.texts).size).toBe(200))
    expect(yoko.texts.toSorted()).toEqual(texts.toSorted())
  })
})

describe('a broker that says no', () => {
  it('to one filter of several: the others are heard', async () => {
    const { port } = await bench.broker({ limits: { subscriptionsPerClient: 2 } })
    const john = await started(member('john', port), 'chat', 'led', 'too/many')
    expect(john.session.subscriptions.map(({ granted }) => granted)).toEqual([2, 2, 'refused'])
    await say(john, 'on', 'led')
    await eventually(() => expect(john.texts).toEqual(['on']))
  })

  it('by hanging up at a message: it is handed back, and what is said afterwards gets through', async () => {
    const { port } = await bench.broker({ limits: { payloadBytes: 1_000 } })
    const john = await started(member('john', port), 'chat')
    expect(await say(john, 'x'.repeat(2_000))).toMatchObject({
      ok: false,
      error: { kind: 'refused-by-broker' },
    })
    await eventually(() => expect(john.phase).toBe('connected'))
    expect(await say(john, 'short')).toEqual(done)
    await eventually(() => expect(john.texts).toEqual(['short']))
  })
})

if (hasMosquitto) {
  describe('Mosquitto', () => {
    // Mosquitto 2.0 forgets what waits behind its window of 20 when it ends, so there is no window here.
    const config = ['allow_anonymous true', 'max_inflight_messages 0']

    it('ends in the middle of it: what is being sent is lost by nobody and comes once', async () => {
      const broker = await mosquitto(...config)
      const yoko = await started(member('yoko', broker.port), 'chat')
      await yoko.session.stop({ keepSession: true })
      const john = await started(member('john', broker.port))
      const texts = numbers(0, 200)
      const sent = texts.map((text) => say(john, text))
      await sent[20]
      await broker.end()
      await broker.start(...config)
      expect(await Promise.all(sent)).toEqual(texts.map(() => done))
      await started(yoko)
      await eventually(() => expect(new Set(yoko.texts).size).toBe(200))
      await sayEnd(john)
      await eventually(() => expect(yoko.texts).toContain('end'))
      expect(yoko.texts.toSorted()).toEqual([...texts, 'end'].toSorted())
    })

    it('ends in the middle of it: what is being received is not lost', async () => {
      const broker = await mosquitto(...config)
      const yoko = await started(member('yoko', broker.port), 'chat')
      const john = await started(member('john', broker.port))
      const texts = numbers(0, 200)
      const sent = texts.map((text) => say(john, text))
      await sent[20]
      await broker.end()
      await broker.start(...config)
      expect(await Promise.all(sent)).toEqual(texts.map(() => done))
      // Not "once": it sends some again that it had been told are complete. The chat's ids are for that.
      await eventually(() => expect(new Set(yoko.texts).size).toBe(200))
    })

    it('says no to the login: one try, then the user has to do something', async () => {
      const broker = await mosquitto('allow_anonymous false')
      const { wire, near } = await wireTo(broker.port)
      const john = member('john', near)
      void john.session.subscribe('chat')
      john.session.start()
      await eventually(() => expect(john.phase).toBe('stopped'))
      expect(john.session.state).toMatchObject({ reason: { kind: 'not-authorised' } })
      expect(john.waits.size).toBe(0)
      expect(wire.connections).toBe(1)

      await broker.end()
      await broker.start()
      john.session.retryNow()
      await eventually(() => expect(john.phase).toBe('connected'))
      await say(john, 'let in')
      await eventually(() => expect(john.texts).toEqual(['let in']))
    })
  })
}

describe('what is there is no broker', () => {
  async function listening(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    bench.later(() => server.close())
    return (server.address() as AddressInfo).port
  }

  it('but a web server: it is called by its name, and tried again', async () => {
    const http = createHttpServer()
    let tries = 0
    http.on('connection', () => tries++)
    const john = member('john', await listening(http))
    john.session.start()
    await eventually(() =>
      expect(john.session.state).toMatchObject({ phase: 'waiting', reason: { kind: 'not-mqtt' } }),
    )
    await eventually(() => expect(tries).toBeGreaterThan(1))
    john.port = (await bench.broker()).port
    await eventually(() => expect(john.phase).toBe('connected'))
  })

  it('but something that accepts and keeps silent', async () => {
    const port = await listening(
      createServer((socket) => {
        socket.on('error', () => undefined)
        bench.later(() => socket.destroy())
      }),
    )
    const john = member('john', port, { options: { connectTimeout: 200 } })
    john.session.start()
    await eventually(() =>
      expect(john.session.state).toMatchObject({ phase: 'waiting', reason: { kind: 'timed-out' } }),
    )
  })

  it('and then there is one', async () => {
    const port = await freePort()
    const john = member('john', port)
    john.session.start()
    await eventually(() =>
      expect(john.session.state).toMatchObject({ phase: 'waiting', reason: { kind: 'refused' } }),
    )
    await bench.broker({ port })
    await eventually(() => expect(john.phase).toBe('connected'))
  })

  it('can be left at any moment, and nothing is tried afterwards', async () => {
    const silent = createServer((socket) => {
      socket.on('error', () => undefined)
      bench.later(() => socket.destroy())
    })
    const { wire, near } = await wireTo(await listening(silent))
    const john = member('john', near)
    john.session.start()
    await eventually(() => expect(wire.passed).toEqual([{ from: 'client', name: 'connect' }]))
    await john.session.stop()
    const { length } = john.states
    await eventually(() => expect(john.clients[0]?.stream.destroyed).toBe(true))
    expect(wire.connections).toBe(1)
    expect(john.states).toHaveLength(length)
  })
})
