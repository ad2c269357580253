/** Delivery promise of MQTT 3.1.1, section 4.3: 0 at most once, 1 at least once, 2 exactly once. */
export type Qos = 0 | 1 | 2

/** One application message as it came from or goes to a broker. */
export interface MqttMessage {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  /** Set on a message the broker had kept for new subscribers (MQTT 3.1.1, 3.3.1.3). */
  readonly retain: boolean
  /** What MQTT 5 lets a sender say beside the payload. */
  readonly properties?: MessageProperties
}

/** The properties of an MQTT 5 PUBLISH that a person can make something of (MQTT 5, 3.3.2.3). */
export interface MessageProperties {
  readonly contentType?: string
  /** The sender says that the payload is UTF-8. */
  readonly isText?: boolean
  /** Seconds for which the message was still good when it came. */
  readonly expiry?: number
  readonly responseTopic?: string
  /** In hexadecimal. */
  readonly correlation?: string
  /** In the order they came in; a name can come more than once. */
  readonly user?: readonly (readonly [name: string, value: string])[]
}

/** A message a broker keeps per topic and hands to whoever subscribes later. */
export interface RetainedMessage {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
}

/** Largest payload in bytes that Porchlight itself sends: far above any light or chat message, below every broker's default. */
export const MAX_SENT_PAYLOAD = 262_144

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Text as the bytes that go on the wire. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text)
}

/** The text of a payload, or undefined where the bytes are not UTF-8. */
export function decodeText(payload: Uint8Array): string | undefined {
  try {
    return decoder.decode(payload)
  } catch {
    return undefined
  }
}
