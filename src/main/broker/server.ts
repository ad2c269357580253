import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Aedes, type AedesOptions, type Client } from 'aedes'
import * as mqttPacket from 'mqtt-packet'
import type { RetainedMessage } from '@shared/mqtt/message'
import type { BoundedStore } from './bounded-store'
import { forGrantedQos, mendDelivery, publishInOrder } from './delivery'
import { gatherWrites } from './gather-writes'
import { brokerInternals, isHandling, limitPacketSize, mendTakeOver } from './internals'
import { BROKER_LIMITS, type BrokerLimits } from './limits'
import { calmNotes, type BrokerNote } from './notes'
import { openStore } from './open-store'
import { readersInTurns } from './read-in-turns'

// The cache costs 30 ms at the first packet and 8 MB for good; it pays off at rates a household never sees.
mqttPacket.writeToStream.cacheNumbers = false

/** What a broker is started with. */
export interface BrokerServerOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** Where retained messages and sessions are kept; without it in memory only. */
  readonly folder?: string
  /** Retained messages a copy that takes over knows; they win over what the disk holds. An empty payload clears. */
  readonly seed?: readonly RetainedMessage[]
  readonly limits?: Partial<BrokerLimits>
  /** The port is this broker's, before all that it kept is read. */
  readonly onListening?: (port: number) => void
  readonly onNote?: (note: BrokerNote) => void
}

/** A broker that is listening. */
export interface BrokerServer {
  readonly port: number
  /** Closes every client, then the store; what was accepted is on disk when it resolves. */
  close(): Promise<void>
}

/** Everything of a packet that is not payload: the longest topic, its length and the packet's id. */
const MAX_PACKET_HEAD = 65_535 + 4
/** A client that vanished with an earlier broker gets its will published after four of these. */
const HEARTBEAT_MS = 15_000
/** CONNACK 3 of MQTT 3.1.1: server unavailable. */
const UNAVAILABLE = 3

/**
 * Starts an MQTT 3.1.1 broker on 127.0.0.1. Fails with the error of `listen` (`EADDRINUSE`) where the port is
 * taken; trouble with the folder is only noted.
 */
export async function startBrokerServer(options: BrokerServerOptions): Promise<BrokerServer> {
  const limits = { ...BROKER_LIMITS, ...options.limits }
  const onNote = calmNotes(options.onNote ?? (() => undefined), Date.now)
  const opening = openBroker(options, limits, onNote)
  const sockets = new Set<Socket>()
  const readInTurn = readersInTurns(() => performance.now())
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // Nobody else listens before the broker has it.
    socket.on('error', () => undefined)
    gatherWrites(socket)
    opening.then(
      ({ broker }) => {
        if (socket.destroyed) return
        const client = broker.handle(socket)
        limitPacketSize(client, limits.payloadBytes + MAX_PACKET_HEAD)
        readInTurn(socket, () => isHandling(client))
      },
      () => socket.destroy(),
    )
  })
  server.maxConnections = limits.clients + limits.strangers

  const close = async () => {
    server.close()
    const opened = await opening.catch(() => undefined)
    if (opened) await new Promise<void>((resolve) => opened.broker.close(resolve))
    for (const socket of sockets) socket.destroy()
    await opened?.store.destroy()
  }
  try {
    // The port while the store is being read: who comes meanwhile waits, and is served as soon as it is there.
    const port = await listen(server, options.port)
    options.onListening?.(port)
    await opening
    return { port, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A broker that knows what was kept and what it was given. */
async function openBroker(
  { folder, seed = [] }: BrokerServerOptions,
  limits: BrokerLimits,
  onNote: (note: BrokerNote) => void,
): Promise<{ broker: Aedes; store: BoundedStore }> {
  const store = await openStore({ folder, limits, onNote, now: Date.now })
  const broker = await createBroker(store, limits, onNote)
  for (const message of seed) await keep(store, message)
  return { broker, store }
}

async function createBroker(
  store: BoundedStore,
  limits: BrokerLimits,
  onNote: (note: BrokerNote) => void,
): Promise<Aedes> {
  const admitted = new Set<Client>()
  /** Counted here: aedes enters the filters of one SUBSCRIBE only after it has asked about all of them. */
  const granted = new WeakMap<Client, Set<string>>()
  const closed = (client: Client, reason: string) =>
    onNote({ kind: 'client-closed', client: client.id ?? '', reason })

  const handlers: AedesOptions = {
    preConnect: (client, packet, callback) => {
      mendDelivery(client, !packet.clean, store, limits, () => {
        if (!client.closed) closed(client, 'does not read what it subscribed to')
        client.close()
      })
      callback(null, true)
    },
    authenticate: (client, _username, _password, callback) => {
      const takesOver = brokerInternals(broker).clients[client.id] !== undefined
      if (admitted.size >= limits.clients && !takesOver) {
        onNote({ kind: 'client-limit', client: client.id, limit: limits.clients })
        callback(Object.assign(new Error('too many clients'), { returnCode: UNAVAILABLE }), false)
        return
      }
      admitted.add(client)
      client.conn.once('close', () => admitted.delete(client))
      callback(null, true)
    },
    authorizePublish: (_client, packet, callback) => {
      if (packet.topic.startsWith('$SYS/')) callback(new Error('$SYS/ is reserved'))
      else if (packet.payload.length > limits.payloadBytes) {
        callback(new Error(`payload above ${limits.payloadBytes} bytes`))
      } else callback(null)
    },
    authorizeSubscribe: (client, subscription, callback) => {
      const filters = granted.get(client) ?? new Set<string>()
      granted.set(client, filters)
      const isFull = !filters.has(subscription.topic) && filters.size >= limits.subscriptionsPerClient
      if (!isFull) filters.add(subscription.topic)
      const answer = () => callback(null, isFull ? null : subscription)
      const { calm } = store
      if (calm) void calm.then(answer)
      else answer()
    },
    authorizeForward: forGrantedQos,
  }
  const broker = new Aedes({
    ...handlers,
    // Queues are kept by broker id and number: an id that grows with time keeps them in order over restarts.
    id: `${Date.now().toString(36).padStart(9, '0')}-${randomUUID().slice(0, 8)}`,
    persistence: store,
    heartbeatInterval: HEARTBEAT_MS,
    connectTimeout: limits.connectTimeoutMs,
    drainTimeout: limits.drainTimeoutMs,
  })
  mendTakeOver(broker)
  publishInOrder(broker)
  broker.on('clientError', (client, error) => closed(client, error.message))
  broker.on('connectionError', (client, error) => closed(client, error.message))
  broker.on('unsubscribe', (filters, client) => {
    for (const filter of filters) granted.get(client)?.delete(filter)
  })
  const emitter: EventEmitter = broker
  emitter.on('error', (error: Error) => onNote({ kind: 'fault', reason: error.message }))
  await broker.listen()
  return broker
}

async function keep(store: BoundedStore, { topic, payload, qos }: RetainedMessage): Promise<void> {
  await store.storeRetained({ cmd: 'publish', topic, payload: Buffer.from(payload), qos, retain: true })
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}
