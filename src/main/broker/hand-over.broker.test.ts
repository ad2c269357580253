import { EventEmitter } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RetainedMessage } from '@shared/mqtt/message'
import { createBrokerHost, type BrokerHost, type BrokerProcess } from './host'
import { createLocator } from './locate'
import { probe } from './probe'
import { serveBroker, type ParentPort } from './process'
import { Bench, gotBy } from './testing'

/** Both ends of a broker process in this one: what is posted at one end is cloned and arrives at the other. */
function forkHere(): BrokerProcess {
  const child = new EventEmitter()
  const parent = new EventEmitter()
  const port: ParentPort = {
    on: (event, listener) => parent.on(event, listener),
    postMessage: (message) => setImmediate(() => child.emit('message', structuredClone(message))),
  }
  serveBroker(port, (code) => child.emit('exit', code))
  return {
    on: (event: string, listener: (value: unknown) => void) => child.on(event, listener),
    postMessage: (message) => setImmediate(() => parent.emit('message', { data: structuredClone(message) })),
    kill: () => false,
  } as BrokerProcess
}

describe('copies on one computer', () => {
  let bench: Bench
  let ports: number[]
  beforeEach(async () => {
    bench = new Bench()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    ports = [port]
  })
  afterEach(() => bench.end())

  const never = new AbortController().signal
  const copy = (seed: () => RetainedMessage[] = () => []) => {
    const host: BrokerHost = createBrokerHost({
      fork: forkHere,
      seed,
      onNote: () => undefined,
      onExit: () => undefined,
      now: () => performance.now(),
    })
    bench.later(() => host.stop())
    const locator = createLocator({ probe: (port) => probe(port, { timeoutMs: 2_000 }), host, ports, pause })
    return { host, locator }
  }

  it('start together: one hosts, the others join, and they hear each other', async () => {
    const copies = [copy(), copy(), copy()]
    const found = await Promise.all(copies.map(({ locator }) => locator.locate(never)))
    expect(found.filter(({ hostedHere }) => hostedHere)).toHaveLength(1)
    expect(copies.filter(({ host }) => host.running())).toHaveLength(1)
    const clients: MqttClient[] = []
    for (const { port } of found) clients.push(await bench.client(port))
    for (const client of clients) await client.subscribeAsync('led', { qos: 2 })
    await clients[1]?.publishAsync('led', 'on', { qos: 2, retain: true })
    for (const client of clients) {
      await vi.waitFor(() => expect(gotBy(client).map(({ text }) => text)).toEqual(['on']))
    }
  })

  it('when the host quits another takes over on the same port with what it knew', async () => {
    const first = copy()
    const second = copy(() => [{ topic: 'led', payload: Buffer.from('on'), qos: 2 }])
    const { port } = await first.locator.locate(never)
    expect(await second.locator.locate(never)).toMatchObject({ port, hostedHere: false })
    await first.host.stop()
    expect(await second.locator.locate(never)).toMatchObject({ port, hostedHere: true })
    const client = await bench.client(port)
    await client.subscribeAsync('led', { qos: 2 })
    await vi.waitFor(() => expect(gotBy(client)).toMatchObject([{ text: 'on', qos: 2, retain: true }]))
    expect(await first.locator.locate(never)).toMatchObject({ port, hostedHere: false })
  })

  it('refuses what it does not understand, and a second start', async () => {
    const child = forkHere()
    const said: unknown[] = []
    child.on('message', (message: unknown) => said.push(message))
    const exited = new Promise((resolve) => child.on('exit', resolve))
    child.postMessage({ type: 'sing' } as never)
    child.postMessage({ type: 'start', port: 0, seed: [] })
    child.postMessage({ type: 'start', port: 0, seed: [] })
    await vi.waitFor(() => expect(said).toContainEqual({ type: 'listening', port: expect.any(Number) }))
    expect(said).toContainEqual({
      type: 'failed',
      reason: 'the broker was told something it does not understand',
    })
    await vi.waitFor(() =>
      expect(said).toContainEqual({ type: 'failed', reason: 'the broker is running already' }),
    )
    child.postMessage({ type: 'stop' })
    expect(await exited).toBe(0)
  })
})
