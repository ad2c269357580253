import { randomBytes } from 'node:crypto'
import { connect as connectTcp, type Socket } from 'node:net'

/** What answers on a port: an MQTT broker, something else (also something silent), or nobody. */
export type ProbeResult = 'mqtt' | 'other' | 'closed'

interface ProbeOptions {
  /** How long connecting and the answer may take together. */
  readonly timeoutMs: number
  /** Replaces the TCP connection to 127.0.0.1. */
  readonly connect?: (port: number) => Socket
}

const DISCONNECT = Buffer.from([0xe0, 0])
/** The broker forgets us soon should this process die between CONNECT and DISCONNECT; 0 would mean never. */
const KEEP_ALIVE_S = 10

/**
 * Finds out whether an MQTT broker answers on a port of this computer, by a CONNECT (3.1.1, clean session, an id nobody else has).
 * A broker that refuses the connection is a broker all the same: any CONNACK counts. It never fails.
 */
export function probe(port: number, { timeoutMs, connect = toLoopback }: ProbeOptions): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const socket = connect(port)
    let answer = Buffer.alloc(0)
    const finish = (result: ProbeResult) => {
      clearTimeout(timer)
      socket.removeAllListeners()
      // What arrives after the decision is of no interest, an error least of all.
      socket.on('error', () => undefined)
      if (result === 'mqtt') socket.end(DISCONNECT, () => socket.destroy())
      else socket.destroy()
      resolve(result)
    }
    const timer = setTimeout(() => finish('other'), timeoutMs)
    socket.once('connect', () => socket.write(connectPacket(`probe-${randomBytes(6).toString('hex')}`)))
    socket.on('data', (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk])
      if (answer.length >= 4) finish(isConnack(answer) ? 'mqtt' : 'other')
    })
    socket.once('error', (error: NodeJS.ErrnoException) =>
      finish(error.code === 'ECONNREFUSED' ? 'closed' : 'other'),
    )
    socket.once('close', () => finish('other'))
  })
}

function toLoopback(port: number): Socket {
  return connectTcp({ host: '127.0.0.1', port })
}

/** MQTT 3.1.1, section 3.1, by hand: a probe runs at every start and is not worth loading a codec for. */
function connectPacket(clientId: string): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, 4]),
    Buffer.from('MQTT'),
    Buffer.from([4, 0b10, 0, KEEP_ALIVE_S, 0, clientId.length]),
    Buffer.from(clientId),
  ])
  return Buffer.concat([Buffer.from([0x10, body.length]), body])
}

/** CONNACK of 3.1.1 is two bytes long, that of a broker that insists on MQTT 5 longer; the flags know one bit only. */
function isConnack(answer: Buffer): boolean {
  const [type = 0, length = 0, flags = 0] = answer
  return type === 0x20 && length >= 2 && length < 128 && flags <= 1
}
