import { Readable } from 'node:stream'
import { setImmediate as immediate } from 'node:timers/promises'
import LevelPersistence, {
  type SessionOwner,
  type StoredPacket,
  type StoredSubscription,
} from 'aedes-persistence-level/asyncPersistence.js'
import type { Qos } from '@shared/mqtt/message'
import { FilterIndex } from './filter-index'
import type { BrokerLimits } from './limits'
import type { MirrorDb } from './mirror-db'
import type { BrokerNote } from './notes'
import { topicsFor } from './retained-topics'

const RETAINED = 'retained:'
/** Walks past what is kept that may wait, at some 20 ms each: who subscribes on and on has to wait with its next. */
const MOST_WALKS = 10

interface Following {
  readonly clients: Readonly<Record<string, object | undefined>>
}

/**
 * aedes-persistence-level with bounds, and with what a session needs and it does not do: filters of one session that
 * overlap are all remembered, the QoS a session asked for is the highest it gets, what is sent again is marked as such
 * (DUP), and an answer to a message that is not (or no longer) kept is no reason to close the connection.
 */
export class BoundedStore extends LevelPersistence {
  readonly #db: MirrorDb
  readonly #limits: BrokerLimits
  readonly #onNote: (note: BrokerNote) => void
  readonly #filters = new FilterIndex()
  /** Filters of each session; the session that has been seen last stands last. */
  readonly #sessions = new Map<string, Map<string, Qos>>()
  readonly #replays = new WeakMap<object, Set<string>>()
  /** The last that was noted as sent to each client. */
  readonly #updates = new WeakMap<object, Promise<void>>()
  /** aedes hands the same list over once per filter in it. */
  readonly #done = new WeakSet<object>()
  /** When, on a count of changes, each topic got what it holds, and when each stream of retained messages began. */
  readonly #changedAt = new Map<string, number>()
  readonly #streamedAt = new WeakMap<object, number>()
  #changes = 0
  #walks: Promise<void> = Promise.resolve()
  #waiting = 0
  #broker: Following = { clients: {} }

  constructor(db: MirrorDb, limits: BrokerLimits, onNote: (note: BrokerNote) => void) {
    super(db)
    this.#db = db
    this.#limits = limits
    this.#onNote = onNote
  }

  /** Reads everything once, so that a store somebody damaged is found now and not under a client's feet. */
  async load(): Promise<void> {
    for (const name of this.#db.groupNames()) {
      const [family, session] = name.split(':') as [string, string]
      if (session === '') continue
      const id = decodeURIComponent(session)
      this.#remember(id)
      if (family === 'subscriptions') {
        for (const { topic, qos } of await super.subscriptionsByClient({ id })) this.#index(id, topic, qos)
      }
      if (family === 'outgoing') await drain(super.outgoingStream({ id }))
    }
    await drain(super.createRetainedStream('#'))
    await drain(super.streamWill())
  }

  override async setup(broker: object): Promise<void> {
    this.#broker = broker as Following
    await super.setup(broker)
  }

  override async storeRetained(packet: StoredPacket): Promise<void> {
    const { retainedMessages, retainedBytes } = this.#limits
    const held = this.#db.sizeOf(RETAINED)
    const before = this.#db.bytesOf(RETAINED + packet.topic)
    const isFull =
      (before === 0 && held.count >= retainedMessages) ||
      held.bytes - before + packet.payload.length > retainedBytes
    if (packet.payload.length > 0 && isFull) {
      this.#onNote({ kind: 'retained-limit', topic: packet.topic, limit: retainedMessages })
      return
    }
    if (this.#changedAt.size >= 2 * retainedMessages) this.#changedAt.clear()
    this.#changedAt.set(packet.topic, ++this.#changes)
    await super.storeRetained(packet)
  }

  override createRetainedStreamCombi(patterns: string[]): Readable {
    return Readable.from(this.#streamRetained(patterns, this.#changes))
  }

  /** Waits while many walks past what is kept are still to come; undefined where there is no need to. */
  get calm(): Promise<void> | undefined {
    return this.#waiting < MOST_WALKS ? undefined : this.#walks
  }

  /** Whether a message from a stream of retained ones was replaced meanwhile: its successor has gone out already. */
  isOutdated(packet: { topic: string; payload: unknown }): boolean {
    const began = this.#streamedAt.get(packet.payload as object) ?? Infinity
    return (this.#changedAt.get(packet.topic) ?? 0) > began
  }

  override async addSubscriptions(client: SessionOwner, subscriptions: StoredSubscription[]): Promise<void> {
    if (this.#done.has(subscriptions)) return
    this.#done.add(subscriptions)
    const filters = this.#remember(client.id)
    const allowed = subscriptions.filter(({ topic, qos }) => {
      if (!filters.has(topic) && filters.size >= this.#limits.subscriptionsPerClient) return false
      this.#index(client.id, topic, qos)
      return true
    })
    await super.addSubscriptions(client, allowed)
  }

  override async removeSubscriptions(client: SessionOwner, topics: string[]): Promise<void> {
    const filters = this.#sessions.get(client.id)
    for (const topic of topics) {
      filters?.delete(topic)
      this.#filters.remove(topic, client.id)
    }
    await super.removeSubscriptions(client, topics)
  }

  /** aedes asks this when a session resumes, and when it is cleaned. */
  override async subscriptionsByClient(client: SessionOwner): Promise<StoredSubscription[]> {
    if (this.#sessions.has(client.id)) this.#remember(client.id)
    return super.subscriptionsByClient(client)
  }

  override async subscriptionsByTopic(topic: string): Promise<StoredSubscription[]> {
    return [...this.#filters.match(topic)].map(([clientId, qos]) => ({ clientId, topic, qos }))
  }

  /** A clean session forgets what was kept for its id (MQTT 3.1.1, 3.1.2-6): the filters and the queue. */
  override async cleanSubscriptions(client: SessionOwner): Promise<void> {
    await super.cleanSubscriptions(client)
    this.#sessions.delete(client.id)
    this.#db.clearGroup(groupOf('outgoing', client.id))
    this.#db.clearGroup(groupOf('outgoing-id', client.id))
  }

  override async outgoingEnqueue(
    subscription: { clientId: string; qos?: Qos },
    packet: StoredPacket,
  ): Promise<void> {
    const qos = Math.min(packet.qos, subscription.qos ?? packet.qos) as Qos
    const stored = super.outgoingEnqueue(subscription, { ...packet, qos })
    this.#bound('outgoing', subscription.clientId)
    await stored
  }

  /**
   * Notes that a message is being sent. One that fell out of the queue meanwhile is sent all the same, and no sooner than those
   * before it: it is found missing sooner than another is written, and PUBREL goes in the order of PUBREC (MQTT 3.1.1, 4.6).
   */
  override async outgoingUpdate(client: SessionOwner, packet: StoredPacket): Promise<void> {
    const before = this.#updates.get(client)
    const update = this.#updateOutgoing(client, packet)
    const settled = update.catch(() => undefined).then(() => before)
    this.#updates.set(client, settled)
    await settled
    await update
  }

  override async outgoingClearMessageId(
    client: SessionOwner,
    packet: { messageId?: number },
  ): Promise<StoredPacket | undefined> {
    return packet.messageId === undefined ? undefined : super.outgoingClearMessageId(client, packet)
  }

  override outgoingStream(client: SessionOwner): Readable {
    return Readable.from(markRepeats(super.outgoingStream(client)))
  }

  /** Only the id counts for telling a repeat; the payload would be kept for nothing. */
  override async incomingStorePacket(client: SessionOwner, packet: StoredPacket): Promise<void> {
    if (!client.clean) this.#remember(client.id)
    await super.incomingStorePacket(client, { ...packet, payload: Buffer.alloc(0) })
  }

  /** Which queued messages a resuming client has been sent, from now until `unfollow`; by `numberOf`. */
  follow(client: object): ReadonlySet<string> {
    const sent = new Set<string>()
    this.#replays.set(client, sent)
    return sent
  }

  unfollow(client: object): void {
    this.#replays.delete(client)
  }

  async *#streamRetained(filters: readonly string[], began: number): AsyncGenerator<StoredPacket> {
    const kept = {
      has: (topic: string) => this.#db.bytesOf(RETAINED + topic) > 0,
      all: () => this.#db.keysOf(RETAINED).map((key) => key.slice(RETAINED.length)),
    }
    // One walk after the other: of hundreds at once each would rest, and all together would not.
    const walk = this.#walks.then(() => topicsFor(filters, kept, () => performance.now(), immediate))
    this.#waiting++
    const over = () => void this.#waiting--
    this.#walks = walk.then(over, over)
    for await (const packet of this.#packetsOf(await walk)) {
      this.#streamedAt.set(packet.payload, began)
      yield packet
    }
  }

  /** What topics hold when it is their turn to be handed on. */
  #packetsOf(topics: readonly string[]): AsyncIterable<StoredPacket> {
    const values = this.#db.valuesOf(topics.map((topic) => RETAINED + topic))
    // The package alone knows how a packet is written; it takes all that it is given for what is kept.
    return new LevelPersistence({ values: () => values }).createRetainedStream('#')
  }

  async #updateOutgoing(client: SessionOwner, packet: StoredPacket): Promise<void> {
    this.#replays.get(client)?.add(numberOf(packet))
    try {
      await super.outgoingUpdate(client, packet)
    } catch (error) {
      if (!(error instanceof Error && error.message === 'no such packet')) throw error
    }
    this.#bound('outgoing-id', client.id)
  }

  #bound(family: 'outgoing' | 'outgoing-id', session: string): void {
    const { queuedMessages, queuedBytes } = this.#limits
    const group = groupOf(family, session)
    for (;;) {
      const { count, bytes } = this.#db.sizeOf(group)
      if (count <= queuedMessages && (bytes <= queuedBytes || count <= 1)) return
      this.#db.dropOldest(group)
      if (family === 'outgoing') {
        this.#onNote({ kind: 'queue-limit', client: session, limit: queuedMessages })
      }
    }
  }

  #index(session: string, topic: string, qos: Qos): void {
    this.#sessions.get(session)?.set(topic, qos)
    // QoS 0 is for those who are there; nothing waits for it.
    if (qos > 0) this.#filters.add(topic, session, qos)
    else this.#filters.remove(topic, session)
  }

  #remember(session: string): Map<string, Qos> {
    const filters = this.#sessions.get(session) ?? new Map<string, Qos>()
    this.#sessions.delete(session)
    this.#sessions.set(session, filters)
    if (this.#sessions.size > this.#limits.sessions) this.#forgetOne(session)
    return filters
  }

  #forgetOne(except: string): void {
    for (const [session, filters] of this.#sessions) {
      if (session === except || this.#broker.clients[session]) continue
      void this.removeSubscriptions({ id: session }, [...filters.keys()])
      this.#sessions.delete(session)
      for (const family of ['outgoing', 'outgoing-id', 'incoming']) {
        this.#db.clearGroup(groupOf(family, session))
      }
      this.#onNote({ kind: 'session-limit', client: session, limit: this.#limits.sessions })
      return
    }
  }
}

/** Tells one message from another at this broker. */
export function numberOf(packet: { brokerId?: string; brokerCounter?: number }): string {
  return `${packet.brokerId}:${packet.brokerCounter}`
}

function groupOf(family: string, session: string): string {
  return `${family}:${encodeURIComponent(session)}:`
}

async function drain(stream: Readable): Promise<void> {
  for await (const _ of stream);
}

async function* markRepeats(stored: Readable): AsyncGenerator<StoredPacket> {
  for await (const packet of stored as AsyncIterable<StoredPacket>) {
    const isRepeat = packet.cmd === 'publish' && (packet.messageId ?? 0) > 0
    yield isRepeat ? { ...packet, dup: true } : packet
  }
}
