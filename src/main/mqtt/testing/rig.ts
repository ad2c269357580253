import { EventEmitter } from 'node:events'
import type { IClientOptions, IConnackPacket, MqttClient } from 'mqtt'
import { expect } from 'vitest'
import type { ConnectionState } from '@shared/mqtt/connection'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { ConnectionChoice, Located } from '../located'
import { CONNECT_TIMEOUT } from '../options'
import { MqttSession } from '../session'

/** A stream that closes a moment after it is destroyed, as Node's do. */
class FakeStream extends EventEmitter {
  destroyed = false

  constructor(readonly client: FakeClient) {
    super()
  }

  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    queueMicrotask(() => {
      this.client.connected = false
      this.client.emit('close')
    })
  }
}

/** What the session uses of mqtt.js, with a broker that answers when the test says so. */
export class FakeClient extends EventEmitter {
  connected = false
  disconnected = false
  connects = 0
  pings = 0
  stream = new FakeStream(this)
  readonly outgoing: Record<number, (error?: Error) => void> = {}
  readonly published: { topic: string; payload: string; qos: number; retain: boolean }[] = []
  readonly asked: { filters: string[]; qos: number }[] = []
  readonly unsubscribed: string[] = []
  readonly ended: boolean[] = []
  /** What the broker answers to a filter; `undefined` is no answer at all. */
  grant: (filter: string, qos: number) => number | undefined = (_filter, qos) => qos
  failsToConnect: Error | undefined

  constructor(readonly options: IClientOptions) {
    super()
  }

  connect(): this {
    if (this.failsToConnect) throw this.failsToConnect
    this.connects++
    this.stream = new FakeStream(this)
    return this
  }

  /** The broker says yes, and what it can do (MQTT 5). */
  accept(properties?: IConnackPacket['properties']): void {
    this.welcome(properties)
    this.emit('connect')
  }

  /** As far as mqtt.js gets before it says that it is connected: by then it has sent again what is in flight. */
  welcome(properties?: IConnackPacket['properties']): void {
    this.emit('packetreceive', { cmd: 'connack', returnCode: 0, properties })
    this.connected = true
  }

  /** The broker confirms the publish with this number, counted from 1. */
  confirm(number: number): void {
    this.outgoing[number]?.()
  }

  sendPing(): void {
    this.pings++
  }

  fail(error: Error): void {
    this.emit('error', error)
  }

  publishAsync(
    topic: string,
    payload: Buffer,
    { qos, retain }: { qos: number; retain: boolean },
  ): Promise<unknown> {
    this.published.push({ topic, payload: payload.toString(), qos, retain })
    return new Promise<void>((resolve, reject) => {
      const id = this.published.length
      this.outgoing[id] = (error) => {
        Reflect.deleteProperty(this.outgoing, id)
        if (error) reject(error)
        else resolve()
      }
    })
  }

  removeOutgoingMessage(id: number): void {
    this.outgoing[id]?.(new Error('Message removed'))
  }

  async subscribeAsync(
    filters: string[],
    { qos }: { qos: number },
  ): Promise<{ topic: string; qos: number }[]> {
    this.asked.push({ filters, qos })
    const granted = filters.map((filter) => this.grant(filter, qos))
    if (granted.includes(undefined)) {
      return await new Promise((_resolve, reject) =>
        this.once('close', () => reject(new Error('Connection closed'))),
      )
    }
    await Promise.resolve()
    if (granted.includes(128)) throw Object.assign(new Error('Subscribe error'), { packet: { granted } })
    return filters.map((topic, index) => ({ topic, qos: granted[index] ?? 128 }))
  }

  async unsubscribeAsync(filters: string[]): Promise<void> {
    await Promise.resolve()
    this.unsubscribed.push(...filters)
  }

  async endAsync(force: boolean): Promise<void> {
    await Promise.resolve()
    this.ended.push(force)
    this.disconnected = true
    this.stream.destroy()
  }
}

/** A session whose time, chance, client and place to connect to are the test's. */
export class Rig {
  readonly states: ConnectionState[] = []
  readonly messages: MqttMessage[] = []
  readonly sent: MqttMessage[] = []
  readonly clients: FakeClient[] = []
  readonly searches: {
    signal: AbortSignal
    failures: number
    find: (port?: number) => void
    fail: (error: Error) => void
  }[] = []
  /** What is known of the place beside its port. */
  located: Partial<Located> = {}
  /** Told of each state as it comes. */
  onState: (state: ConnectionState) => void = () => undefined
  readonly waits: number[] = []
  subscriptionChanges = 0
  failsFirst = false
  now = 1_000_000
  random = 0
  #tasks: { at: number; task: () => void }[] = []
  readonly session = new MqttSession(
    {
      clientId: 'porchlight-test',
      will: () => ({ topic: 'chat/presence/me', payload: encodeText('offline'), qos: 1, retain: true }),
      locate: (signal, failures) =>
        new Promise((resolve, reject) => {
          const find = (port = 1883): void => resolve({ ...at(port), ...this.located })
          this.searches.push({ signal, failures, find, fail: reject })
        }),
      createClient: (options) => {
        const client = new FakeClient(options)
        if (this.failsFirst) {
          client.failsToConnect = coded('ERR_INVALID_URL')
          Object.assign(client, {
            stream: undefined,
            endAsync: () => Promise.reject(new TypeError('no stream')),
          })
        }
        this.clients.push(client)
        return client as unknown as MqttClient
      },
      now: () => this.now,
      random: () => this.random,
      after: (ms, task) => {
        const entry = { at: this.now + ms, task }
        // How long a SUBACK may take is no wait between tries.
        if (ms !== CONNECT_TIMEOUT) this.waits.push(ms)
        this.#tasks.push(entry)
        return () => void (this.#tasks = this.#tasks.filter((other) => other !== entry))
      },
    },
    {
      message: (message) => this.messages.push(message),
      sent: (message) => this.sent.push(message),
      state: (state) => {
        this.states.push(state)
        this.onState(state)
      },
      subscriptions: () => this.subscriptionChanges++,
    },
  )

  get client(): FakeClient {
    const client = this.clients.at(-1)
    if (!client) throw new Error('no client yet')
    return client
  }

  get phases(): string[] {
    return this.states.map(({ phase }) => phase)
  }

  get pendingTimers(): number {
    return this.#tasks.length
  }

  /** Lets everything that is promised happen. */
  async settle(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve))
  }

  async pass(ms: number): Promise<void> {
    this.now += ms
    const due = this.#tasks.filter(({ at: time }) => time <= this.now)
    this.#tasks = this.#tasks.filter(({ at: time }) => time > this.now)
    for (const { task } of due) task()
    await this.settle()
  }

  async find(port?: number): Promise<void> {
    this.searches.at(-1)?.find(port)
    await this.settle()
  }

  async connect(properties?: IConnackPacket['properties']): Promise<void> {
    this.session.start()
    await this.find()
    this.client.accept(properties)
    await this.settle()
    expect(this.session.state.phase).toBe('connected')
  }

  async lose(error?: Error): Promise<void> {
    if (error) this.client.fail(error)
    else this.client.stream.destroy()
    await this.settle()
  }

  /** The next try, up to the CONNECT. */
  async retry(): Promise<void> {
    await this.pass(30_000)
    await this.find()
  }
}

export const at = (port: number): Located => ({
  address: { scheme: 'mqtt', host: '127.0.0.1', port },
  hostedHere: port === 1883,
})
export const coded = (code: string | number, message = String(code)): Error =>
  Object.assign(new Error(message), { code })

/** How a profile asks to be spoken with, unless a test says otherwise. */
export const choice = (more: Partial<ConnectionChoice> = {}): ConnectionChoice => ({
  version: '5',
  keepAlive: 30,
  sessionExpiry: 3_600,
  tls: {},
  ...more,
})
