import type { ErrorWithSubackPacket, MqttClient } from 'mqtt'
import type { Qos } from '@shared/mqtt/message'
import { parseTopicFilter } from '@shared/mqtt/topic'
import { Subscriptions, type Granted } from './subscriptions'

/** SUBACK return code for a subscription that failed: MQTT 3.1.1, 3.9.3. */
const SUBACK_REFUSED = 128

export interface SubscriberParts {
  /** The broker answered the subscriptions, or lost them. */
  readonly changed: () => void
  /** The broker granted less than was asked, so it has no more. */
  readonly lowered: (most: Qos) => void
}

/** Asks the broker for what is wanted: all of it before the connection counts, later changes at once. */
export class Subscriber {
  readonly #subscriptions = new Subscriptions()
  readonly #parts: SubscriberParts
  /** Set while the connection stands. */
  #client: MqttClient | undefined
  /** Filters are being asked for, packet after packet; until there is nothing left to ask. */
  #asking: Promise<void> | undefined

  constructor(parts: SubscriberParts) {
    this.#parts = parts
  }

  list(): ReturnType<Subscriptions['list']> {
    return this.#subscriptions.list()
  }

  filters(): string[] {
    return this.#subscriptions.filters()
  }

  /** Asks for everything; resolves when there is nothing left to ask or the connection is gone. */
  async open(client: MqttClient, isOver: () => boolean): Promise<void> {
    // Once more for what was wished while the last answer was on its way to here.
    while (!isOver() && this.#subscriptions.due()) await this.#askAll(client, isOver)
    if (isOver()) return
    this.#client = client
    this.#parts.changed()
  }

  /** The connection is gone, and with it what was granted. */
  close(): void {
    this.#client = undefined
    this.#subscriptions.forgetGrants()
    this.#parts.changed()
  }

  /** Wants a filter for as long as the session lives; asks the broker now or as soon as it is there. */
  async subscribe(filter: string, qos: Qos): Promise<Granted> {
    // One that is malformed would take the whole connection down with it.
    if (!parseTopicFilter(filter).ok) return 'refused'
    this.#subscriptions.want(filter, qos)
    const client = this.#client
    if (client) await this.#ask(client, [filter], qos, () => client !== this.#client)
    this.#parts.changed()
    return this.#subscriptions.list().find((entry) => entry.filter === filter)?.granted ?? 'later'
  }

  /** Whether a filter is wanted, with whatever quality. */
  wants(filter: string): boolean {
    return this.#subscriptions.has(filter)
  }

  /**
   * Wants some filters more and others no longer, many in one packet; those that are malformed are left out. Resolves when the broker
   * has answered, or is not there.
   */
  async change(more: readonly string[], qos: Qos, less: readonly string[]): Promise<void> {
    for (const filter of more) if (parseTopicFilter(filter).ok) this.#subscriptions.want(filter, qos)
    for (const filter of less) this.#subscriptions.drop(filter)
    const client = this.#client
    // Somebody else may be asking already, and be done before what is new was seen.
    while (client && client === this.#client && this.#subscriptions.due()) {
      this.#asking ??= this.#askAll(client, () => client !== this.#client).finally(() => {
        this.#asking = undefined
      })
      await this.#asking
    }
    this.#parts.changed()
  }

  /** Wants a filter no longer; the broker is told now, or when it is there again: it remembers the session. */
  async unsubscribe(filter: string): Promise<void> {
    if (!this.#subscriptions.drop(filter)) return
    this.#parts.changed()
    const client = this.#client
    if (client) await this.#askNoMore(client, [filter], () => client !== this.#client)
  }

  async #askAll(client: MqttClient, isOver: () => boolean): Promise<void> {
    // While the broker answers, a filter more or less can be wanted; hence until there is nothing left to ask.
    for (let due = this.#subscriptions.due(); due; due = this.#subscriptions.due()) {
      await (due.filters
        ? this.#ask(client, due.filters, due.qos, isOver)
        : this.#askNoMore(client, due.unwanted, isOver))
      if (isOver()) return
    }
  }

  async #ask(client: MqttClient, filters: string[], qos: Qos, isOver: () => boolean): Promise<void> {
    const codes = await client.subscribeAsync(filters, { qos }).then(
      (grants) => grants.map((grant) => grant.qos),
      // mqtt.js reports one refused filter (SUBACK 128) as an error of the whole request.
      (error: Partial<ErrorWithSubackPacket>) => error.packet?.granted,
    )
    if (isOver()) return
    filters.forEach((filter, index) => {
      const granted = this.#subscriptions.granted(filter, Number(codes?.[index] ?? SUBACK_REFUSED))
      if (typeof granted === 'number' && granted < qos) this.#parts.lowered(granted)
    })
  }

  async #askNoMore(client: MqttClient, filters: string[], isOver: () => boolean): Promise<void> {
    await client.unsubscribeAsync(filters).catch(() => undefined)
    if (!isOver()) this.#subscriptions.dropped(filters)
  }
}
