import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Program } from './program'
import { answersMqtt, brokerPort, untilReady } from './ready'

const PATIENCE_MS = 15_000

/** A real NATS server with its MQTT door, on the loopback, with a folder of its own. */
export class Nats {
  readonly port: number
  readonly #configFile: string
  #program: Program | undefined

  constructor(port: number, configFile: string) {
    this.port = port
    this.#configFile = configFile
  }

  async start(): Promise<void> {
    const args = ['-c', this.#configFile]
    const program = new Program({ name: 'NATS', command: 'nats-server', args })
    this.#program = program
    await untilReady(program, () => answersMqtt(this.port), PATIENCE_MS)
  }

  /** Ends it and waits until it has ended; it keeps sessions and retained messages on disk either way. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#program?.end(signal)
    this.#program = undefined
  }
}

/** Starts a NATS server on ports of its own, in a folder that is the caller's to remove. */
export async function startNats(folder: string): Promise<Nats> {
  const [own, mqtt] = [await brokerPort(), await brokerPort()]
  const file = join(folder, 'nats.conf')
  await writeFile(
    file,
    // MQTT sessions live in JetStream, which finds them again by the server's name.
    `server_name: porchlight
listen: "127.0.0.1:${own}"
jetstream { store_dir: "${join(folder, 'jetstream')}", max_memory_store: 64MB, max_file_store: 1GB }
mqtt { listen: "127.0.0.1:${mqtt}" }
`,
  )
  const broker = new Nats(mqtt, file)
  await broker.start()
  return broker
}
