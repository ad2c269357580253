import { startMosquitto as start } from '../../src/main/mqtt/brokers/mosquitto'
import type { Broker } from './broker'

/** Debian's Mosquitto; killed, it forgets all it has accepted since its start. */
export async function startMosquitto(folder: string): Promise<Broker> {
  const mosquitto = await start(folder)
  return {
    ports: [mosquitto.port],
    kill: () => mosquitto.end('SIGKILL'),
    restart: () => mosquitto.restart(),
    stop: () => mosquitto.end(),
  }
}
