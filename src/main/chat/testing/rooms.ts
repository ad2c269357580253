import { FIRST_ROOMS, type KeptRoom } from '@shared/chat/room-settings'
import type { MessageView } from '@shared/chat/message'
import { matchesFilter } from '@shared/mqtt/topic'
import type { MqttMessage, Qos } from '@shared/mqtt/message'
import { ok, refused } from '@shared/result'
import { createMemoryHistory } from '../../store/memory-history'
import { Joining } from '../joining'
import { Rooms } from '../rooms'
import type { Arrival, RoomsParts } from '../rooms-parts'
import { createSeal, deriveKey } from '../seal'
import { dice } from './world'

/** A broker that hands on at once, and keeps what is retained. */
export class QuickBroker {
  readonly published: MqttMessage[] = []
  readonly retained = new Map<string, MqttMessage>()
  readonly copies: RoomsCopy[] = []

  publish(message: MqttMessage): void {
    this.published.push(message)
    if (message.retain && message.payload.length === 0) this.retained.delete(message.topic)
    else if (message.retain) this.retained.set(message.topic, message)
    for (const copy of this.copies) copy.hear({ ...message, retain: false })
  }
}

/** All rooms of one copy, on a broker without delays. */
export class RoomsCopy {
  readonly client: string
  readonly broker: QuickBroker
  readonly history = createMemoryHistory()
  readonly subscribed = new Map<string, Qos>()
  readonly keys = new Map<string, Uint8Array>()
  readonly arrivals: Arrival[] = []
  readonly patched: MessageView[] = []
  kept: readonly KeptRoom[] = FIRST_ROOMS
  /** Topics at which a light is. */
  lights: string[] = []
  /** The broker has not answered a SUBSCRIBE yet, and nothing is heard by it. */
  suback: Promise<void> | undefined
  crowds = 0
  tellsOthers = true
  now = 1_766_000_000_000
  rooms: Rooms
  joining: Joining
  #timers: { readonly at: number; readonly task: () => void }[] = []
  #connected = false
  #ids = 0
  #runs = 0
  #name: string | undefined

  constructor(broker: QuickBroker, client: string, name: string | undefined) {
    this.broker = broker
    this.client = client
    this.#name = name
    broker.copies.push(this)
    const [rooms, joining] = this.#open()
    this.rooms = rooms
    this.joining = joining
  }

  connect(): void {
    this.#connected = true
    for (const { filter, qos } of this.rooms.filters()) this.#subscribe(filter, qos)
    this.rooms.setConnected(true)
  }

  lose(): void {
    this.#connected = false
    this.subscribed.clear()
    this.rooms.setConnected(false)
  }

  /** The process ends without a word; the broker speaks its will. */
  crash(): void {
    const will = this.rooms.will()
    this.#connected = false
    this.subscribed.clear()
    this.broker.publish({ ...will, retain: true })
    ;[this.rooms, this.joining] = this.#open()
  }

  hear(message: MqttMessage): void {
    if (!this.#connected) return
    if ([...this.subscribed.keys()].some((filter) => matchesFilter(filter, message.topic))) {
      this.rooms.receive(message)
    }
  }

  /** Lets time pass, with all that is due in it. */
  wait(ms: number): void {
    const until = this.now + ms
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
      if (!next) break
      this.#timers = this.#timers.filter((other) => other !== next)
      this.now = Math.max(this.now, next.at)
      next.task()
    }
    this.now = until
  }

  texts(topic: string): string[] {
    return this.history.recent(topic, 1_000).map(({ text }) => text)
  }

  #open(): [Rooms, Joining] {
    const random = dice(this.client.length + this.#runs)
    const parts: RoomsParts = {
      client: this.client,
      run: `${1_766_000_000_000 + this.#runs++}-0000000a`,
      session: {
        publish: (topic, payload, { qos = 2, retain = false } = {}) => {
          if (!this.#connected) return Promise.resolve(refused({ kind: 'not-connected' }))
          this.broker.publish({ topic, payload, qos, retain })
          return Promise.resolve(ok(undefined))
        },
        changeSubscriptions: async (more, qos, less) => {
          for (const filter of less) this.subscribed.delete(filter)
          if (this.suback) await this.suback
          for (const filter of more) this.#subscribe(filter, qos)
        },
      },
      history: this.history,
      now: () => this.now,
      newId: () => `${this.client}-${++this.#ids}`,
      random,
      hash: (text) =>
        `${text.length}-${[...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)}`,
      after: (ms, task) => {
        const timer = { at: this.now + ms, task }
        this.#timers.push(timer)
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer)
        }
      },
      tellsOthers: () => this.tellsOthers,
      patched: ({ upsert }) => void this.patched.push(...upsert),
      kept: () => this.kept,
      keep: (rooms) => {
        this.kept = rooms
        return undefined
      },
      forget: (topic) => Promise.resolve(this.history.forget(topic)),
      keys: {
        get: (topic) => this.keys.get(topic),
        put: (topic, key) => void this.keys.set(topic, key),
        forget: (topic) => void this.keys.delete(topic),
        isKept: (topic) => this.keys.has(topic),
      },
      deriveKey,
      createSeal,
      isLight: (topic) => this.lights.includes(topic),
      doubled: () => undefined,
      changed: () => undefined,
      arrived: (arrival) => void this.arrivals.push(arrival),
      crowded: () => void this.crowds++,
    }
    const rooms = new Rooms(parts, this.#name)
    return [rooms, new Joining(parts, rooms)]
  }

  #subscribe(filter: string, qos: Qos): void {
    this.subscribed.set(filter, qos)
    if (!this.#connected) return
    for (const message of this.broker.retained.values()) {
      if (matchesFilter(filter, message.topic)) this.rooms.receive(message)
    }
  }
}
