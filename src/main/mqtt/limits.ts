import type { IConnackPacket } from 'mqtt'
import type { Qos } from '@shared/mqtt/message'

/** What a broker lets its clients do, as its CONNACK says (MQTT 5, 3.2.2.3) or as it turns out. */
export interface BrokerLimits {
  readonly maximumQos: Qos
  readonly retain: boolean
  /** Most publishes of QoS 1 and 2 that may be unconfirmed at the same time. */
  readonly receiveMaximum: number
  /** Bytes of a whole packet. */
  readonly maximumPacketSize: number
  /** Seconds for which the session is kept, where that is not what was asked. */
  readonly sessionExpiry?: number
}

/** So many unconfirmed publishes are enough for any wire, and few enough to send again. */
const LARGEST_WINDOW = 1_000
/**
 * Where a broker names no limit, as with MQTT 3.1.1: the usual `max_inflight_messages` of Mosquitto, whose 2.0.11 confirms
 * what is beyond it but never hands it on.
 */
const USUAL_WINDOW = 20
/** Largest packet that MQTT can write down: MQTT 3.1.1, 2.2.3. */
const LARGEST_PACKET = 268_435_455

/** Reads the limits from a CONNACK; one of MQTT 3.1.1 has none. */
export function limitsOf({ properties }: Pick<IConnackPacket, 'properties'>): BrokerLimits {
  const { maximumQoS, retainAvailable, receiveMaximum, maximumPacketSize, sessionExpiryInterval } =
    properties ?? {}
  return {
    maximumQos: maximumQoS === 0 || maximumQoS === 1 ? maximumQoS : 2,
    retain: retainAvailable !== false,
    receiveMaximum: Math.min(receiveMaximum ?? USUAL_WINDOW, LARGEST_WINDOW),
    maximumPacketSize: maximumPacketSize ?? LARGEST_PACKET,
    ...(sessionExpiryInterval === undefined ? {} : { sessionExpiry: sessionExpiryInterval }),
  }
}

/** Bytes that a PUBLISH takes beside its topic and its payload: fixed header, two lengths, properties. */
const PUBLISH_OVERHEAD = 16

/** Most bytes of payload that fit into a packet for this broker on this topic. */
export function payloadLimit({ maximumPacketSize }: BrokerLimits, topic: string): number {
  return Math.max(0, maximumPacketSize - PUBLISH_OVERHEAD - Buffer.byteLength(topic))
}
