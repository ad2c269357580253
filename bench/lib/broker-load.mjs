// A process with all clients of a measurement: told { port, shape, qos, ms } by its parent, it answers with { perSecond } or { error }.
import { performance } from 'node:perf_hooks'
import { openRawClient } from './raw-client.mjs'

const payload = Buffer.alloc(100, 'x')
/** How many go out in one write at most. */
const batch = 25
/** Milliseconds before the measurement, for the compilers of both sides. */
const warmUp = 1_000

process.on('message', (wish) => {
  measure(wish).then(
    (perSecond) => process.send({ perSecond }),
    (error) => process.send({ error: String(error) }),
  )
})

/**
 * Messages handed to subscribers in a second. Each publisher has as many under way as its shape says for the QoS, so that the broker is
 * busy and never floods; a publish is under way until every subscriber has it, and with QoS 1 the broker has acknowledged it.
 */
async function measure({ port, shape, qos, ms }) {
  const clients = await Promise.all(
    Array.from({ length: shape.clients }, (_, number) => openRawClient(port, `load-${number}`)),
  )
  let received = 0
  const streams = await (shape.ring ? ring(clients, qos) : fanOut(clients, qos))
  const window = shape.window[qos]
  for (const stream of streams) {
    let sent = 0
    let there = 0
    let acknowledged = 0
    const go = () => {
      const under = sent - Math.min(Math.floor(there / stream.readers), qos === 0 ? Infinity : acknowledged)
      const room = window - under
      if (room < Math.min(batch, window / 2)) return
      const count = Math.min(room, batch)
      sent += count
      stream.publish(count)
    }
    for (const reader of stream.subscribers)
      reader.onMessage = () => {
        received++
        there++
        go()
      }
    stream.publisher.onAcknowledged = () => {
      acknowledged++
      go()
    }
    stream.start = go
  }
  for (const { start } of streams) start()
  await new Promise((resolve) => setTimeout(resolve, warmUp))
  const begun = performance.now()
  const before = received
  await new Promise((resolve) => setTimeout(resolve, ms))
  const perSecond = ((received - before) / (performance.now() - begun)) * 1_000
  for (const client of clients) client.close()
  return perSecond
}

/** The first publishes, all others subscribe. */
async function fanOut([publisher, ...subscribers], qos) {
  for (const subscriber of subscribers) await subscriber.subscribe('load/all', qos)
  const publish = publisher.publisher('load/all', payload, qos)
  return [{ publisher, subscribers, readers: subscribers.length, publish }]
}

/** Each publishes to the next. */
async function ring(clients, qos) {
  const streams = []
  for (const [number, publisher] of clients.entries()) {
    const next = clients[(number + 1) % clients.length]
    await next.subscribe(`load/${number}`, qos)
    streams.push({
      publisher,
      subscribers: [next],
      readers: 1,
      publish: publisher.publisher(`load/${number}`, payload, qos),
    })
  }
  return streams
}
