/** Delivery promise of MQTT 3.1.1, section 4.3: 0 at most once, 1 at least once, 2 exactly once. */
export type Qos = 0 | 1 | 2

/** One application message as it came from or goes to a broker. */
export interface MqttMessage {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  /** Set on a message the broker had kept for new subscribers (MQTT 3.1.1, 3.3.1.3). */
  readonly retain: boolean
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
