import { mkdtemp, rm } from 'node:fs/promises'
import { connect as connectTcp, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type IClientOptions, type IPublishPacket, type MqttClient } from 'mqtt'
import type { BrokerNote } from './notes'
import { startBrokerServer, type BrokerServer, type BrokerServerOptions } from './server'

/** One message as a test client got it. */
export interface Got {
  readonly topic: string
  readonly text: string
  readonly qos: number
  readonly retain: boolean
  readonly dup: boolean
}

/** Brokers, clients, sockets and folders of one test, all closed by `end`. */
export class Bench {
  readonly notes: BrokerNote[] = []
  readonly #ends: (() => unknown)[] = []

  async broker(options: Partial<BrokerServerOptions> = {}): Promise<BrokerServer> {
    const server = await startBrokerServer({ port: 0, onNote: (note) => this.notes.push(note), ...options })
    this.#ends.push(() => server.close())
    return server
  }

  async client(port: number, options: IClientOptions = {}): Promise<MqttClient> {
    const client = connect(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options })
    collect(client)
    this.#ends.push(() => client.end(true))
    await new Promise<void>((resolve, reject) => {
      client.once('connect', () => resolve())
      client.on('error', reject)
      client.once('close', () => reject(new Error('closed')))
    })
    return client
  }

  /** A raw connection, for what no client library would send. */
  async socket(port: number): Promise<Socket> {
    const socket = connectTcp({ host: '127.0.0.1', port })
    socket.on('error', () => undefined)
    this.#ends.push(() => socket.destroy())
    await new Promise((resolve) => socket.once('connect', resolve))
    return socket
  }

  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'porchlight-broker-'))
    this.#ends.push(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  later(end: () => unknown): void {
    this.#ends.push(end)
  }

  async end(): Promise<void> {
    for (const end of this.#ends.reverse()) await end()
  }
}

const collected = new WeakMap<MqttClient, Got[]>()

/** What a client has got since it was made: a session's queue may come right behind the CONNACK. */
export function gotBy(client: MqttClient): Got[] {
  return collected.get(client) ?? collect(client)
}

function collect(client: MqttClient): Got[] {
  const got: Got[] = []
  collected.set(client, got)
  client.on('message', (topic, payload, packet: IPublishPacket) =>
    got.push({
      topic,
      text: payload.toString(),
      qos: packet.qos,
      retain: packet.retain,
      dup: packet.dup,
    }),
  )
  return got
}

/** What a raw connection hears from now on, in hexadecimal. */
export function heardBy(socket: Socket): () => string {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  return () => Buffer.concat(chunks).toString('hex')
}

/** Resolves when the socket is closed, by whichever side. */
export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
    socket.resume()
  })
}
