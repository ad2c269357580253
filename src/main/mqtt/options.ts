import type { IClientOptions } from 'mqtt'
import type { MqttVersion } from '@shared/mqtt/connection'
import type { Qos } from '@shared/mqtt/message'
import { PROFILE_LIMITS } from '@shared/profile/profile'
import type { Located } from './located'
import { tlsOptions } from './tls'

/** What the broker publishes for us when we vanish without a DISCONNECT (MQTT 3.1.1, 3.1.2.5). */
export interface Will {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  readonly retain: boolean
}

/** Milliseconds for TCP, TLS and CONNACK together. */
export const CONNECT_TIMEOUT = 10_000
/** Bytes of the largest packet that is taken in: a picture from a camera fits, a flood does not. */
export const MAX_PACKET = 16_777_216
/** How many topics a broker may shorten to a number (MQTT 5, 3.1.2.11.5). */
const TOPIC_ALIASES = 64

/** The options of mqtt.js for one try: it never reconnects or subscribes again by itself, the session does. */
export function clientOptions(
  clientId: string,
  located: Located,
  will: Will | undefined,
  version: MqttVersion,
): IClientOptions {
  const { address, credentials, choice } = located
  const { scheme, host, port, path } = address
  // A socket wants an IPv6 address bare; a WebSocket's URL wants it in its brackets.
  const hostname = scheme === 'ws' || scheme === 'wss' ? host : host.replace(/^\[|\]$/g, '')
  return {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    // The cache costs 30 ms and 8 MB at the first packet, and only helps at many thousands of packets per second.
    writeCache: false,
    clean: false,
    clientId: choice?.clientId ?? clientId,
    protocolVersion: version === '5' ? 5 : 4,
    keepalive: choice?.keepAlive ?? PROFILE_LIMITS.keepAlive.usual,
    // A ping is due whatever else is sent: only its answer shows that the other side is still there.
    reschedulePings: false,
    connectTimeout: CONNECT_TIMEOUT,
    protocol: scheme,
    host,
    hostname,
    port,
    path,
    username: credentials?.username,
    password: credentials?.password,
    will: will && { ...will, payload: Buffer.from(will.payload) },
    // Written into the CONNECT of MQTT 5 only; mqtt.js wants to see them when the client is made.
    properties: {
      sessionExpiryInterval: choice?.sessionExpiry ?? PROFILE_LIMITS.sessionExpiry.usual,
      maximumPacketSize: MAX_PACKET,
      topicAliasMaximum: TOPIC_ALIASES,
    },
    ...tlsOptions(choice?.tls ?? {}, address),
  }
}
