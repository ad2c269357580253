import type { IClientOptions } from 'mqtt'
import type { Qos } from '@shared/mqtt/message'
import type { Located } from './session'

/** What the broker publishes for us when we vanish without a DISCONNECT (MQTT 3.1.1, 3.1.2.5). */
export interface Will {
  readonly topic: string
  readonly payload: Uint8Array
  readonly qos: Qos
  readonly retain: boolean
}

/** Seconds; a dead peer is noticed within one and a half of it. */
const KEEPALIVE = 30
/** Milliseconds for TCP, TLS and CONNACK together. */
const CONNECT_TIMEOUT = 10_000

/** The options of mqtt.js for one try: it never reconnects or subscribes again by itself, the session does. */
export function clientOptions(clientId: string, located: Located, will: Will | undefined): IClientOptions {
  const { scheme, host, port, path } = located.address
  // A socket wants an IPv6 address bare; a WebSocket's URL wants it in its brackets.
  const hostname = scheme === 'ws' || scheme === 'wss' ? host : host.replace(/^\[|\]$/g, '')
  return {
    manualConnect: true,
    reconnectPeriod: 0,
    resubscribe: false,
    // The cache costs 30 ms and 8 MB at the first packet, and only helps at many thousands of packets per second.
    writeCache: false,
    clean: false,
    clientId,
    protocolVersion: 4,
    keepalive: KEEPALIVE,
    connectTimeout: CONNECT_TIMEOUT,
    protocol: scheme,
    host,
    hostname,
    port,
    path,
    // mqtt.js notes the first host here; a later try to another one must not be checked against its certificate.
    servername: undefined,
    username: located.credentials?.username,
    password: located.credentials?.password,
    will: will && { ...will, payload: Buffer.from(will.payload) },
  }
}
