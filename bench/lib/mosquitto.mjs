import { writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { spawnOwned, stop } from '../../scripts/lib/processes.mjs'
import { until } from './until.mjs'

/** Starts a broker that is there before the app, on MQTT's own port; it keeps nothing on disk. */
export async function startMosquitto(folder) {
  const config = path.join(folder, 'mosquitto.conf')
  writeFileSync(config, 'listener 1883 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type none\n')
  // Debian keeps it where only root looks for programs.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
  const broker = spawnOwned('mosquitto', ['-c', config], { env, stdio: 'ignore' })
  broker.on('error', () => undefined)
  await until('Mosquitto on port 1883', () => answers(1883))
  return { stop: () => stop(broker) }
}

/** Whether somebody listens on this port of the loopback. */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => finish(true))
    socket.on('error', () => finish(false))
  })
}
