import { execFileSync } from 'node:child_process'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Bench, gotBy } from '../../broker/testing'
import { makeCertificates } from './certificates'
import { startMosquitto } from './mosquitto'
import { startNats } from './nats'
import { startRabbit } from './rabbitmq'
import { answersMqtt, answersTcp } from './ready'

let bench: Bench
let before: string[]
beforeEach(() => {
  bench = new Bench()
  before = children()
})
afterEach(async () => {
  await bench.end()
  // Brokers, their epmd, and the guards that would have killed them.
  await vi.waitFor(() => expect(children()).toEqual(before), PATIENCE)
})

const PATIENCE = { timeout: 60_000, interval: 20 }
/** A RabbitMQ takes its time, the more so where others use the machine. */
const SLOW_MS = 180_000

/** The processes this one has started and that still run. */
function children(): string[] {
  const lines = execFileSync('ps', ['-A', '-o', 'ppid=,pid=,args=']).toString().split('\n')
  return lines.filter((line) => parseInt(line) === process.pid && !line.includes('ps -A')).sort()
}

async function client(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const made = connect(url, { reconnectPeriod: 0, ...options })
  gotBy(made)
  bench.later(() => made.end(true))
  await new Promise<void>((resolve, reject) => {
    made.once('connect', () => resolve())
    made.on('error', reject)
    made.once('close', () => reject(new Error('closed')))
  })
  return made
}

const expectTexts = (of: MqttClient, texts: string[]): Promise<void> =>
  vi.waitFor(() => expect(gotBy(of).map(({ text }) => text)).toEqual(texts), PATIENCE)

/**
 * The same beside those that were told before: what a broker was killed over before it had read the PUBACK comes again
 * (QoS 1: MQTT 3.1.1, 4.3.2).
 */
const expectNews = (of: MqttClient, told: string[], news: string[]): Promise<void> =>
  vi.waitFor(() => {
    const texts = gotBy(of).map(({ text }) => text)
    expect(texts.filter((text) => !told.includes(text))).toEqual(news)
  }, PATIENCE)

/** Sends one message through the broker and back. */
async function expectMessage(url: string, options?: IClientOptions): Promise<void> {
  const made = await client(url, options)
  await made.subscribeAsync('door', { qos: 1 })
  await made.publishAsync('door', 'open', { qos: 1 })
  await expectTexts(made, ['open'])
}

const expectRefusal = (url: string, options: IClientOptions, words: RegExp): Promise<void> =>
  expect(client(url, options)).rejects.toThrow(words)

describe('Mosquitto', () => {
  const login = { user: 'anna', password: 'a b:c' }
  const asAnna = { username: login.user, password: login.password }

  it.each([
    ['mqtt', false],
    ['ws', true],
  ])('passes messages on over %s, and asks for the login', async (scheme, overWebSocket) => {
    const broker = await startMosquitto(await bench.folder(), { overWebSocket, login })
    bench.later(() => broker.end())
    const url = `${scheme}://127.0.0.1:${broker.port}`
    await expectMessage(url, asAnna)
    await expectRefusal(url, { ...asAnna, password: 'a b' }, /not authorized/i)

    await broker.end()
    expect(await answersTcp(broker.port)).toBe(false)
  })

  it.each([
    ['mqtts', false],
    ['wss', true],
  ])('takes over %s only those with a certificate of its CA', async (scheme, overWebSocket) => {
    const folder = await bench.folder()
    const { ca, server, client: own, selfSigned } = await makeCertificates(folder)
    const broker = await startMosquitto(folder, { overWebSocket, certificate: server, clientCa: ca })
    bench.later(() => broker.end())
    const url = `${scheme}://localhost:${broker.port}`
    const trust = { ca: ca.cert, family: 4 }
    await expectMessage(url, { ...trust, cert: own.cert, key: own.key })
    await expectRefusal(
      url,
      { ...trust, cert: selfSigned.cert, key: selfSigned.key },
      /closed|alert|hang up/i,
    )
  })

  it('shows certificates that a careful client turns down, each for its own reason', async () => {
    const folder = await bench.folder()
    const all = await makeCertificates(folder)
    const trust = { ca: all.ca.cert, family: 4 }
    for (const [kind, reason] of [
      ['selfSigned', /self-signed certificate/],
      ['expired', /certificate has expired/],
      ['otherHost', /does not match certificate's altnames/],
    ] as const) {
      const broker = await startMosquitto(folder, { certificate: all[kind] })
      bench.later(() => broker.end())
      await expectRefusal(`mqtts://localhost:${broker.port}`, trust, reason)
    }
  })

  it('has after a restart what it had written down', async () => {
    const broker = await startMosquitto(await bench.folder())
    bench.later(() => broker.end())
    const url = `mqtt://127.0.0.1:${broker.port}`
    const one = await client(url)
    await one.publishAsync('door', 'open', { qos: 1, retain: true })
    await broker.end()
    await broker.restart()
    const other = await client(url)
    await other.subscribeAsync('door')
    await expectTexts(other, ['open'])
  })

  it('says in its own words why it does not start', async () => {
    const folder = await bench.folder()
    const broker = await startMosquitto(folder)
    bench.later(() => broker.end())
    await broker.end()
    await expect(broker.start('nonsense true')).rejects.toThrow(/Mosquitto ended.*nonsense/s)
  })
})

describe('NATS', () => {
  it('passes messages on, and keeps a session over its own death', async () => {
    const broker = await startNats(await bench.folder())
    bench.later(() => broker.end())
    const url = `mqtt://127.0.0.1:${broker.port}`
    await expectMessage(url)
    const session = { clientId: 'porchlight-away', clean: false }
    const leaving = await client(url, session)
    await leaving.subscribeAsync('door', { qos: 1 })
    await leaving.endAsync()
    const sender = await client(url)
    await sender.publishAsync('door', 'closed', { qos: 1 })
    await broker.end('SIGKILL')
    expect(await answersTcp(broker.port)).toBe(false)

    await broker.start()
    await expectTexts(await client(url, session), ['closed'])
  })
})

describe('RabbitMQ', { timeout: SLOW_MS }, () => {
  it('passes messages on', async () => {
    const rabbit = await startRabbit(await bench.folder(), 1)
    bench.later(() => rabbit.end())
    const [node] = rabbit.nodes
    await expectMessage(`mqtt://127.0.0.1:${node!.port}`)

    await rabbit.end()
    expect(await answersTcp(node!.port)).toBe(false)
  })

  it('is a cluster of three that goes on without one, and takes it back', async () => {
    const rabbit = await startRabbit(await bench.folder(), 3)
    bench.later(() => rabbit.end())
    const [first, second, third] = rabbit.nodes.map(({ port }) => `mqtt://127.0.0.1:${port}`)
    const session = { clientId: 'porchlight-away', clean: false }
    const away = await client(second!, session)
    await away.subscribeAsync('door', { qos: 1 })
    const sender = await client(first!)
    await sender.publishAsync('door', 'one', { qos: 1 })
    await expectTexts(away, ['one'])

    await rabbit.nodes[1]!.end('SIGKILL')
    expect(await answersMqtt(rabbit.nodes[1]!.port)).toBe(false)
    await sender.publishAsync('door', 'two', { qos: 1 })
    const elsewhere = await client(third!, session)
    await expectNews(elsewhere, ['one'], ['two'])
    await elsewhere.endAsync()
    await sender.publishAsync('door', 'three', { qos: 1 })

    await rabbit.nodes[1]!.start()
    await expectNews(await client(second!, session), ['one', 'two'], ['three'])
  })
})
