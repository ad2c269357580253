import { once } from 'node:events'
import { connect } from 'node:net'
import mqttPacket from 'mqtt-packet'

const PUBLISH = 3
const PUBACK = 4
const CONNACK = 2
const SUBACK = 9

/**
 * An MQTT client that costs next to nothing, so that a measurement finds the broker's limit and not its own: what it sends is written
 * once, what comes is only counted, and acknowledged where that is due.
 */
export async function openRawClient(port, clientId) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const client = { onMessage: () => undefined, onAcknowledged: () => undefined }
  const answers = new Map()
  const answered = (kind) => new Promise((resolve) => answers.set(kind, resolve))
  let rest = Buffer.alloc(0)
  socket.on('data', (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const acknowledged = []
    let at = 0
    for (;;) {
      const packet = packetAt(bytes, at)
      if (packet === undefined) break
      if (packet.kind === PUBLISH) {
        if (packet.qos > 0) acknowledged.push(acknowledgement(bytes, packet))
        client.onMessage()
      } else if (packet.kind === PUBACK) client.onAcknowledged()
      else answers.get(packet.kind)?.()
      at = packet.end
    }
    rest = bytes.subarray(at)
    if (acknowledged.length > 0) socket.write(Buffer.concat(acknowledged))
  })

  const connected = answered(CONNACK)
  socket.write(mqttPacket.generate({ cmd: 'connect', clientId, clean: true, keepalive: 0 }))
  await connected
  let lastId = 0
  return Object.assign(client, {
    async subscribe(topic, qos) {
      const done = answered(SUBACK)
      socket.write(mqttPacket.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos }] }))
      await done
    },
    /** A publish to be sent again and again; only its number differs. */
    publisher(topic, payload, qos) {
      const packet = mqttPacket.generate({ cmd: 'publish', topic, payload, qos, messageId: 1, retain: false })
      // Fixed header of two bytes for what is shorter than 128, three for the rest; then the topic with its length.
      const idAt = (packet[1] < 128 ? 2 : 3) + 2 + Buffer.byteLength(topic)
      return (count) => {
        const all = Buffer.concat(Array(count).fill(packet))
        if (qos > 0) {
          for (let index = 0; index < count; index++) {
            lastId = (lastId % 65_535) + 1
            all.writeUInt16BE(lastId, index * packet.length + idAt)
          }
        }
        socket.write(all)
      }
    },
    close: () => socket.destroy(),
  })
}

/** Where the packet ends and what it is; undefined while it is not all there. */
function packetAt(bytes, at) {
  let length = 0
  for (let index = 1; index <= 4; index++) {
    const digit = bytes[at + index]
    if (digit === undefined) return undefined
    length += (digit & 127) * 128 ** (index - 1)
    if (digit >= 128) continue
    const body = at + index + 1
    if (body + length > bytes.length) return undefined
    return { kind: bytes[at] >> 4, qos: (bytes[at] >> 1) & 3, body, end: body + length }
  }
  throw new Error('A packet without an end')
}

function acknowledgement(bytes, { body }) {
  const idAt = body + 2 + bytes.readUInt16BE(body)
  return Buffer.from([PUBACK << 4, 2, bytes[idAt], bytes[idAt + 1]])
}
