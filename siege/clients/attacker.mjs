// Attacks a broker on the loopback in a process of its own until it is ended: `node attacker.mjs <attack> <port> <seed>`.
// Once a second it tells its parent what it has done, as a line of JSON.
import { connect } from 'node:net'
import { generate } from 'mqtt-packet'

const [attack, portText, seedText] = process.argv.slice(2)
const port = Number(portText)
const done = { connections: 0, closed: 0, packets: 0 }
const MIB = 1_048_576
/** Connections held at once: far more than the broker lets in, and few enough for the descriptors of this process. */
const AT_ONCE = 500
/** Written at a stretch: a broker that reads as fast as is written would leave no turn to anything else here. */
const STRETCH = 1_000
/** Between two bytes of a slow loris, in ms. */
const LORIS_MS = 200
const ALL = 10_000

let state = Number(seedText) >>> 0
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

const hello = (clientId, will, clean = true) =>
  generate({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean, clientId, keepalive: 0, will })
const message = (topic, payload, retain = false) =>
  generate({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain })
const name = () => `a${Math.floor(random() * 1e9)}`
/** Filters that a client has already are never refused, and what is kept for them is sent each time. */
const again = Array.from({ length: 50 }, (_, index) => ({ topic: `+/again${index}/#`, qos: 1 }))

/** From one of 250 addresses of this computer, so that no pair of ports runs out. */
function open(onOpen, onClosed = () => undefined) {
  const localAddress = `127.0.0.${2 + (done.connections % 250)}`
  const socket = connect({ host: '127.0.0.1', port, localAddress, noDelay: true })
  done.connections += 1
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    done.closed += 1
    onClosed()
  })
  socket.on('connect', () => onOpen(socket))
  return socket
}

/** Keeps so many connections open; a closed one is followed by another a moment later. */
function keep(count, onOpen, most = Infinity) {
  const again = () => {
    if (done.connections < most) open(onOpen, () => setTimeout(again, 20))
  }
  for (let index = 0; index < count; index++) again()
}

/** Says hello, and once it is answered writes as fast as is read. */
function pour(socket, next) {
  const more = () => {
    for (let count = 0; count < STRETCH && !socket.destroyed; count++) {
      done.packets += 1
      if (socket.write(next())) continue
      socket.once('drain', () => setImmediate(more))
      return
    }
    if (!socket.destroyed) setImmediate(more)
  }
  socket.write(hello(name()))
  socket.once('data', more).resume()
}

const attacks = {
  'slow loris': () =>
    keep(100, (socket) => {
      const bytes = hello(name())
      let at = 0
      const timer = setInterval(() => {
        if (socket.destroyed || at >= bytes.length - 1) clearInterval(timer)
        else socket.write(bytes.subarray(at, ++at))
      }, LORIS_MS)
    }),
  'half packets': () =>
    keep(20, (socket) => {
      socket.resume()
      socket.write(hello(name()))
      const whole = message('half', Buffer.alloc(1_000, 'x'))
      socket.write(whole.subarray(0, 1 + Math.floor(random() * (whole.length - 1))))
      done.packets += 1
      setTimeout(() => socket.resetAndDestroy(), random() * 500)
    }),
  connections: () =>
    keep(
      AT_ONCE,
      (socket) => {
        socket.resume()
        socket.write(hello(name()))
        // Those that are let in make room for the next.
        setTimeout(() => socket.destroy(), 200)
      },
      ALL,
    ),
  subscriptions: () =>
    keep(4, (socket) => {
      let number = 0
      pour(socket, () => {
        const fresh = () => `${'+/'.repeat(1 + Math.floor(random() * 90))}${name()}/#`
        const subscriptions =
          random() < 0.5 ? again : Array.from({ length: 50 }, () => ({ topic: fresh(), qos: 1 }))
        return generate({ cmd: 'subscribe', messageId: 1 + (number++ % 65_535), subscriptions })
      })
    }),
  'giant wills': () =>
    keep(4, (socket) => {
      socket.resume()
      // A will has a length of two bytes, so this is the largest there is; the retained ones stay.
      const will = {
        topic: `will/${name()}`,
        payload: Buffer.alloc(65_535, 'x'),
        qos: 1,
        retain: random() < 0.5,
      }
      socket.write(hello(name(), will))
      done.packets += 1
      setTimeout(() => socket.resetAndDestroy(), 20)
    }),
  'giant payloads': () =>
    keep(2, (socket) => {
      const allowed = message('giant', Buffer.alloc(2 * MIB, 'x'))
      const above = message('giant', Buffer.alloc(5 * MIB, 'x'))
      pour(socket, () => (random() < 0.9 ? allowed : above))
    }),
  'deep topics': () =>
    keep(4, (socket) => {
      const deep = 'd/'.repeat(10_000)
      pour(socket, () => {
        const dice = random()
        if (dice < 0.4) return message(deep, 'x', dice < 0.2)
        if (dice < 0.7) return message('d/'.repeat(99), 'x', dice < 0.5)
        return generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: `${deep}#`, qos: 0 }] })
      })
    }),
  'publish flood': () =>
    keep(4, (socket) => {
      const one = message('flood', Buffer.alloc(100, 'x'))
      pour(socket, () => one)
    }),
  'retained flood': () =>
    keep(2, (socket) => {
      pour(socket, () => message(`retained/${done.packets}`, 'x', true))
    }),
}

const begin = attacks[attack]
if (!begin || !(port > 0)) throw new Error(`There is no attack "${attack}" on port ${portText}`)
begin()
setInterval(() => process.stdout.write(`${JSON.stringify(done)}\n`), 250)
process.stdin.on('end', () => process.exit(0)).resume()
