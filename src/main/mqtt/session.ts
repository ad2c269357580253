import { Socket } from 'node:net'
import type { IClientOptions, IConnackPacket, MqttClient } from 'mqtt'
import { needsTheUser, type ConnectionFailure, type ConnectionState } from '@shared/mqtt/connection'
import type { MqttMessage, Qos } from '@shared/mqtt/message'
import type { Result } from '@shared/result'
import { backoff } from './backoff'
import { describeFailure, LocateError } from './failure'
import { gatherReads } from './gather-reads'
import { leave } from './leave'
import { limitsOf, type BrokerLimits } from './limits'
import { listen } from './listen'
import type { Located } from './located'
import { clientOptions, CONNECT_TIMEOUT, MAX_PACKET, type Will } from './options'
import { limitPackets, PacketTooLargeError } from './packet-size'
import { giveBackInFlight, Publisher, type PublishFailure, type PublishOptions } from './publisher'
import { Stability } from './stability'
import { Subscriber } from './subscriber'
import type { Granted } from './subscriptions'
import { guardPin } from './tls'
import { SpokenVersions } from './version'

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
  /** The installation's own; a profile may ask for another. */
  readonly clientId: string
  readonly will?: () => Will | undefined
  /**
   * Asked before every try, with how many have failed in a row: a broker on this computer can have moved to another port
   * or have to be started, and a cluster has more than one address.
   */
  readonly locate: (signal: AbortSignal, failures: number) => Promise<Located>
  readonly createClient: (options: IClientOptions) => MqttClient
  readonly now: () => number
  readonly random: () => number
  /** Runs `task` after `ms` milliseconds; returns the way to call it off. */
  readonly after: (ms: number, task: () => void) => () => void
}

/** Milliseconds in which a broker answers a ping after the network changed. */
const PING_PATIENCE = 5_000

/** Another copy goes by the same client id: the user has to say which of the two stays. */
const TAKEN_OVER: ConnectionFailure = { kind: 'taken-over', detail: '' }

/**
 * The general-purpose client: what the lab's MyMQTT does, over one persistent session that is held for ever.
 * One mqtt.js client lives for the whole session, so what is in flight when a connection breaks goes on by MQTT's own rules.
 */
export class MqttSession {
  readonly #parts: SessionParts
  readonly #notifier: Notifier
  readonly #publisher: Publisher
  readonly #subscriber: Subscriber
  readonly #versions = new SpokenVersions()
  readonly #stability: Stability
  #client: MqttClient | undefined
  #state: ConnectionState = { phase: 'stopped' }
  /** Counts tries; what belongs to an earlier one is ignored. */
  #generation = 0
  #failures = 0
  /** The CONNACK of this try, if it said yes. */
  #limits: BrokerLimits | undefined
  /** Counts packets: any of them shows that the other side is there. */
  #received = 0
  /** The connection is being dropped on purpose, to make a new one without a wait. */
  #atOnce = false
  #located: Located | undefined
  #lastError: unknown
  #search: AbortController | undefined
  #callOffRetry: (() => void) | undefined
  /** What the broker answers now is handed on at once. */
  #hurry = (): void => undefined

  constructor(parts: SessionParts, notifier: Notifier) {
    this.#parts = parts
    this.#notifier = notifier
    this.#stability = new Stability(parts.now)
    this.#publisher = new Publisher((message) => notifier.sent(message))
    this.#subscriber = new Subscriber({
      changed: () => notifier.subscriptions(),
      lowered: (most) => this.#lower(most),
    })
  }

  get state(): ConnectionState {
    return this.#state
  }

  get subscriptions(): ReturnType<Subscriber['list']> {
    return this.#subscriber.list()
  }

  /** Begins to connect and goes on until stopped. */
  start(): void {
    if (this.#state.phase === 'stopped') this.#try()
  }

  /** Tries at once instead of at the end of the wait, also after the user had to mend something. */
  retryNow(): void {
    if (this.#state.phase === 'waiting' || this.#state.phase === 'stopped') this.#try()
  }

  /** The network is another one: tries at once, or asks a connection that stands whether it still does. */
  check(): void {
    const client = this.#client
    if (this.#state.phase === 'waiting') {
      this.#failures = 0
      this.#try()
    } else if (client && this.#state.phase === 'connected') {
      const received = this.#received
      client.sendPing()
      this.#parts.after(PING_PATIENCE, () => {
        if (client === this.#client && received === this.#received) this.reconnect()
      })
    }
  }

  /** Drops a connection that is most likely dead (wake-up) and tries at once. */
  reconnect(): void {
    // Until the user has mended what is wrong, a wake-up changes nothing.
    if (this.#state.phase === 'stopped') return
    this.#failures = 0
    const stream = this.#client?.stream
    if (this.#state.phase === 'waiting') this.#try()
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
  async stop(
    how: { readonly keepSession: boolean; readonly reason?: ConnectionFailure } = { keepSession: false },
  ): Promise<void> {
    const client = this.#client
    const stream = client?.stream
    this.#next()
    this.#client = undefined
    this.#limits = undefined
    this.#failures = 0
    const broker = this.#located?.address
    this.#set(how.reason ? { phase: 'stopped', broker, reason: how.reason } : { phase: 'stopped' })
    this.#publisher.end()
    this.#subscriber.close()
    if (client)
      await leave(client, stream, how.keepSession ? [] : this.#subscriber.filters(), this.#parts.after)
  }

  /** Leaves the broker to another copy that goes by the same client id, instead of throwing each other out for ever. */
  async giveWay(): Promise<void> {
    await this.stop({ keepSession: true, reason: TAKEN_OVER })
  }

  /** Resolves when the broker has the message: after PUBCOMP with QoS 2, PUBACK with 1, the write with 0. */
  publish(
    topic: string,
    payload: Uint8Array,
    options?: PublishOptions,
  ): Promise<Result<undefined, PublishFailure>> {
    this.#hurry()
    return this.#publisher.publish(topic, payload, options)
  }

  /** Wants a filter for as long as the session lives; asks the broker now or as soon as it is there. */
  subscribe(filter: string, qos: Qos = 2): Promise<Granted> {
    return this.#subscriber.subscribe(filter, qos)
  }

  /** Whether somebody wants a filter. */
  wants(filter: string): boolean {
    return this.#subscriber.wants(filter)
  }

  /** Wants many filters more, with one quality, and others no longer. */
  changeSubscriptions(more: readonly string[], qos: Qos, less: readonly string[]): Promise<void> {
    return this.#subscriber.change(more, qos, less)
  }

  /** Wants a filter no longer. */
  unsubscribe(filter: string): Promise<void> {
    return this.#subscriber.unsubscribe(filter)
  }

  /** Makes everything of the tries so far void. */
  #next(): number {
    this.#callOffRetry?.()
    this.#callOffRetry = undefined
    this.#search?.abort()
    this.#atOnce = false
    return ++this.#generation
  }

  #try(failures = this.#failures): void {
    const generation = this.#next()
    this.#lastError = undefined
    this.#set({ phase: 'connecting', broker: this.#located?.address })
    this.#search = new AbortController()
    this.#parts
      .locate(this.#search.signal, failures)
      .then((located) => {
        if (generation === this.#generation) this.#connect(located)
      })
      .catch((error: unknown) => {
        if (generation === this.#generation) {
          this.#fail(error instanceof LocateError ? error.failure : describeFailure(error))
        }
      })
  }

  #connect(located: Located): void {
    this.#located = located
    this.#set({ phase: 'connecting', broker: located.address })
    const version = this.#versions.next(located.address, versionOf(located))
    const will = this.#parts.will?.()
    const options = clientOptions(this.#parts.clientId, located, will, version)
    if (this.#client) Object.assign(this.#client.options, options)
    else this.#client = this.#adopt(this.#parts.createClient(options))
    this.#limits = undefined
    const client = this.#client.connect()
    // mqtt.js keeps errors without a code to itself, such as a web server's that knows no MQTT.
    client.stream.on('error', (error: Error) => {
      if (client === this.#client) this.#lastError ??= error
    })
    if (client.stream instanceof Socket) {
      // Each step of a QoS 2 exchange is a small packet, and Nagle's algorithm would hold back every second one for 40 ms.
      client.stream.setNoDelay(true)
      this.#hurry = gatherReads(client.stream, () => performance.now(), this.#parts.after)
    }
    guardPin(client.stream, located.choice?.tls.pinned)
    limitPackets(client.stream, MAX_PACKET, (bytes) => this.#drop(client, new PacketTooLargeError(bytes)))
  }

  #adopt(client: MqttClient): MqttClient {
    return listen(client, {
      packet: () => void this.#received++,
      accepted: (connack) => this.#accept(client, connack),
      connected: () => void this.#connected(client),
      message: (message) => this.#notifier.message(message),
      failed: (error) => this.#drop(client, error),
      closed: () => this.#lost(client),
    })
  }

  /** A broker that refuses need not close the connection itself (MQTT 3.1.1, 3.2.2.3 says it must; not all do). */
  #drop(client: MqttClient, error: Error): void {
    if (client === this.#client) this.#lastError = error
    client.stream.destroy()
  }

  #accept(client: MqttClient, packet: IConnackPacket): void {
    const located = this.#located
    if (client !== this.#client || !located) return
    this.#limits = limitsOf(packet)
    this.#stability.begin()
    this.#versions.accepted(located.address, this.#version())
  }

  async #connected(client: MqttClient): Promise<void> {
    const located = this.#located
    if (client !== this.#client || !located) return
    const generation = this.#generation
    const isOver = (): boolean =>
      generation !== this.#generation || client !== this.#client || !client.connected
    // A broker that answers pings but no SUBSCRIBE would leave the session connecting for ever.
    const callOff = this.#parts.after(CONNECT_TIMEOUT, () => {
      if (!isOver()) this.#drop(client, Object.assign(new Error('No SUBACK in time'), { code: 'ETIMEDOUT' }))
    })
    // Subscribed before it counts as connected: whoever acts on "connected" hears the answers to what it sends.
    await this.#subscriber.open(client, isOver)
    callOff()
    const limits = this.#limits
    if (isOver() || !limits) return
    this.#failures = 0
    this.#stability.stands()
    this.#publisher.open(client, limits)
    const { address, hostedHere, portTaken, choice } = located
    const { sessionExpiry } = limits
    const shortened = sessionExpiry !== undefined && sessionExpiry < (choice?.sessionExpiry ?? 0)
    this.#set({
      phase: 'connected',
      broker: address,
      hostedHere,
      version: this.#version(),
      ...(portTaken === undefined ? {} : { portTaken }),
      ...(shortened ? { sessionExpiry } : {}),
    })
    this.#notifier.subscriptions()
  }

  /** What this connection speaks. */
  #version(): '3.1.1' | '5' {
    return this.#client?.options.protocolVersion === 5 ? '5' : '3.1.1'
  }

  /** A SUBACK that grants less shows what the broker has; some hang up when they are sent more. */
  #lower(most: Qos): void {
    if (!this.#limits || most >= this.#limits.maximumQos) return
    this.#limits = { ...this.#limits, maximumQos: most }
    if (this.#client && this.#state.phase === 'connected') this.#publisher.open(this.#client, this.#limits)
  }

  #lost(client: MqttClient): void {
    if (client !== this.#client || this.#state.phase === 'waiting') return
    const accepted = this.#limits !== undefined
    const version = this.#version()
    this.#limits = undefined
    this.#publisher.pause()
    this.#subscriber.close()
    if (this.#atOnce) {
      this.#try()
      return
    }
    const failure = describeFailure(this.#lastError)
    const located = this.#located
    if (!accepted && located) {
      const again = this.#versions.failed(located.address, versionOf(located), version, failure.kind)
      if (again) {
        // The same address: a failure would lead to the next one.
        this.#try(0)
        return
      }
    }
    this.#stability.lost(accepted)
    const inFlight = Object.keys(client.outgoing).length > 0
    if (accepted && inFlight && this.#stability.isPoisoned()) giveBackInFlight(client)
    // Nothing is wrong, and yet the broker hangs up each time: so does one whose client id somebody else uses too.
    const contested = failure.kind === 'closed' && failure.detail === '' && !inFlight
    if (contested && this.#stability.isContested()) this.#wait(TAKEN_OVER)
    else this.#fail(failure)
  }

  /** Tries again later, or when the user has mended what trying cannot. */
  #fail(failure: ConnectionFailure): void {
    if (!needsTheUser(failure.kind)) return this.#wait(failure)
    this.#next()
    this.#set({ phase: 'stopped', broker: this.#located?.address, reason: failure })
  }

  #wait(reason: ConnectionFailure): void {
    const generation = this.#next()
    const addresses = this.#located?.addresses ?? 1
    this.#failures++
    // The other addresses of a cluster come at once; a wait follows when each has had its chance.
    const rounds = Math.floor(this.#failures / addresses)
    const { streak } = this.#stability
    const isRoundOver = this.#failures % addresses === 0
    const wait = isRoundOver || streak > 0 ? backoff(Math.max(rounds, streak), this.#parts.random) : 0
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
}

/** The broker of this computer is as old as Porchlight itself; of others their profile says what to try. */
function versionOf({ choice }: Located): 'auto' | '3.1.1' | '5' {
  return choice?.version ?? '3.1.1'
}
