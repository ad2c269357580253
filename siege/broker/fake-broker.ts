import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { generate, parser, type Packet } from 'mqtt-packet'
import { listen } from '../../e2e/fixtures/ports'
import type { Version } from './packets'

/** Somebody who came in by a proper handshake, and the means to do things to them. */
export interface Visitor {
  readonly version: Version
  readonly isGone: () => boolean
  /** Writes as fast as the other side reads. */
  send(bytes: Buffer): Promise<void>
  /** Whether everything so far was read and the connection still stands: asked by a QoS 1 message, answered by its PUBACK. */
  isRead(patienceMs: number): Promise<boolean>
  end(): void
}

/** A broker that lets everybody in and grants everything, until it begins what it is there for. */
export interface FakeBroker {
  readonly port: number
  readonly visits: () => number
  /** What is done to everybody who comes from now on. */
  behave(how: (visitor: Visitor) => Promise<void>): void
  close(): Promise<void>
}

/** Nobody else uses this number: drawn ones are below it or by chance equal, which only makes a question be asked again. */
const MARK = 65_535
const MARK_TOPIC = 'siege/mark'

/** Starts it on a port of the loopback. */
export async function startFakeBroker(port: number): Promise<FakeBroker> {
  const open = new Set<Socket>()
  let visits = 0
  let behaviour: (visitor: Visitor) => Promise<void> = () => Promise.resolve()
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    welcome(socket, (visitor) => {
      visits += 1
      // One that hangs up in the middle ends what is done to it.
      behaviour(visitor).catch(() => socket.destroy())
    })
  })
  await listen(server, port)
  return {
    port,
    visits: () => visits,
    behave: (how) => {
      behaviour = how
      for (const socket of open) socket.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

/** Answers as a broker has to; who has subscribed is handed on as a visitor. */
function welcome(socket: Socket, came: (visitor: Visitor) => void): void {
  let version: Version = 4
  let isIn = false
  const acknowledged = new Set<() => void>()
  const reader = parser()
  const answer = (packet: Packet): void => void socket.write(generate(packet, { protocolVersion: version }))
  reader.on('error', () => socket.destroy())
  reader.on('packet', (packet) => {
    if (packet.cmd === 'connect') {
      version = packet.protocolVersion === 5 ? 5 : 4
      answer({ cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false })
    } else if (packet.cmd === 'pingreq') answer({ cmd: 'pingresp' })
    else if (packet.cmd === 'publish' && packet.qos === 1)
      answer({ cmd: 'puback', messageId: packet.messageId })
    else if (packet.cmd === 'publish' && packet.qos === 2)
      answer({ cmd: 'pubrec', messageId: packet.messageId })
    else if (packet.cmd === 'pubrel') answer({ cmd: 'pubcomp', messageId: packet.messageId })
    else if (packet.cmd === 'unsubscribe')
      answer({ cmd: 'unsuback', messageId: packet.messageId, granted: packet.unsubscriptions.map(() => 0) })
    else if (packet.cmd === 'puback' && packet.messageId === MARK) for (const tell of acknowledged) tell()
    else if (packet.cmd === 'subscribe') {
      answer({
        cmd: 'suback',
        messageId: packet.messageId,
        granted: packet.subscriptions.map(({ qos }) => qos),
      })
      if (!isIn) came(visitorAt(socket, version, acknowledged))
      isIn = true
    }
  })
  socket.on('data', (bytes) => reader.parse(bytes))
}

function visitorAt(socket: Socket, version: Version, acknowledged: Set<() => void>): Visitor {
  const send = async (bytes: Buffer): Promise<void> => {
    if (socket.destroyed) throw new Error('The visitor is gone')
    if (socket.write(bytes)) return
    const over = new AbortController()
    const { signal } = over
    await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).finally(() =>
      over.abort(),
    )
  }
  return {
    version,
    isGone: () => socket.destroyed,
    send,
    isRead: (patienceMs) =>
      new Promise((resolve) => {
        const settle = (isRead: boolean) => () => {
          clearTimeout(timer)
          acknowledged.delete(heard)
          socket.off('close', gone)
          resolve(isRead)
        }
        const heard = settle(true)
        const gone = settle(false)
        const timer = setTimeout(gone, patienceMs)
        acknowledged.add(heard)
        socket.once('close', gone)
        const mark = {
          cmd: 'publish',
          topic: MARK_TOPIC,
          payload: '',
          qos: 1,
          dup: false,
          retain: false,
        } as const
        send(generate({ ...mark, messageId: MARK }, { protocolVersion: version })).catch(gone)
      }),
    end: () => socket.destroy(),
  }
}
