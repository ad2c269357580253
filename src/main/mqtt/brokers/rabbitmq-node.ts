import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Program } from './program'
import { answersMqtt, brokerPort, untilReady } from './ready'

/** Debian's `/usr/sbin/rabbitmq-server` goes to another user and to fixed folders; these do what they are told. */
const BIN = '/usr/lib/rabbitmq/bin'
/** The plugins it starts with, in Erlang's own notation. */
const WITH_MQTT = '[rabbitmq_mqtt].\n'
/** What it writes to its terminal when it is up: `completed with 3 plugins.` */
const STARTED = 'completed with'
const PATIENCE_MS = 90_000
const CTL_PATIENCE_MS = 60_000

/** What the nodes of one cluster share. */
export interface RabbitHome {
  readonly folder: string
  /** The port of the cluster's own epmd, by which nodes find each other. */
  readonly epmdPort: number
}

/** Ports and folder of one node; its name is that of a node on this very machine. */
export class RabbitNode {
  readonly name: string
  readonly port: number
  readonly #folder: string
  readonly #env: Readonly<Record<string, string>>
  #program: Program | undefined

  private constructor(name: string, port: number, folder: string, env: Record<string, string>) {
    this.name = name
    this.port = port
    this.#folder = folder
    this.#env = env
  }

  /** Gives a node its name, ports and folder; it does not run yet. */
  static async make(home: RabbitHome, number: number): Promise<RabbitNode> {
    const name = `porchlight${number}@localhost`
    const folder = join(home.folder, `node${number}`)
    const port = await brokerPort()
    await mkdir(folder)
    await writeFile(join(folder, 'rabbitmq.conf'), settings(port))
    // No line of rabbitmq.conf says it: a persistent session's queue is kept by most of the cluster's nodes.
    await writeFile(join(folder, 'advanced.config'), '[{rabbitmq_mqtt, [{durable_queue_type, quorum}]}].\n')
    return new RabbitNode(name, port, folder, environment(home, name, folder, await brokerPort()))
  }

  /** Starts the process and waits until an MQTT client gets in, or, without MQTT, until it says it is up. */
  async start(withMqtt = true): Promise<void> {
    await writeFile(join(this.#folder, 'plugins'), withMqtt ? WITH_MQTT : '[].\n')
    // As for systemd: the script becomes the server, so that the process started here is the one to end.
    const env = { ...this.#env, RUNNING_UNDER_SYSTEMD: 'true' }
    const program = new Program({ name: this.name, command: join(BIN, 'rabbitmq-server'), args: [], env })
    this.#program = program
    const isUp = async (): Promise<boolean> =>
      withMqtt ? answersMqtt(this.port) : program.words.includes(STARTED)
    await untilReady(program, isUp, PATIENCE_MS)
  }

  /** Stops what runs inside the process, which stays. */
  async rest(): Promise<void> {
    await this.ctl('stop_app')
  }

  /** Makes it, while it rests, a member of the other's cluster. */
  async join(other: RabbitNode): Promise<void> {
    await this.ctl('join_cluster', other.name)
  }

  /** Goes on with MQTT after a rest. */
  async goOn(): Promise<void> {
    await writeFile(join(this.#folder, 'plugins'), WITH_MQTT)
    await this.ctl('start_app')
    if (this.#program) await untilReady(this.#program, () => answersMqtt(this.port), PATIENCE_MS)
  }

  /** What `rabbitmqctl` answers for this node. */
  async ctl(...args: string[]): Promise<string> {
    const env = { ...process.env, ...this.#env }
    const options = { env, timeout: CTL_PATIENCE_MS }
    const { stdout } = await promisify(execFile)(join(BIN, 'rabbitmqctl'), ['-q', ...args], options)
    return stdout
  }

  /** Ends the node's process and waits until it has ended. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    await this.#program?.end(signal)
    this.#program = undefined
  }
}

/** `rabbitmq.conf`: MQTT is the only door, and a machine that others use is not used up. */
function settings(port: number): string {
  return `listeners.tcp = none
mqtt.listeners.tcp.1 = 127.0.0.1:${port}
vm_memory_high_watermark.absolute = 256MiB
disk_free_limit.absolute = 50MB
log.console = true
log.console.level = warning
log.file = false
`
}

function environment(
  { folder: home, epmdPort }: RabbitHome,
  name: string,
  folder: string,
  distributionPort: number,
): Record<string, string> {
  const onLoopback = '-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}'
  return {
    // Where Erlang keeps the secret that the nodes share.
    HOME: home,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: name,
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `+S 1:1 ${onLoopback}`,
    RABBITMQ_CTL_ERL_ARGS: `+S 1:1 ${onLoopback}`,
    // A file that is not there, instead of the machine's own.
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'generated'),
    RABBITMQ_LOGS: '-',
  }
}
