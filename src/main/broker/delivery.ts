import type { AedesPublishPacket, Aedes, Client } from 'aedes'
import type { Qos } from '@shared/mqtt/message'
import { matchesFilter } from '@shared/mqtt/topic'
import { numberOf, type BoundedStore } from './bounded-store'
import { brokerInternals, clientInternals, type ClientInternals, type Deliver } from './internals'
import type { BrokerLimits } from './limits'
import { Turns } from './turns'

/** After so long, in ms, messages wait until every socket was looked at: else one flood is served alone until it is all read. */
const STRETCH_MS = 1

/**
 * Lets messages reach the subscribers in the order they came. aedes numbers a message, then stores it, then hands it on,
 * and takes one that arrives with a lower number than the last for a repeat: one that took longer to store would be lost.
 * Publishers take turns: behind whoever floods the broker nobody waits for more than one message of theirs.
 */
export function publishInOrder(broker: Aedes): void {
  const internals = brokerInternals(broker)
  const publish = internals.publish.bind(broker)
  const emit = internals.mq.emit.bind(internals.mq)
  const waiting = new Turns<unknown, (handedOn: () => void) => void>()
  let stretchEndsAt = 0
  let isBusy = false
  let isRunning = false
  let onHandedOn: (() => void) | undefined

  const rest = () => {
    isBusy = true
    setImmediate(() => {
      isBusy = false
      stretchEndsAt = performance.now() + STRETCH_MS
      run()
    })
  }
  const run = () => {
    if (isRunning) return
    isRunning = true
    while (!isBusy && !waiting.isEmpty) {
      if (performance.now() > stretchEndsAt) {
        rest()
        break
      }
      const task = waiting.next()
      if (!task) break
      isBusy = true
      const handedOn = () => {
        if (onHandedOn !== handedOn) return
        onHandedOn = undefined
        isBusy = false
        run()
      }
      onHandedOn = handedOn
      task(handedOn)
    }
    isRunning = false
  }

  internals.mq.emit = (packet, done) => {
    const result = emit(packet, done)
    onHandedOn?.()
    return result
  }
  internals.publish = (packet, clientOrDone, maybeDone) => {
    const isShort = typeof clientOrDone === 'function'
    const client = isShort ? null : clientOrDone
    const done = (isShort ? clientOrDone : maybeDone) as typeof maybeDone
    if (waiting.isEmpty && !isBusy) stretchEndsAt = performance.now() + STRETCH_MS
    waiting.add(client, (handedOn) =>
      publish(packet, client, (error) => {
        handedOn()
        done?.(error)
      }),
    )
    run()
  }
}

/** Puts a client's deliveries in order: by its filters, after what waited for it, and without it holding up the others. */
export function mendDelivery(
  client: Client,
  isResuming: boolean,
  store: BoundedStore,
  limits: BrokerLimits,
  onTooSlow: () => void,
): void {
  const internals = clientInternals(client)
  const patience = createPatience(internals, limits, onTooSlow)
  const atMostOnce = internals.deliver0
  const acknowledged = internals.deliverQoS
  const replay = isResuming ? createReplay(client, acknowledged, store, limits.queuedMessages) : undefined

  internals.deliver0 = (packet, done) => {
    // Another filter of this client brings the message with a higher QoS; this one would win and lose that promise.
    const isBetterServed = isLive(packet) && packet.qos > 0 && (grantedQos(internals, packet.topic) ?? 0) > 0
    if (isBetterServed) done()
    else patience(packet, done, atMostOnce)
  }
  internals.deliverQoS = (packet, done) => {
    if (isLive(packet) && packet.qos > 0 && replay?.holdBack(packet)) done()
    else if (!isLive(packet) && store.isOutdated(packet)) done()
    else patience(packet, done, acknowledged)
  }
}

/** The packet with the QoS this client was granted, or null where none of its filters wants the topic (any more). */
export function forGrantedQos(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
  // A closing client has no subscriptions any more; saying "not wanted" would take its queued messages away for good.
  if (client.closed) return packet
  const internals = clientInternals(client)
  const exact = internals.subscriptions[packet.topic]
  if (exact && exact.qos >= packet.qos) return packet
  const granted = grantedQos(internals, packet.topic)
  if (granted === undefined) return null
  return granted >= packet.qos ? packet : { ...packet, qos: granted }
}

function grantedQos(client: ClientInternals, topic: string): Qos | undefined {
  let best: Qos | undefined
  for (const filter in client.subscriptions) {
    const qos = client.subscriptions[filter]?.qos ?? 0
    if ((best === undefined || qos > best) && matchesFilter(filter, topic)) best = qos
  }
  return best
}

/** Retained messages that answer a SUBSCRIBE carry no broker id; they are streamed at the reader's pace. */
function isLive(packet: AedesPublishPacket): boolean {
  return Boolean(packet.brokerId)
}

/**
 * While a resumed session gets what waited for it, new messages stand in line behind (MQTT 3.1.1, 4.6): they are in its
 * queue already, and the ones aedes has sent from there are skipped.
 */
function createReplay(client: Client, deliver: Deliver, store: BoundedStore, max: number) {
  const sent = store.follow(client)
  const line: AedesPublishPacket[] = []
  let isOpen = false

  const catchUp = async () => {
    for (let packet = line.shift(); packet && !client.closed; packet = line.shift()) {
      const next = packet
      if (!sent.has(numberOf(next))) await new Promise<void>((resolve) => deliver(next, resolve))
    }
    isOpen = true
    store.unfollow(client)
  }
  client.once('connected', () => void catchUp())

  return {
    /** True where the message has to wait. */
    holdBack(packet: AedesPublishPacket): boolean {
      if (isOpen) return false
      line.push(packet)
      if (line.length > max) line.shift()
      return true
    },
  }
}

/**
 * Waits for a slow reader a moment, which slows down who publishes too fast, and then goes on without it: everybody else must
 * not stand still because one window is frozen. What it does not read piles up in its socket, up to a bound.
 */
function createPatience(client: ClientInternals, limits: BrokerLimits, onTooSlow: () => void) {
  const waiting = new Set<() => void>()
  const { conn } = client
  let timer: NodeJS.Timeout | undefined
  let isSlow = false

  const loseIt = () => {
    timer = undefined
    isSlow = conn.writableNeedDrain
    for (const release of [...waiting]) release()
  }

  return (packet: AedesPublishPacket, done: () => void, deliver: Deliver) => {
    if (!isLive(packet)) {
      deliver(packet, done)
      return
    }
    if (isSlow) isSlow = conn.writableNeedDrain
    if (conn.writableLength > limits.unreadBytes) {
      onTooSlow()
      setImmediate(done)
      return
    }
    const release = () => {
      if (waiting.delete(release)) done()
    }
    waiting.add(release)
    deliver(packet, release)
    if (isSlow) setImmediate(release)
    else timer ??= setTimeout(loseIt, limits.patienceMs).unref()
  }
}
