import type { FailureKind } from '@shared/mqtt/connection'

/** What a CONNACK of MQTT 3.1.1 (table 3.1) or a CONNACK or DISCONNECT of MQTT 5 (2.4, 3.2.2.2, 3.14.2.1) says. */
const REASONS: Record<number, readonly [kind: FailureKind, words: string]> = {
  0: ['closed', 'Normal disconnection'],
  1: ['version', 'Unacceptable protocol version'],
  2: ['client-id', 'Identifier rejected'],
  3: ['refused', 'Server unavailable'],
  4: ['login', 'Bad user name or password'],
  5: ['not-authorised', 'Not authorized'],
  128: ['other', 'Unspecified error'],
  129: ['other', 'Malformed packet'],
  130: ['other', 'Protocol error'],
  131: ['other', 'Implementation specific error'],
  132: ['version', 'Unsupported protocol version'],
  133: ['client-id', 'Client identifier not valid'],
  134: ['login', 'Bad user name or password'],
  135: ['not-authorised', 'Not authorized'],
  136: ['refused', 'Server unavailable'],
  137: ['refused', 'Server busy'],
  138: ['not-authorised', 'Banned'],
  139: ['refused', 'Server shutting down'],
  140: ['not-authorised', 'Bad authentication method'],
  141: ['timed-out', 'Keep alive timeout'],
  142: ['taken-over', 'Session taken over'],
  143: ['other', 'Topic filter invalid'],
  144: ['other', 'Topic name invalid'],
  147: ['other', 'Receive maximum exceeded'],
  148: ['other', 'Topic alias invalid'],
  149: ['packet-too-large', 'Packet too large'],
  150: ['refused', 'Message rate too high'],
  151: ['refused', 'Quota exceeded'],
  152: ['closed', 'Administrative action'],
  153: ['other', 'Payload format invalid'],
  154: ['other', 'Retain not supported'],
  155: ['other', 'QoS not supported'],
  156: ['refused', 'Use another server'],
  157: ['refused', 'Server moved'],
  158: ['other', 'Shared subscriptions not supported'],
  159: ['refused', 'Connection rate exceeded'],
  160: ['closed', 'Maximum connect time'],
  161: ['other', 'Subscription identifiers not supported'],
  162: ['other', 'Wildcard subscriptions not supported'],
}

/** The kind of failure that a code of the broker means. */
export function kindOfReason(code: number): FailureKind {
  return REASONS[code]?.[0] ?? 'other'
}

/**
 * An error for the code with which the broker ended a connection, in the standard's words: those the broker adds
 * may hold a user name.
 */
export class BrokerReasonError extends Error {
  constructor(readonly code: number) {
    super(REASONS[code]?.[1] ?? `Reason ${code}`)
  }
}
