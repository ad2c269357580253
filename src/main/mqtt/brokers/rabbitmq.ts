import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Program } from './program'
import { RabbitNode } from './rabbitmq-node'
import { answersTcp, brokerPort, untilReady } from './ready'

const EPMD_PATIENCE_MS = 10_000

/** A real RabbitMQ on the loopback: one node, or several that are one cluster. */
export class Rabbit {
  readonly nodes: readonly RabbitNode[]
  readonly #epmd: Program

  constructor(nodes: readonly RabbitNode[], epmd: Program) {
    this.nodes = nodes
    this.#epmd = epmd
  }

  /** Forms the cluster; the second and third node open their MQTT door only as members of it. */
  async start(): Promise<void> {
    const [first, ...others] = this.nodes
    if (!first) return
    // Alone, MQTT waits some seconds for other nodes to come: only the first one has to go through that.
    await Promise.all([first.start(), ...others.map((node) => node.start(false))])
    await Promise.all(others.map((node) => node.rest()))
    for (const node of others) await node.join(first)
    await Promise.all(others.map((node) => node.goOn()))
  }

  /** Ends all at once and without ceremony: what they hold is not needed any more. */
  async end(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')))
    await this.#epmd.end('SIGKILL')
  }
}

/** Starts a RabbitMQ of so many nodes on ports of its own, in a folder that is the caller's to remove. */
export async function startRabbit(folder: string, size: 1 | 3): Promise<Rabbit> {
  const epmdPort = await brokerPort()
  await writeFile(join(folder, '.erlang.cookie'), randomBytes(16).toString('hex'), { mode: 0o400 })
  const numbers = Array.from({ length: size }, (_, index) => index + 1)
  const nodes = await Promise.all(numbers.map((number) => RabbitNode.make({ folder, epmdPort }, number)))
  const epmd = new Program({
    name: 'epmd',
    command: 'epmd',
    args: ['-port', String(epmdPort), '-address', '127.0.0.1'],
  })
  const rabbit = new Rabbit(nodes, epmd)
  try {
    await untilReady(epmd, () => answersTcp(epmdPort), EPMD_PATIENCE_MS)
    await rabbit.start()
  } catch (error) {
    await rabbit.end()
    throw error
  }
  return rabbit
}
