import type { MqttMessage } from '@shared/mqtt/message'
import { refused } from '@shared/result'
import type { MqttSession } from '../mqtt/session'
import { isSealed, type Seal } from './seal'

type Publish = MqttSession['publish']

/** Own messages that are still to come back; more are not under way. */
const MOST_OWN = 1_000

/** A private room's way to the broker: seals what goes out and opens what comes in, so that the room itself need not know. */
export class SealedWire {
  readonly #publish: Publish
  readonly #client: () => string
  #seal: Seal | undefined
  #state: 'known' | 'missing' | 'wrong'
  /** Something of somebody else's was opened with this key, so what cannot be is mischief. */
  #fits = false
  /** What was sealed here and has not come back yet; opening that proves nothing. */
  readonly #own = new Set<string>()

  constructor(publish: Publish, client: () => string, seal: Seal | undefined) {
    this.#publish = publish
    this.#client = client
    this.#seal = seal
    this.#state = seal ? 'known' : 'missing'
  }

  /** Whether the key is known, and fits what is said in the room. */
  get key(): 'known' | 'missing' | 'wrong' {
    return this.#state
  }

  rekey(seal: Seal): void {
    this.#seal = seal
    this.#fits = false
    // After a wrong one it first has to open what the other could not.
    if (this.#state === 'missing') this.#state = 'known'
  }

  readonly publish: Publish = async (topic, payload, options) => {
    if (!this.#seal) return refused({ kind: 'not-connected' })
    // Nothing is nothing: an empty retained message is how MQTT takes one away.
    const sealed = payload.length === 0 ? payload : this.#seal.seal(topic, payload)
    this.#remember(sealed)
    return await this.#publish(topic, sealed, options)
  }

  /** A message as the room is to read it; undefined where it is none of this key. */
  open(message: MqttMessage): MqttMessage | undefined {
    if (message.payload.length === 0) return message
    if (!this.#seal) return undefined
    const payload = this.#seal.open(message.topic, message.payload, message.retain)
    if (payload) {
      if (this.#isOwn(message)) return { ...message, payload }
      this.#fits = true
      this.#state = 'known'
      return { ...message, payload }
    }
    // What comes now may be another's slip; what the broker keeps was there before this copy came.
    const isTold = message.retain && !this.#isOwn(message) && isSealed(message.payload)
    if (isTold && !this.#fits) this.#state = 'wrong'
    return undefined
  }

  /** What a broker is to keep for the room from its beginning. */
  sealed<M extends Pick<MqttMessage, 'topic' | 'payload'>>(messages: readonly M[]): M[] {
    const seal = this.#seal
    if (!seal) return []
    return messages.map((one) => {
      const payload = seal.seal(one.topic, one.payload)
      this.#remember(payload)
      return { ...one, payload }
    })
  }

  /** Also what an earlier run of this copy said under its name, perhaps with another key. */
  #isOwn({ topic, payload }: MqttMessage): boolean {
    return topic.endsWith(`/${this.#client()}`) || this.#own.has(endOf(payload))
  }

  #remember(sealed: Uint8Array): void {
    this.#own.add(endOf(sealed))
    const [oldest] = this.#own
    if (this.#own.size > MOST_OWN && oldest !== undefined) this.#own.delete(oldest)
  }
}

/** The end of a box is the end of its tag: no two are alike. */
function endOf(sealed: Uint8Array): string {
  return String.fromCharCode(...sealed.subarray(-24))
}
