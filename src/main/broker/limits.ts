/** Bounds of the embedded broker: what one misbehaving client on this machine may cost at most. */
export interface BrokerLimits {
  /** Connected clients; one more is answered with CONNACK 3. A household has tens. */
  readonly clients: number
  /** Open sockets that have not sent a valid CONNECT yet, on top of `clients`. */
  readonly strangers: number
  /** Largest payload in bytes; twice the largest anyone sends in a lab, small enough to be held many times. */
  readonly payloadBytes: number
  /** Messages waiting for one session; beyond it the oldest go, for the newest state matters most. */
  readonly queuedMessages: number
  /** Bytes waiting for one session, by the same rule. */
  readonly queuedBytes: number
  /** Sessions remembered; beyond it the one that has been away longest is forgotten. */
  readonly sessions: number
  /** Topic filters of one client; one more is refused with SUBACK 128. */
  readonly subscriptionsPerClient: number
  /** Topics with a retained message; a message on one more topic is delivered but not kept. */
  readonly retainedMessages: number
  /** Bytes of all retained messages, by the same rule. */
  readonly retainedBytes: number
  /** Bytes a client may leave unread in its socket buffer once it is slow; beyond it the client is closed. */
  readonly unreadBytes: number
  /** How long a message waits for a slow reader before everybody else goes on without it. */
  readonly patienceMs: number
  /** A client whose socket stays full for this long is closed. */
  readonly drainTimeoutMs: number
  /** A connection that has not sent its CONNECT by then is closed. */
  readonly connectTimeoutMs: number
}

const MIB = 1_048_576

/** The bounds in use; tests pass smaller ones. */
export const BROKER_LIMITS: BrokerLimits = {
  clients: 200,
  strangers: 50,
  payloadBytes: 2 * MIB,
  queuedMessages: 1_000,
  queuedBytes: 4 * MIB,
  sessions: 200,
  subscriptionsPerClient: 1_000,
  retainedMessages: 10_000,
  retainedBytes: 32 * MIB,
  unreadBytes: 8 * MIB,
  patienceMs: 250,
  drainTimeoutMs: 20_000,
  connectTimeoutMs: 10_000,
}
