import type { MqttClient } from 'mqtt'
import { MAX_SENT_PAYLOAD, type MqttMessage, type Qos } from '@shared/mqtt/message'
import { parseTopicName, type TopicProblem } from '@shared/mqtt/topic'
import { refused, ok, type Result } from '@shared/result'
import { describeFailure } from './failure'
import { payloadLimit, type BrokerLimits } from './limits'

export type PublishFailure =
  | { readonly kind: 'not-connected' }
  | { readonly kind: 'topic'; readonly problem: TopicProblem }
  | { readonly kind: 'payload-too-large'; readonly limit: number }
  | { readonly kind: 'refused-by-broker'; readonly detail: string }

export interface PublishOptions {
  readonly qos?: Qos
  readonly retain?: boolean
}

/** Packet identifier not found: the broker lost the session between the two halves of QoS 2 (MQTT 5, 2.4). */
const SESSION_LOST = 146

/**
 * Hands messages to the connection within what the broker allows: no more unconfirmed at once, no higher QoS, no
 * larger packet. What waits for its turn outlives a lost connection, like what is in flight.
 */
export class Publisher {
  readonly #sent: (message: MqttMessage) => void
  #client: MqttClient | undefined
  #limits: BrokerLimits | undefined
  /** Those of QoS 1 and 2 that the broker has not confirmed. */
  #unconfirmed = 0
  /** Publishes that wait for one of these to be confirmed; each is handed over, or given back, when it is called. */
  #waiting: ((go: boolean) => void)[] = []

  constructor(sent: (message: MqttMessage) => void) {
    this.#sent = sent
  }

  /** The connection stands. */
  open(client: MqttClient, limits: BrokerLimits): void {
    this.#client = client
    this.#limits = limits
    this.#letGo()
  }

  /** The connection is gone, and may come back. */
  pause(): void {
    this.#limits = undefined
  }

  /** The session ends: what waits goes back to its sender, and so does what is in flight when mqtt.js gives it up. */
  end(): void {
    this.pause()
    this.#client = undefined
    for (const answer of this.#waiting.splice(0)) answer(false)
  }

  /** Resolves when the broker has the message: after PUBCOMP with QoS 2, PUBACK with 1, the write with 0. */
  async publish(
    topic: string,
    payload: Uint8Array,
    { qos = 2, retain = false }: PublishOptions = {},
  ): Promise<Result<undefined, PublishFailure>> {
    const name = parseTopicName(topic)
    if (!name.ok) return refused({ kind: 'topic', problem: name.error })
    if (!this.#limits) return refused({ kind: 'not-connected' })
    const limit = Math.min(MAX_SENT_PAYLOAD, payloadLimit(this.#limits, topic))
    if (payload.length > limit) return refused({ kind: 'payload-too-large', limit })
    if (qos === 0) return await this.#hand({ topic, payload, qos, retain })
    if (this.#waiting.length === 0 && this.#unconfirmed < this.#limits.receiveMaximum) {
      return await this.#handCounted({ topic, payload, qos, retain })
    }
    const message = { topic, payload: new Uint8Array(payload), qos, retain }
    // Handed over in the very moment it may go: else one that is published meanwhile would overtake it.
    return await new Promise((resolve) =>
      this.#waiting.push((go) =>
        resolve(go ? this.#handCounted(message) : refused({ kind: 'not-connected' })),
      ),
    )
  }

  async #handCounted(wished: MqttMessage): Promise<Result<undefined, PublishFailure>> {
    this.#unconfirmed++
    try {
      return await this.#hand(wished)
    } finally {
      this.#unconfirmed--
      this.#letGo()
    }
  }

  async #hand(wished: MqttMessage): Promise<Result<undefined, PublishFailure>> {
    const client = this.#client
    const limits = this.#limits
    if (!client || !limits) return refused({ kind: 'not-connected' })
    const { topic, payload } = wished
    const qos = wished.qos > limits.maximumQos ? limits.maximumQos : wished.qos
    const retain = wished.retain && limits.retain
    this.#sent({ topic, payload, qos, retain })
    try {
      const sent = client.publishAsync(topic, Buffer.from(payload), { qos, retain })
      await (qos === 0 ? orClosed(client, sent) : sent)
      return ok(undefined)
    } catch (error) {
      // Given back by a stop, or with QoS 0 by the end of the connection: whether the broker has it cannot be known.
      const unknown =
        client !== this.#client || qos === 0 || (error as { code?: unknown }).code === SESSION_LOST
      if (unknown) return refused({ kind: 'not-connected' })
      return refused({ kind: 'refused-by-broker', detail: describeFailure(error).detail })
    }
  }

  /** Gives the free places to those who waited longest. */
  #letGo(): void {
    const free = (this.#limits?.receiveMaximum ?? 0) - this.#unconfirmed
    for (const answer of this.#waiting.splice(0, Math.max(0, free))) answer(true)
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
export function giveBackInFlight(client: MqttClient): void {
  for (const id of Object.keys(client.outgoing)) client.removeOutgoingMessage(Number(id))
}
