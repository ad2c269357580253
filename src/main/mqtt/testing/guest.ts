import { connect } from 'mqtt'
import type { ConnectionState } from '@shared/mqtt/connection'
import type { MqttMessage, Qos } from '@shared/mqtt/message'
import type { Located } from '../located'
import { MqttSession, type SessionParts } from '../session'

/** Milliseconds after which a guest that waits is told to try at once. */
const EAGER_MS = 20

/** A real session over the real mqtt.js in real time, but for the waits between tries, with all it was told. */
export class Guest {
  readonly states: ConnectionState[] = []
  readonly heard: (Omit<MqttMessage, 'payload'> & { readonly text: string; readonly size: number })[] = []
  /** How often it tried to get in. */
  tries = 0
  readonly session: MqttSession
  located: Located
  #timers = new Set<NodeJS.Timeout>()

  constructor(clientId: string, located: Located, will?: ReturnType<NonNullable<SessionParts['will']>>) {
    this.located = located
    this.session = new MqttSession(
      {
        clientId,
        will: () => will,
        locate: () => {
          this.tries++
          return Promise.resolve(this.located)
        },
        createClient: connect,
        now: Date.now,
        random: Math.random,
        after: (ms, task) => this.#after(ms, task),
      },
      {
        message: ({ topic, payload, qos, retain }) => {
          const text = payload.length > 1_000 ? '' : Buffer.from(payload).toString()
          this.heard.push({ topic, text, size: payload.length, qos, retain })
        },
        sent: () => undefined,
        state: (state) => {
          this.states.push(state)
          if (state.phase === 'waiting') this.#after(EAGER_MS, () => this.session.retryNow())
        },
        subscriptions: () => undefined,
      },
    )
  }

  get texts(): string[] {
    return this.heard.map(({ text }) => text)
  }

  get phase(): ConnectionState['phase'] {
    return this.session.state.phase
  }

  say(topic: string, text: string, qos?: Qos, retain = false): ReturnType<MqttSession['publish']> {
    return this.session.publish(topic, Buffer.from(text), { qos, retain })
  }

  /** Leaves for good, with nothing left at the broker unless the session is to be kept. */
  async leave(keepSession = false): Promise<void> {
    await this.session.stop({ keepSession })
    for (const timer of this.#timers) clearTimeout(timer)
  }

  #after(ms: number, task: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      task()
    }, ms)
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
      clearTimeout(timer)
    }
  }
}
