import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Bench } from '../broker/testing'
import { MAX_SENT_PAYLOAD } from '@shared/mqtt/message'
import type { Located } from './located'
import { CAPABILITIES, CONTRACT_BROKERS, type Capability, type Running } from './testing/contract-brokers'
import { Guest } from './testing/guest'
import { Line } from './testing/line'
import { ContractTable } from './testing/table'

const DOCUMENT = join(import.meta.dirname, '../../../docs/BROKERS.md')
/** A RabbitMQ takes its time to start, the more so where others use the machine. */
const SLOW_MS = 120_000
const table = new ContractTable(CONTRACT_BROKERS.map(({ name }) => name))
const measured: string[] = []

const PATIENCE = { timeout: 15_000, interval: 5 }
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, PATIENCE)
const done = { ok: true, value: undefined }
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index))
/** Each once, in the order in which they came first. */
const once = (texts: readonly string[]): string[] => [...new Set(texts)]

afterAll(async () => {
  process.stdout.write(`\n${table.text}\n\n${measured.join('\n')}\n`)
  if (process.env['PORCHLIGHT_WRITE_TABLE'] === '1') await table.write(DOCUMENT)
  // With PORCHLIGHT_WRITE_TABLE=1 the document takes over what was found.
  expect(await table.differences(DOCUMENT)).toEqual([])
})

describe.each(CONTRACT_BROKERS)('$name', ({ name, version, most, instead, start }) => {
  const house = new Bench()
  let running: Running
  let bench: Bench
  let count = 0
  /** Is there from the beginning to the end. */
  let resident: Guest
  beforeAll(async () => {
    running = await start(house)
    resident = new Guest('resident', located())
    house.later(() => resident.leave())
    await connected(resident, 'contract/resident')
  }, SLOW_MS)
  afterAll(() => house.end(), SLOW_MS)
  afterEach(() => bench.end())

  /** One row of the table: what the test finds has to be what this broker is known for. */
  function row(capability: Capability, find: (topic: string) => Promise<string>): void {
    it(capability, { timeout: SLOW_MS }, async () => {
      bench = new Bench()
      const found = await find(`contract/${++count}`)
      table.found(capability, name, found)
      expect(found).toBe(instead[capability] ?? CAPABILITIES[capability])
    })
  }

  function located(port = running.port, more: { keepAlive?: number; password?: string } = {}): Located {
    const { scheme, tls, credentials } = running
    const { password } = more
    const login =
      password === undefined ? credentials : { username: credentials?.username ?? 'ann', password }
    return {
      address: { scheme, host: 'localhost', port, ...(scheme === 'ws' ? { path: '/' } : {}) },
      hostedHere: false,
      ...(login ? { credentials: login } : {}),
      choice: { version, keepAlive: more.keepAlive ?? 30, sessionExpiry: 3_600, tls },
    }
  }

  function guest(
    who: string,
    more: { at?: Located; will?: ConstructorParameters<typeof Guest>[2] } = {},
  ): Guest {
    const made = new Guest(`${who}-${count}`, more.at ?? located(), more.will)
    bench.later(() => made.leave())
    return made
  }

  async function connected(made: Guest, ...filters: string[]): Promise<Guest> {
    // With at least one filter, as the app has: its SUBACK says which QoS the broker has.
    for (const filter of [`contract/${count}/mail`, ...filters]) void made.session.subscribe(filter)
    made.session.start()
    await eventually(() => expect(made.phase).toBe('connected'))
    return made
  }

  async function line(): Promise<{ wire: Line; port: number }> {
    const wire = new Line(running.port)
    bench.later(() => wire.close())
    return { wire, port: await wire.listen() }
  }

  /** When this has come back to the one who said it, whatever came before it has had its chance to. */
  async function echo(made: Guest, topic: string): Promise<void> {
    await made.session.subscribe(`${topic}/echo`)
    expect(await made.say(`${topic}/echo`, 'echo')).toEqual(done)
    await eventually(() => expect(made.texts).toContain('echo'))
  }

  row('MQTT version found', async () => {
    const { session } = await connected(guest('john'))
    return session.state.phase === 'connected' ? session.state.version : 'no'
  })

  row('subscriptions with + and #', async (topic) => {
    const john = await connected(guest('john'), `${topic}/+/light`, `${topic}/chat/#`)
    expect(john.session.subscriptions.map(({ granted }) => granted)).toEqual([most, most, most])
    const yoko = await connected(guest('yoko'))
    for (const end of ['hall/light', 'hall/deep/light', 'chat', 'chat/a/b', 'chatter'])
      expect(await yoko.say(`${topic}/${end}`, end)).toEqual(done)
    await echo(john, topic)
    expect(john.texts.filter((text) => text !== 'echo').toSorted()).toEqual([
      'chat',
      'chat/a/b',
      'hall/light',
    ])
    return 'yes'
  })

  for (const qos of [0, 1, 2] as const) {
    row(`QoS ${qos}`, async (topic) => {
      const john = await connected(guest('john'), topic)
      const yoko = await connected(guest('yoko'))
      expect(await yoko.say(topic, 'once', qos)).toEqual(done)
      await echo(john, topic)
      const came = john.heard.filter(({ text }) => text === 'once').map((message) => message.qos)
      expect(came).toHaveLength(1)
      return came[0] === qos ? 'yes' : `lowered to ${came[0]}`
    })
  }

  row('retained message for a late subscriber', async (topic) => {
    const yoko = await connected(guest('yoko'))
    expect(await yoko.say(topic, 'on', 1, true)).toEqual(done)
    const john = await connected(guest('john'), topic)
    await eventually(() => expect(john.heard).toMatchObject([{ text: 'on', retain: true }]))
    expect(await yoko.say(topic, '', 1, true)).toEqual(done)
    await eventually(() => expect(john.texts).toEqual(['on', '']))
    const late = await connected(guest('late'), topic)
    await echo(late, topic)
    expect(late.texts).toEqual(['echo'])
    return 'yes'
  })

  row('retained messages under + and #', async (topic) => {
    const yoko = await connected(guest('yoko'))
    for (const end of ['a/light', 'b/light'])
      expect(await yoko.say(`${topic}/${end}`, end, 1, true)).toEqual(done)
    const john = await connected(guest('john'), `${topic}/+/light`)
    await echo(john, topic)
    return john.texts.includes('a/light') && john.texts.includes('b/light') ? 'yes' : 'no'
  })

  row('keeps what is sent while away, in order', async (topic) => {
    const leaving = await connected(guest('john'), topic)
    await leaving.leave(true)
    const yoko = await connected(guest('yoko'))
    for (const text of numbers(50)) void yoko.say(topic, text)
    expect(await yoko.say(topic, 'end')).toEqual(done)
    const john = await connected(guest('john'), topic)
    await eventually(() => expect(john.texts).toContain('end'))
    expect(john.texts).toEqual([...numbers(50), 'end'])
    return 'yes'
  })

  row('will after a lost wire, none after leaving', async (topic) => {
    const watcher = await connected(guest('watcher'), `${topic}/will/#`)
    const { wire, port } = await line()
    const willOf = (who: string): ConstructorParameters<typeof Guest>[2] => ({
      topic: `${topic}/will/${who}`,
      payload: Buffer.from('gone'),
      qos: 1,
      retain: false,
    })
    const leaving = await connected(guest('leaving', { will: willOf('leaving') }))
    const lost = await connected(guest('lost', { at: located(port), will: willOf('lost') }))
    await leaving.leave()
    wire.close()
    await eventually(() => expect(watcher.texts).toContain('gone'))
    await echo(watcher, topic)
    expect(watcher.heard.filter(({ text }) => text === 'gone').map((message) => message.topic)).toEqual([
      `${topic}/will/lost`,
    ])
    await lost.leave()
    return 'yes'
  })

  row('unsubscribing', async (topic) => {
    const john = await connected(guest('john'), topic)
    const yoko = await connected(guest('yoko'))
    await john.session.unsubscribe(topic)
    expect(await yoko.say(topic, 'too late')).toEqual(done)
    await echo(john, topic)
    expect(john.texts).toEqual(['echo'])
    return 'yes'
  })

  row('in flight when the wire is cut', async (topic) => {
    const john = await connected(guest('john'), topic)
    const { wire, port } = await line()
    const yoko = await connected(guest('yoko', { at: located(port) }))
    wire.dead = 'broker'
    const sent = numbers(15).map((text) => yoko.say(topic, text))
    // A confirmation has four bytes; with QoS 1 the messages come through all the same, with QoS 2 only half of the way.
    await eventually(() => expect(wire.lost).toBeGreaterThanOrEqual(15 * 4))
    wire.dead = 'nobody'
    wire.cut()
    expect(await Promise.all(sent)).toEqual(sent.map(() => done))
    await echo(john, topic)
    const texts = john.texts.filter((text) => text !== 'echo')
    expect(once(texts)).toEqual(numbers(15))
    return texts.length === 15 ? 'once each' : 'at least once'
  })

  row('256 KiB in one message', async (topic) => {
    const john = await connected(guest('john'), topic)
    const yoko = await connected(guest('yoko'))
    const send = (size: number): Promise<unknown> => yoko.session.publish(topic, new Uint8Array(size))
    expect(await send(MAX_SENT_PAYLOAD)).toEqual(done)
    await eventually(() => expect(john.heard.map(({ size }) => size)).toEqual([MAX_SENT_PAYLOAD]))
    return 'yes'
  })

  row('500 messages each way, in order', async (topic) => {
    const [john, yoko] = [guest('john'), guest('yoko')]
    await Promise.all([connected(john, `${topic}/yoko`), connected(yoko, `${topic}/john`)])
    const sent = numbers(500).flatMap((text) => [
      john.say(`${topic}/john`, text),
      yoko.say(`${topic}/yoko`, text),
    ])
    expect(await Promise.all(sent)).toEqual(sent.map(() => done))
    await eventually(() => expect([john.texts.length, yoko.texts.length]).toEqual([500, 500]))
    expect(john.texts).toEqual(numbers(500))
    expect(yoko.texts).toEqual(numbers(500))
    return 'yes'
  })

  row('wrong password stops after one try', async () => {
    const stranger = guest('stranger', { at: located(running.port, { password: 'wrong' }) })
    stranger.session.start()
    await eventually(() => expect(['connected', 'stopped']).toContain(stranger.phase))
    if (stranger.phase === 'connected') return 'no logins'
    const { state } = stranger.session
    expect(state.phase === 'stopped' && ['login', 'not-authorised']).toContain(
      state.phase === 'stopped' ? state.reason?.kind : '',
    )
    // An older MQTT is asked once more where the first answer was that the version is not known.
    expect(stranger.tries).toBe(version === 'auto' && most === 1 ? 2 : 1)
    return 'yes'
  })

  row('client id taken over', async () => {
    const first = await connected(guest('twin'))
    // From now on the two throw each other out: the second is not connected for long enough to be waited for.
    const second = guest('twin')
    second.session.start()
    const isTakenOver = ({ session: { state } }: Guest): boolean =>
      'reason' in state && state.reason?.kind === 'taken-over'
    await eventually(() => expect([first, second].some(isTakenOver)).toBe(true))
    return first.phase === 'stopped' ? 'told by the broker' : 'found out by us'
  })

  row('half-open wire noticed in 1.5 keep-alives', async () => {
    const { wire, port } = await line()
    const john = await connected(guest('john', { at: located(port, { keepAlive: 2 }) }))
    const before = john.states.length
    const from = Date.now()
    wire.dead = 'both'
    await eventually(() => expect(john.states.length).toBeGreaterThan(before))
    const seconds = (Date.now() - from) / 1_000
    measured.push(`${name}: half-open wire noticed after ${seconds.toFixed(2)} s, keep-alive 2 s`)
    expect(john.states[before]).toMatchObject({ phase: 'waiting', reason: { kind: 'timed-out' } })
    wire.dead = 'nobody'
    wire.cut()
    await eventually(() => expect(john.phase).toBe('connected'))
    // Three seconds, and two for a machine that has other things to do.
    return seconds <= 5 ? 'yes' : 'no'
  })

  // The last one: the others need the broker that is there.
  row('broker killed and started again', async () => {
    await running.kill()
    await eventually(() => expect(resident.phase).not.toBe('connected'))
    await running.restart()
    await vi.waitFor(() => expect(resident.phase).toBe('connected'), { timeout: 60_000, interval: 20 })
    expect(await resident.say('contract/resident', 'back')).toEqual(done)
    await eventually(() => expect(resident.texts).toEqual(['back']))
    return 'yes'
  })
})
