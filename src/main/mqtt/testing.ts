import { once } from 'node:events'
import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net'
import { connect, type IClientOptions, type MqttClient } from 'mqtt'
import type { ConnectionState } from '@shared/mqtt/connection'
import type { MqttMessage, Qos } from '@shared/mqtt/message'
import { MqttSession, type SessionParts } from './session'

export { Mosquitto } from './brokers/mosquitto'

/** A port on which nobody listens at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** The names of MQTT's packets by their number: MQTT 3.1.1, table 2.1. */
const PACKETS = [
  '',
  'connect',
  'connack',
  'publish',
  'puback',
  'pubrec',
  'pubrel',
  'pubcomp',
  'subscribe',
] as const

export type PacketName = (typeof PACKETS)[number] | 'other'

/** One packet on its way; `broker` is who sent it. */
export interface Passing {
  readonly from: 'client' | 'broker'
  readonly name: PacketName
}

/** A wire to a broker that can be cut at any packet: the packet is lost with the connection. */
export class Wire {
  readonly passed: Passing[] = []
  connections = 0
  /** Says whether the wire breaks instead of letting a packet through. */
  cut: (packet: Passing) => boolean = () => false
  /** Says whether a packet vanishes while the wire holds. */
  swallow: (packet: Passing) => boolean = () => false
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((near) => this.#join(near))
  #to: number

  constructor(to: number) {
    this.#to = to
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** Leads to another broker from the next connection on. */
  leadTo(port: number): void {
    this.#to = port
  }

  breakAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  close(): void {
    this.#server.close()
    this.breakAll()
  }

  #join(near: Socket): void {
    this.connections++
    const far = connectTcp({ host: '127.0.0.1', port: this.#to })
    const both = [near, far]
    const end = (): void => both.forEach((socket) => socket.destroy())
    for (const socket of both) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => {
        this.#sockets.delete(socket)
        end()
      })
    }
    near.on('data', this.#pass('client', far, end))
    far.on('data', this.#pass('broker', near, end))
  }

  #pass(from: Passing['from'], to: Socket, end: () => void): (chunk: Buffer) => void {
    let rest: Buffer = Buffer.alloc(0)
    return (chunk) => {
      rest = Buffer.concat([rest, chunk])
      for (let length = packetLength(rest); length !== undefined; length = packetLength(rest)) {
        const packet = rest.subarray(0, length)
        rest = rest.subarray(length)
        const passing: Passing = { from, name: PACKETS[(packet[0] ?? 0) >> 4] ?? 'other' }
        if (this.cut(passing)) {
          end()
          return
        }
        this.passed.push(passing)
        if (!this.swallow(passing)) to.write(packet)
      }
    }
  }
}

/** Length of the first packet in the bytes, or undefined where it is not complete (MQTT 3.1.1, 2.2.3). */
function packetLength(bytes: Buffer): number | undefined {
  let remaining = 0
  for (let index = 1; index < Math.min(bytes.length, 5); index++) {
    const byte = bytes[index] ?? 0
    remaining += (byte & 127) * 128 ** (index - 1)
    if (byte < 128) {
      const length = index + 1 + remaining
      return length <= bytes.length ? length : undefined
    }
  }
  return undefined
}

/** One message as the notifier got it, in a form that is easy to compare. */
export interface Heard {
  readonly topic: string
  readonly text: string
  readonly qos: Qos
  readonly retain: boolean
}

/** How much faster than real the waits between tries are. */
const HASTE = 50

/** A real session over the real mqtt.js, with everything it told its notifier. */
export class Member {
  readonly states: ConnectionState[] = []
  readonly heard: Heard[] = []
  readonly sizes: number[] = []
  readonly clients: MqttClient[] = []
  /** Waits that are not over. */
  readonly waits = new Set<NodeJS.Timeout>()
  readonly session: MqttSession
  port: number

  constructor(
    clientId: string,
    port: number,
    more: { options?: IClientOptions; will?: SessionParts['will'] } = {},
  ) {
    this.port = port
    this.session = new MqttSession(
      {
        clientId,
        will: more.will,
        locate: async () => ({
          address: { scheme: 'mqtt', host: '127.0.0.1', port: this.port },
          hostedHere: false,
        }),
        createClient: (options) => {
          const client = connect({ ...options, ...more.options })
          this.clients.push(client)
          return client
        },
        now: Date.now,
        random: Math.random,
        after: (ms, task) => {
          const timer = setTimeout(() => {
            this.waits.delete(timer)
            task()
          }, ms / HASTE)
          this.waits.add(timer)
          return () => {
            this.waits.delete(timer)
            clearTimeout(timer)
          }
        },
      },
      {
        message: ({ topic, payload, qos, retain }: MqttMessage) => {
          this.sizes.push(payload.length)
          this.heard.push({
            topic,
            text: payload.length > 1_000 ? '' : Buffer.from(payload).toString(),
            qos,
            retain,
          })
        },
        sent: () => undefined,
        state: (state) => this.states.push(state),
        subscriptions: () => undefined,
      },
    )
  }

  get phase(): ConnectionState['phase'] {
    return this.session.state.phase
  }

  get texts(): string[] {
    return this.heard.map(({ text }) => text)
  }
}
