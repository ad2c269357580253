import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { answers } from '../../scripts/lib/listening.mjs'
import { spawnOwned, stop } from '../../scripts/lib/processes.mjs'
import { until } from '../../scripts/lib/until.mjs'

/** Starts a broker that is there before the app, on MQTT's own port or another; it keeps nothing on disk. */
export async function startMosquitto(folder, { port = 1883, options = [] } = {}) {
  const config = path.join(folder, 'mosquitto.conf')
  const lines = [`listener ${port} 127.0.0.1`, 'allow_anonymous true', 'persistence false', 'log_type none']
  // As root it would become another user, and the kernel would forget to end it with the bench.
  lines.push('user root')
  writeFileSync(config, `${[...lines, ...options].join('\n')}\n`)
  // Debian keeps it where only root looks for programs.
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
  const broker = spawnOwned('mosquitto', ['-c', config], { env, stdio: 'ignore' })
  broker.on('error', () => undefined)
  await until(`Mosquitto on port ${port}`, () => answers(port))
  return { stop: () => stop(broker) }
}
