import type { PlainLight } from '@shared/light/arrangement'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { MqttSession } from '../mqtt/session'

export interface OfferParts {
  readonly session: Pick<MqttSession, 'publish' | 'state'>
  /** This copy's client id at the broker. */
  readonly client: () => string
  /** Where this copy's presence stands, retained, with its going away as the will. */
  readonly presence: () => string
  readonly hash: (text: string) => string
}

/** Home Assistant's default prefix: https://www.home-assistant.io/integrations/mqtt/#mqtt-discovery */
const PREFIX = 'homeassistant/light'

/**
 * Announces this computer's plain lights to Home Assistant, and withdraws what is not offered any more. What the broker
 * still keeps of an earlier run comes in like any other message, so nothing has to be remembered to be withdrawn.
 */
export class Offer {
  readonly #parts: OfferParts
  /** The announcements that are to stand, by their topic. */
  #wanted = new Map<string, string>()
  /** What the broker was last told, by topic. */
  readonly #told = new Map<string, string>()
  /** What the broker keeps and is not meant any more; it can come in before anything can go out. */
  readonly #left = new Set<string>()

  constructor(parts: OfferParts) {
    this.#parts = parts
  }

  /** The lights that are offered now; none where the user does not want it. */
  set(lights: readonly PlainLight[]): void {
    this.#wanted = new Map(lights.map((light) => [this.#topic(light), this.#announcement(light)]))
    this.#tell()
  }

  /** A new connection: the broker may be another one, or may have forgotten. */
  connected(): void {
    this.#told.clear()
    this.#tell()
  }

  /** Sees what the broker keeps under this copy's name, and takes away what is no longer meant. */
  receive({ topic, payload }: Pick<MqttMessage, 'topic' | 'payload'>): void {
    if (!topic.startsWith(`${PREFIX}/${this.#parts.client()}/`) || payload.length === 0) return
    if (this.#wanted.has(topic) || this.#told.get(topic) === '') return
    this.#left.add(topic)
    this.#tell()
  }

  #tell(): void {
    if (this.#parts.session.state.phase !== 'connected') return
    const gone = [...this.#told].filter(([topic, text]) => text !== '' && !this.#wanted.has(topic))
    for (const topic of new Set([...gone.map(([one]) => one), ...this.#left])) {
      if (!this.#wanted.has(topic)) this.#publish(topic, '')
    }
    this.#left.clear()
    for (const [topic, text] of this.#wanted) if (this.#told.get(topic) !== text) this.#publish(topic, text)
  }

  #publish(topic: string, text: string): void {
    this.#told.set(topic, text)
    void this.#parts.session.publish(topic, encodeText(text), { qos: 1, retain: true })
  }

  #topic({ topic }: PlainLight): string {
    return `${PREFIX}/${this.#parts.client()}/${this.#objectId(topic)}/config`
  }

  /** Letters, digits, `_` and `-` only; two topics never share one. */
  #objectId(topic: string): string {
    return /^[\w-]{1,60}$/.test(topic)
      ? topic
      : `${topic.replaceAll(/[^\w-]/g, '_').slice(0, 40)}_${this.#parts.hash(topic).slice(0, 8)}`
  }

  #announcement({ topic, stateTopic, sends, on, off }: PlainLight): string {
    const client = this.#parts.client()
    return JSON.stringify({
      name: topic,
      unique_id: `${client}_${this.#objectId(topic)}`,
      command_topic: topic,
      state_topic: stateTopic ?? topic,
      payload_on: sends === 'own' ? on : 'on',
      payload_off: sends === 'own' ? off : 'off',
      qos: 1,
      // The topic is its own state: who comes later has to find it there (DESIGN 2, Light).
      retain: stateTopic === undefined,
      availability: [
        {
          topic: this.#parts.presence(),
          value_template: '{{ value_json.state }}',
          payload_available: 'online',
          payload_not_available: 'offline',
        },
      ],
      device: { identifiers: [client], name: 'Porchlight', manufacturer: 'Porchlight' },
      origin: { name: 'Porchlight' },
    })
  }
}
