import type { ErrorWithSubackPacket, IClientOptions, IPublishPacket, MqttClient } from 'mqtt'
import { MAX_SENT_PAYLOAD, type MqttMessage, type Qos } from '@shared/mqtt/message'
import { needsTheUser, type ConnectionFailure, type ConnectionState } from '@shared/mqtt/connection'
import { parseTopicFilter, parseTopicName, type TopicProblem } from '@shared/mqtt/topic'
import { refused, ok, type Result } from '@shared/result'
import type { BrokerAddress, Credentials } from '@shared/mqtt/address'
import { backoff } from './backoff'
import { describeFailure, LocateError } from './failure'
import { Subscriptions, type Granted } from './subscriptions'
import { clientOptions, type Will } from './options'

/** Where to connect this time. */
export interface Located {
  readonly address: BrokerAddress
  readonly hostedHere: boolean
  readonly portTaken?: number
  readonly credentials?: Credentials
}

/** Who is told what happens: the lab's notifier, with what the lab left out. */
export interface Notifier {
  message(message: MqttMessage): void
  /** A message was handed to the connection. */
  sent(message: MqttMessage): void
  state(state: ConnectionState): void
  /** The broker answered the subscriptions, or lost them. */
  subscriptions(): void
}

export interface SessionParts {
  readonly clientId: string
  readonly will?: () => Will | undefined
  /** Asked before every try: a broker on this computer can have moved to another port or have to be started. */
  readonly locate: (signal: AbortSignal) => Promise<Located>
  readonly createClient: (options: IClientOptions) => MqttClient
  readonly now: () => number
  readonly random: () => number
  /** Runs `task` after `ms` milliseconds; returns the way to call it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

export type PublishFailure =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'topic'; readonly problem: TopicProblem }
  | { readonly kind: 'payload-too-large'; readonly limit: number }
  | { readonly kind: 'refused-by-broker'; readonly detail: string }

export interface PublishOptions {
  readonly qos?: Qos
  readonly retain?: boolean
}

/** How often a publish may be followed by the broker closing the connection before it counts as refused: 3.1.1 has no other way to say no. */
const MAX_REPLAYS = 5
/** SUBACK return code for a subscription that failed: MQTT 3.1.1, 3.9.3. */
const SUBACK_REFUSED = 128
/** Milliseconds that a stop waits for the broker to answer. */
const STOP_PATIENCE = 1_000

/**
 * The general-purpose client: what the lab's MyMQTT does, over one persistent session that is held for ever.
 * One mqtt.js client lives for the whole session, so what is in flight when a connection breaks goes on by MQTT's own rules.
 */
export class MqttSession {
  readonly #parts: SessionParts
  readonly #notifier: Notifier
  readonly #subscriptions = new Subscriptions()
  #client: MqttClient | undefined
  #state: ConnectionState = { phase: 'stopped' }
  /** Counts tries; what belongs to an earlier one is ignored. */
  #generation = 0
  #failures = 0
  #replays = 0
  /** This try got as far as a CONNACK that said yes. */
  #accepted = false
  /** The connection is being dropped on purpose, to make a new one without a wait. */
  #atOnce = false
  #located: Located | undefined
  #lastError: unknown
  #search: AbortController | undefined
  #callOffRetry: (() => void) | undefined

  constructor(parts: SessionParts, notifier: Notifier) {
    this.#parts = parts
    this.#notifier = notifier
  }

  get state(): ConnectionState {
    return this.#state
  }

  get subscriptions(): ReturnType<Subscriptions['list']> {
    return this.#subscriptions.list()
  }

  /** Begins to connect and goes on until stopped. */
  start(): void {
    if (this.#state.phase === 'stopped') this.#try()
  }

  /** Tries at once instead of at the end of the wait, also after the user had to mend something. */
  retryNow(): void {
    if (this.#state.phase === 'waiting' || this.#state.phase === 'stopped') this.#try()
  }

  /** Drops a connection that may be dead without anybody having noticed (wake-up, network change) and tries at once. */
  reconnect(): void {
    this.#failures = 0
    const stream = this.#client?.stream
    if (this.#state.phase === 'waiting' || this.#state.phase === 'stopped') this.#try()
    else if (stream && !stream.destroyed) {
      // The next try starts when this connection has said that it is closed.
      this.#atOnce = true
      stream.destroy()
    }
  }

  /**
   * Leaves with a DISCONNECT. Unsubscribes first, as the lab's client does, unless the session is to be kept,
   * so that the broker holds what arrives until the next start.
   */
  async stop(how: { readonly keepSession: boolean } = { keepSession: false }): Promise<void> {
    const client = this.#client
    const stream = client?.stream
    this.#next()
    this.#client = undefined
    this.#subscriptions.forgetGrants()
    this.#set({ phase: 'stopped' })
    this.#notifier.subscriptions()
    if (!client) return
    // Its messages still count: what mqtt.js has acknowledged the broker does not send again.
    const filters = this.#subscriptions.filters()
    if (client.connected && !how.keepSession && filters.length > 0) {
      await this.#within(STOP_PATIENCE, client.unsubscribeAsync(filters))
    }
    if (client.connected) await this.#within(STOP_PATIENCE, client.endAsync(false))
    giveBackInFlight(client)
    if (!client.disconnected) await this.#within(STOP_PATIENCE, client.endAsync(true))
    stream?.destroy()
  }

  /** Resolves when the broker has the message: after PUBCOMP with QoS 2, PUBACK with 1, the write with 0. */
  async publish(
    topic: string,
    payload: Uint8Array,
    { qos = 2, retain = false }: PublishOptions = {},
  ): Promise<Result<undefined, PublishFailure>> {
    const name = parseTopicName(topic)
    if (!name.ok) return refused({ kind: 'topic', problem: name.error })
    const client = this.#client
    if (!client || this.#state.phase !== 'connected') return refused({ kind: 'not-connected' })
    if (payload.length > MAX_SENT_PAYLOAD)
      return refused({ kind: 'payload-too-large', limit: MAX_SENT_PAYLOAD })
    this.#notifier.sent({ topic, payload, qos, retain })
    try {
      const sent = client.publishAsync(topic, Buffer.from(payload), { qos, retain })
      await (qos === 0 ? orClosed(client, sent) : sent)
      return ok(undefined)
    } catch (error) {
      // Given back by a stop, or with QoS 0 by the end of the connection: whether the broker has it cannot be known.
      if (client !== this.#client || qos === 0) return refused({ kind: 'not-connected' })
      return refused({ kind: 'refused-by-broker', detail: describeFailure(error).detail })
    }
  }

  /** Wants a filter for as long as the session lives; asks the broker now or as soon as it is there. */
  async subscribe(filter: string, qos: Qos = 2): Promise<Granted> {
    // One that is malformed would take the whole connection down with it.
    if (!parseTopicFilter(filter).ok) return 'refused'
    this.#subscriptions.want(filter, qos)
    if (this.#client && this.#state.phase === 'connected') await this.#ask(this.#client, [filter], qos)
    this.#notifier.subscriptions()
    return this.#subscriptions.list().find((entry) => entry.filter === filter)?.granted ?? 'later'
  }

  /** Wants a filter no longer; the broker is told now, or when it is there again: it remembers the session. */
  async unsubscribe(filter: string): Promise<void> {
    if (!this.#subscriptions.drop(filter)) return
    this.#notifier.subscriptions()
    if (this.#client && this.#state.phase === 'connected') await this.#askNoMore(this.#client, [filter])
  }

  /** Makes everything of the tries so far void. */
  #next(): number {
    this.#callOffRetry?.()
    this.#callOffRetry = undefined
    this.#search?.abort()
    this.#atOnce = false
    return ++this.#generation
  }

  #try(): void {
    const generation = this.#next()
    this.#lastError = undefined
    this.#set({ phase: 'connecting', broker: this.#located?.address })
    this.#search = new AbortController()
    this.#parts
      .locate(this.#search.signal)
      .then((located) => {
        if (generation === this.#generation) this.#connect(located)
      })
      .catch((error: unknown) => {
        if (generation === this.#generation) {
          this.#wait(error instanceof LocateError ? error.failure : describeFailure(error))
        }
      })
  }

  #connect(located: Located): void {
    this.#located = located
    this.#set({ phase: 'connecting', broker: located.address })
    const options = clientOptions(this.#parts.clientId, located, this.#parts.will?.())
    if (this.#client) Object.assign(this.#client.options, options)
    else this.#client = this.#adopt(this.#parts.createClient(options))
    this.#accepted = false
    const client = this.#client.connect()
    // mqtt.js keeps errors without a code to itself, such as a web server's that knows no MQTT.
    client.stream.on('error', (error: Error) => {
      if (client === this.#client) this.#lastError ??= error
    })
  }

  #adopt(client: MqttClient): MqttClient {
    // One for each QoS 0 message that is being written, see orClosed.
    client.setMaxListeners(0)
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'connack' && !packet.returnCode && !packet.reasonCode) this.#accepted = true
    })
    client.on('connect', () => void this.#connected(client))
    client.on('message', (topic: string, payload: Buffer, packet: IPublishPacket) => {
      this.#notifier.message({ topic, payload, qos: packet.qos, retain: packet.retain })
    })
    client.on('error', (error) => {
      if (client === this.#client) this.#lastError = error
      // A broker that refuses need not close the connection itself (MQTT 3.1.1, 3.2.2.3 says it must; not all do).
      client.stream.destroy()
    })
    client.on('close', () => this.#lost(client))
    return client
  }

  async #connected(client: MqttClient): Promise<void> {
    const located = this.#located
    if (client !== this.#client || !located) return
    const generation = this.#generation
    const isOver = (): boolean =>
      generation !== this.#generation || client !== this.#client || !client.connected
    // Subscribed before it counts as connected: whoever acts on "connected" hears the answers to what it sends.
    // While the broker answers, a filter more or less can be wanted; hence until there is nothing left to ask.
    for (let due = this.#subscriptions.due(); due; due = this.#subscriptions.due()) {
      await (due.filters ? this.#ask(client, due.filters, due.qos) : this.#askNoMore(client, due.unwanted))
      if (isOver()) return
    }
    if (isOver()) return
    this.#failures = 0
    this.#replays = 0
    const { address, hostedHere, portTaken } = located
    this.#set({
      phase: 'connected',
      broker: address,
      hostedHere,
      ...(portTaken === undefined ? {} : { portTaken }),
    })
    this.#notifier.subscriptions()
  }

  async #ask(client: MqttClient, filters: string[], qos: Qos): Promise<void> {
    const codes = await client.subscribeAsync(filters, { qos }).then(
      (grants) => grants.map((grant) => grant.qos),
      // mqtt.js reports one refused filter (SUBACK 128) as an error of the whole request.
      (error: Partial<ErrorWithSubackPacket>) => error.packet?.granted,
    )
    if (client !== this.#client || !client.connected) return
    filters.forEach((filter, index) =>
      this.#subscriptions.granted(filter, Number(codes?.[index] ?? SUBACK_REFUSED)),
    )
  }

  async #askNoMore(client: MqttClient, filters: string[]): Promise<void> {
    await client.unsubscribeAsync(filters).catch(() => undefined)
    if (client === this.#client && client.connected) this.#subscriptions.dropped(filters)
  }

  #lost(client: MqttClient): void {
    if (client !== this.#client || this.#state.phase === 'waiting') return
    this.#subscriptions.forgetGrants()
    this.#notifier.subscriptions()
    if (this.#atOnce) {
      this.#try()
      return
    }
    const failure = describeFailure(this.#lastError)
    if (needsTheUser(failure.kind)) {
      this.#next()
      this.#set({ phase: 'stopped', broker: this.#located?.address, reason: failure })
      return
    }
    this.#giveUpPoisonous(client)
    this.#wait(failure)
  }

  /** A message that makes the broker hang up would come back with every reconnection for ever: hand it back instead. */
  #giveUpPoisonous(client: MqttClient): void {
    if (!this.#accepted || Object.keys(client.outgoing).length === 0) return
    if (++this.#replays <= MAX_REPLAYS) return
    this.#replays = 0
    giveBackInFlight(client)
  }

  #wait(reason: ConnectionFailure): void {
    const generation = this.#next()
    const wait = backoff(++this.#failures, this.#parts.random)
    this.#set({
      phase: 'waiting',
      broker: this.#located?.address,
      nextTryAt: this.#parts.now() + wait,
      reason,
    })
    this.#callOffRetry = this.#parts.after(wait, () => {
      if (generation === this.#generation) this.#try()
    })
  }

  #set(state: ConnectionState): void {
    this.#state = state
    this.#notifier.state(state)
  }

  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    await new Promise<void>((resolve) => {
      const callOff = this.#parts.after(ms, resolve)
      const done = (): void => {
        callOff()
        resolve()
      }
      work.then(done, done)
    })
  }
}

/** mqtt.js never settles a QoS 0 publish whose connection closes before its bytes are written. */
function orClosed(client: MqttClient, sent: Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => reject(new Error('closed'))
    client.once('close', onClose)
    sent.then(resolve, reject).finally(() => client.off('close', onClose))
  })
}

/** Settles the promises of all publishes that the broker has not confirmed. */
function giveBackInFlight(client: MqttClient): void {
  for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id))
}
