import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Certificate } from './certificates'
import { Program } from './program'
import { answersTcp, brokerPort, untilReady } from './ready'

const PATIENCE_MS = 10_000

/** What a Mosquitto asks of its clients, and by which door they come. */
export interface MosquittoConfig {
  /** Over WebSocket; with Mosquitto 2.0 messages of 200 kB and more do not get through. */
  readonly overWebSocket?: boolean
  /** Nobody gets in without it. */
  readonly login?: { readonly user: string; readonly password: string }
  /** What it shows; with it the door is TLS. */
  readonly certificate?: Certificate
  /** Whoever has no certificate of this CA is turned away. */
  readonly clientCa?: Certificate
}

/** A real Mosquitto on the loopback, with a folder of its own. */
export class Mosquitto {
  readonly port: number
  readonly #folder: string
  #program: Program | undefined
  #lines: readonly string[] = []

  constructor(port: number, folder: string) {
    this.port = port
    this.#folder = folder
  }

  /** Starts it with these lines in its configuration; without any, everybody may in. */
  async start(...lines: string[]): Promise<void> {
    this.#lines = lines
    const file = join(this.#folder, 'mosquitto.conf')
    const all = [
      `listener ${this.port} 127.0.0.1`,
      'persistence true',
      `persistence_location ${this.#folder}/`,
      'max_queued_messages 10000',
      // Started as root it would become another user, who may not write here.
      ...(process.getuid?.() === 0 ? ['user root'] : []),
      ...(lines.length > 0 ? lines : ['allow_anonymous true']),
    ]
    await writeFile(file, `${all.join('\n')}\n`)
    const program = new Program({ name: 'Mosquitto', command: 'mosquitto', args: ['-c', file] })
    this.#program = program
    await untilReady(program, () => answersTcp(this.port), PATIENCE_MS)
  }

  /** Starts it again on its port, with its configuration and what it had written down. */
  restart(): Promise<void> {
    return this.start(...this.#lines)
  }

  /** Ends it and waits until it has ended; with SIGTERM it writes down what it holds. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#program?.end(signal)
    this.#program = undefined
  }
}

/** Starts a Mosquitto of this kind on a port of its own, in a folder that is the caller's to remove. */
export async function startMosquitto(folder: string, config: MosquittoConfig = {}): Promise<Mosquitto> {
  const broker = new Mosquitto(await brokerPort(), folder)
  const lines = [config.login ? 'allow_anonymous false' : 'allow_anonymous true']
  if (config.login) lines.push(`password_file ${await passwordFile(folder, config.login)}`)
  if (config.certificate) {
    lines.push(`certfile ${config.certificate.certFile}`, `keyfile ${config.certificate.keyFile}`)
  }
  if (config.clientCa) lines.push(`cafile ${config.clientCa.certFile}`, 'require_certificate true')
  if (config.overWebSocket) lines.push(...webSocketLines(folder))
  await broker.start(...lines)
  return broker
}

/**
 * Mosquitto 2.0 keeps a WebSocket on the loopback only where it is told the family of the address, and does not
 * start without a second listener of another kind (its issue 2284).
 */
function webSocketLines(folder: string): string[] {
  return ['protocol websockets', 'socket_domain ipv4', `listener 0 ${join(folder, 'door')}`]
}

async function passwordFile(
  folder: string,
  { user, password }: NonNullable<MosquittoConfig['login']>,
): Promise<string> {
  const file = join(folder, 'passwords')
  await promisify(execFile)('mosquitto_passwd', ['-b', '-c', file, user, password])
  return file
}
