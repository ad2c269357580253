import { once } from 'node:events'
import { connect as connectTcp, createServer, type Socket } from 'node:net'
import type { Program } from './program'

/** An MQTT 3.1.1 CONNECT with a clean session and no client id, the CONNACK that lets it in, and a DISCONNECT. */
const CONNECT = Buffer.from('100c00044d515454040200050000', 'hex')
const CONNACK = Buffer.from('20020000', 'hex')
const DISCONNECT = Buffer.from('e000', 'hex')

/** How long a poll waits for the answer to one question, and between two of them. */
const ANSWER_MS = 2_000
const PAUSE_MS = 20

/**
 * A port on which nobody listens. It lies below those the system gives to outgoing connections (32768 and up on
 * Linux), where a client that tries again and again would one day sit on the port of the broker it waits for.
 */
export async function brokerPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (free) await once(server.close(), 'close')
  return free
}

/** Polls until the program is ready; when it ends before that, or takes too long, the error has its own words. */
export async function untilReady(
  program: Program,
  isReady: () => Promise<boolean>,
  patienceMs: number,
): Promise<void> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    if (program.ended) throw new Error(`${program.name} ended before it was ready: ${program.words}`)
    if (await isReady()) return
    if (Date.now() > deadline) {
      await program.end('SIGKILL')
      throw new Error(`${program.name} was not ready after ${patienceMs / 1_000} s: ${program.words}`)
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** Whether somebody on this machine takes connections on the port. */
export function answersTcp(port: number): Promise<boolean> {
  return asked(port, () => true)
}

/** Whether a client without a login gets an MQTT 3.1.1 connection on the port. */
export function answersMqtt(port: number): Promise<boolean> {
  return asked(port, (socket, answer) => {
    let heard: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk])
      if (heard.length < CONNACK.length) return
      if (heard.equals(CONNACK)) socket.write(DISCONNECT)
      answer(heard.equals(CONNACK))
    })
    socket.write(CONNECT)
    return undefined
  })
}

/** Opens a connection and asks; no connection, its end, and silence are a no. */
function asked(
  port: number,
  ask: (socket: Socket, answer: (yes: boolean) => void) => true | undefined,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectTcp({ host: '127.0.0.1', port })
    const answer = (yes: boolean): void => {
      resolve(yes)
      socket.destroySoon()
    }
    socket.setTimeout(ANSWER_MS, () => socket.destroy())
    socket.once('connect', () => {
      if (ask(socket, answer)) answer(true)
    })
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(false))
  })
}
