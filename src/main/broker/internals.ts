import type { Duplex } from 'node:stream'
import type { AedesPublishPacket, Aedes, Client } from 'aedes'
import type { Qos } from '@shared/mqtt/message'

export type Deliver = (packet: AedesPublishPacket, done: () => void) => void

/**
 * Parts of an aedes 1.2 client that its types leave out. They are used here and in `delivery.ts` only; the broker's tests
 * fail if a newer aedes changes them.
 */
export interface ClientInternals {
  deliver0: Deliver
  deliverQoS: Deliver
  readonly subscriptions: Readonly<Record<string, { readonly qos: Qos } | undefined>>
  readonly conn: Duplex
  /** Packets that were read and are not handled yet; it reads on at none. */
  readonly _parsingBatch: number
  readonly _parser: {
    packet: { length: number }
    _parseLength: () => boolean
    _emitError: (error: Error) => false
  }
}

/** Parts of an aedes 1.2 broker that its types leave out. */
interface BrokerInternals {
  readonly clients: Record<string, Client | undefined>
  connectedClients: number
  publish: (packet: object, client: unknown, done?: (error?: Error | null) => void) => void
  readonly mq: { emit: (packet: object, done: () => void) => unknown }
  unregisterClient: (client: Client) => void
}

/** The untyped side of a client. */
export function clientInternals(client: Client): ClientInternals {
  return client as unknown as ClientInternals
}

/** Whether a client's packets are still being handled: it reads on when they are. */
export function isHandling(client: Client): boolean {
  return clientInternals(client)._parsingBatch > 0
}

/** The untyped side of a broker. */
export function brokerInternals(broker: Aedes): BrokerInternals {
  return broker as unknown as BrokerInternals
}

/**
 * Refuses a packet by the length in its head, before its body is collected: the protocol allows 256 MB.
 * `bytes` is the largest packet, topic included.
 */
export function limitPacketSize(client: Client, bytes: number): void {
  const parser = clientInternals(client)._parser
  const parseLength = parser._parseLength.bind(parser)
  parser._parseLength = () => {
    if (!parseLength()) return false
    return parser.packet.length <= bytes || parser._emitError(new Error(`packet above ${bytes} bytes`))
  }
}

/**
 * Keeps a client registered when an older connection with its id ends late: aedes would strike the new one
 * from its list, and a third connection with that id would no longer close it (MQTT 3.1.1, 3.1.4-2).
 */
export function mendTakeOver(broker: Aedes): void {
  const internals = brokerInternals(broker)
  const unregister = internals.unregisterClient.bind(broker)
  internals.unregisterClient = (client) => {
    if (internals.clients[client.id] === client) unregister(client)
    else internals.connectedClients -= 1
  }
}
