import type { MqttSession } from '../mqtt/session'
import type { Lamp } from './lamp'

/** The topics lamps are listened to on, wanted of the session as lamps come and go. */
export class Listening {
  readonly #session: Pick<MqttSession, 'changeSubscriptions' | 'wants'>
  #topics = new Map<string, Lamp[]>()
  /** Topics asked for here, beside those that somebody else had wanted already, and with which QoS. */
  readonly #wanted = new Map<string, 0 | 2>()

  constructor(session: Pick<MqttSession, 'changeSubscriptions' | 'wants'>) {
    this.#session = session
  }

  /** The lamps a topic speaks of. */
  lampsOf(topic: string): readonly Lamp[] {
    return this.#topics.get(topic) ?? []
  }

  /** Whether a lamp would be deaf without this filter. */
  needs(filter: string): boolean {
    return this.#topics.has(filter)
  }

  follow(lamps: Iterable<Lamp>): void {
    const topics = new Map<string, Lamp[]>()
    for (const lamp of lamps) {
      for (const topic of lamp.listens) {
        const listeners = topics.get(topic)
        if (!listeners) topics.set(topic, [lamp])
        else if (!listeners.includes(lamp)) listeners.push(lamp)
      }
    }
    this.#topics = topics
    const gone = [...this.#wanted.keys()].filter((topic) => !topics.has(topic))
    for (const topic of gone) this.#wanted.delete(topic)
    // Also what a finder's wildcard covers: what the broker keeps there came before anybody knew the lamp.
    const more = [...topics.keys()].filter((topic) => !this.#session.wants(topic))
    const isPlain = (topic: string): boolean =>
      topics.get(topic)?.some(({ convention }) => convention === 'plain') === true
    this.#want(
      more.filter((topic) => isPlain(topic)),
      2,
      gone,
    )
    // QoS 0: the next message of a device says all of it again, and a session that sleeps gathers none of them.
    this.#want(
      more.filter((topic) => !isPlain(topic)),
      0,
      [],
    )
  }

  /** Lets go of the devices: the broker would send what they say to a session in which nobody knows them any more. */
  async leave(): Promise<void> {
    const gone = [...this.#wanted].flatMap(([topic, qos]) => (qos === 0 ? [topic] : []))
    for (const topic of gone) this.#wanted.delete(topic)
    if (gone.length > 0) await this.#session.changeSubscriptions([], 0, gone)
  }

  #want(more: readonly string[], qos: 0 | 2, gone: readonly string[]): void {
    for (const topic of more) this.#wanted.set(topic, qos)
    if (more.length > 0 || gone.length > 0) void this.#session.changeSubscriptions(more, qos, gone)
  }
}
