// Started by flood.mjs. Writes packets that are made beforehand straight into the socket, so that it is never the
// sender that is slow.
import { connect } from 'node:net'
import { generate } from 'mqtt-packet'
import { now } from './clock.mjs'

const topics = 50
const bytes = 100
/** Milliseconds between two portions of a flood with a pace. */
const portionMs = 10
/** Messages that are made at once. */
const block = 1_000

const socket = connect(1883, '127.0.0.1')
socket.setNoDelay(true)
const hello = { cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 0 }
socket.write(generate({ ...hello, clientId: `bench-sender-${process.pid}` }))
socket.once('data', () => process.send('ready'))
process.on('message', (wish) => void flood(wish).then((times) => process.send(times)))
process.on('disconnect', () => socket.end(generate({ cmd: 'disconnect' }), () => process.exit(0)))

async function flood({ mark, mix, count, rate }) {
  const kinds = { wire, house }
  const blocks = []
  for (let from = 0; from < count; from += block) {
    const size = Math.min(block, count - from)
    const packets = Array.from({ length: size }, (_, index) => kinds[mix](from + index, mark))
    blocks.push(rate === undefined ? Buffer.concat(packets) : packets)
  }
  const begun = now()
  if (rate === undefined) for (const all of blocks) await write(all)
  else await paced(blocks.flat(), rate)
  await write(Buffer.concat(last(mark)))
  return { begun, ended: now() }
}

/** By the clock: what a portion came too late with, the next one has. */
async function paced(packets, rate) {
  const begun = performance.now()
  for (let sent = 0; sent < packets.length;) {
    await new Promise((resolve) => setTimeout(resolve, portionMs))
    const due = Math.min(packets.length, Math.floor(((performance.now() - begun) / 1_000) * rate))
    if (due > sent) await write(Buffer.concat(packets.slice(sent, due)))
    sent = Math.max(sent, due)
  }
}

/** Waits where the broker does not take any more. */
function write(data) {
  return new Promise((resolve) => {
    if (socket.write(data)) resolve()
    else socket.once('drain', resolve)
  })
}

function wire(index, mark) {
  return publish(`bench/${index % topics}`, `{"flood":"${mark}","count":${index}}`.padEnd(bytes))
}

function house(index, mark) {
  if (index % 100 === 0) return publish('led', index % 200 === 0 ? 'on' : 'off')
  if (index % 1_000 === 50) return publish('chat', said(`${mark}, ${index}`))
  return wire(index, mark)
}

/** The light is on at the end, the chat and the Wire end with the mark. */
function last(mark) {
  return [publish('led', 'on'), publish('chat', said(`end-${mark}`)), publish('bench/end', `end-${mark}`)]
}

function said(message) {
  return JSON.stringify({ user: 'flood', message })
}

function publish(topic, payload) {
  return generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false })
}
