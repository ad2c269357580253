import { startRabbit } from '../../src/main/mqtt/brokers/rabbitmq'
import type { RabbitNode } from '../../src/main/mqtt/brokers/rabbitmq-node'
import type { Broker } from './broker'

/** A cluster of three RabbitMQ nodes; what two of them have written down outlives the third. */
export async function startRabbitCluster(folder: string): Promise<Broker> {
  const cluster = await startRabbit(folder, 3)
  const nodeAt = (index: number): RabbitNode => {
    const node = cluster.nodes[index]
    if (!node) throw new Error(`The cluster has no node ${index}.`)
    return node
  }
  return {
    ports: cluster.nodes.map(({ port }) => port),
    kill: (index) => nodeAt(index).end('SIGKILL'),
    restart: (index) => nodeAt(index).start(),
    stop: () => cluster.end(),
  }
}
