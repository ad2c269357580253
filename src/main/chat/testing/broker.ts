import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { matchesFilter } from '@shared/mqtt/topic'

/** What a broker sends to one client, in this order. */
type Down =
  | { readonly kind: 'message'; readonly message: MqttMessage }
  /** The answer to the subscriptions: only now does a session count as connected. */
  | { readonly kind: 'suback' }
  | { readonly kind: 'ack'; readonly done: () => void }

interface Session {
  readonly filters: readonly string[]
  down: Down[]
}

/** A broker in memory: retained messages, and sessions that keep what comes while a client is away. */
export class SimulatedBroker {
  readonly retained = new Map<string, MqttMessage>()
  /** Everything that was ever published, in its order. */
  readonly published: MqttMessage[] = []
  readonly #sessions = new Map<string, Session>()

  constructor(seed: readonly RetainedMessage[] = []) {
    for (const message of seed) this.publish({ ...message, retain: true })
  }

  publish(message: MqttMessage): void {
    this.published.push(message)
    if (message.retain && message.payload.length === 0) this.retained.delete(message.topic)
    else if (message.retain) this.retained.set(message.topic, message)
    for (const { filters, down } of this.#sessions.values()) {
      if (!filters.some((filter) => matchesFilter(filter, message.topic))) continue
      down.push({ kind: 'message', message: { ...message, retain: false } })
    }
  }

  /** Lets a client in. What is retained may come before or after what was kept: QoS 2 takes one way more than QoS 1. */
  attach(client: string, filters: readonly string[], retainedFirst: boolean): void {
    const kept = this.#sessions.get(client)?.down ?? []
    const retained: Down[] = [...this.retained.values()]
      .filter(({ topic }) => filters.some((filter) => matchesFilter(filter, topic)))
      .map((message) => ({ kind: 'message', message }))
    const answers: Down[] = [{ kind: 'suback' }, ...retained]
    this.#sessions.set(client, {
      filters,
      down: retainedFirst ? [...answers, ...kept] : [...kept, ...answers],
    })
  }

  /** The connection is gone: messages wait for the client, answers do not, and what is retained will be sent anew. */
  detach(client: string): void {
    const session = this.#sessions.get(client)
    if (session) session.down = session.down.filter((item) => item.kind === 'message' && !item.message.retain)
  }

  /** What is on its way to a client. */
  down(client: string): Down[] {
    return this.#sessions.get(client)?.down ?? []
  }
}
