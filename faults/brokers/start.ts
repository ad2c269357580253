import type { Broker } from './broker'
import { startEmbedded } from './embedded'
import { startMosquitto } from './mosquitto'
import { startRabbitCluster } from './rabbitmq'

/** The brokers a run can be made over. */
export type BrokerKind = 'mosquitto' | 'embedded' | 'rabbitmq'

const starters: Record<BrokerKind, (folder: string) => Promise<Broker>> = {
  mosquitto: startMosquitto,
  embedded: startEmbedded,
  rabbitmq: startRabbitCluster,
}

/** Starts one with its files in the folder. */
export function startBroker(kind: BrokerKind, folder: string): Promise<Broker> {
  return starters[kind](folder)
}
