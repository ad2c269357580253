import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../scripts/lib/paths.mjs'
import { until } from '../scripts/lib/until.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { runElectron } from './lib/run-electron.mjs'

/** With as many messages under way for each publisher; more than 20 of QoS 1 Mosquitto holds back. The copy is the 200th client. */
const shapes = {
  'from one to one': { clients: 2, window: [500, 100] },
  'from one to 50': { clients: 51, window: [50, 20] },
  'among 200 clients': { clients: 199, ring: true, window: [10, 5] },
}
const kinds = Object.entries(shapes).flatMap(([name, shape]) =>
  [0, 1].map((qos) => ({ key: `${name}, QoS ${qos}`, shape, qos })),
)

export const embeddedFigures = Object.fromEntries(
  kinds.map(({ key }) => [key, `embedded broker, messages in a second ${key}`]),
)

const goal = 0.6
const embeddedPort = 1883
const mosquittoPort = 1893
/** Milliseconds of one measurement. */
const ms = 2_000
const clients = fileURLToPath(new URL('lib/broker-load.mjs', import.meta.url))

/**
 * How many messages a second the broker of a real copy in the tray hands to its subscribers, against Mosquitto with the same clients. Both
 * brokers run all the time and are measured in turns, so whatever else the machine does meets both.
 */
export async function measureEmbedded({ folder, env, trays, runs, tell }) {
  const app = runElectron(root, {
    env,
    userData: mkdtempSync(path.join(folder, 'embedded-')),
    args: ['--hidden'],
  })
  let mosquitto
  try {
    const icon = await trays.firstAfter(app.start)
    await until('the tray to say connected', async () => (await trays.tooltip(icon)).includes('· connected'))
    // Its answers are small too, and shall not wait for the clients' kernel.
    mosquitto = await startMosquitto(folder, { port: mosquittoPort, options: ['set_tcp_nodelay true'] })
    const results = []
    for (const { key, ...load } of kinds) {
      const rates = { embedded: [], mosquitto: [] }
      for (let run = 1; run <= runs; run++) {
        rates.embedded.push(await rateOf({ ...load, port: embeddedPort, ms }))
        rates.mosquitto.push(await rateOf({ ...load, port: mosquittoPort, ms }))
      }
      tell(key, rates)
      results.push({
        name: embeddedFigures[key],
        unit: '/s',
        value: median(rates.embedded),
        reference: median(rates.mosquitto),
        goal,
        atLeast: true,
      })
    }
    return results
  } finally {
    await app.end()
    await mosquitto?.stop()
  }
}

/** Each measurement has clients of its own, in a process of their own. */
async function rateOf(load) {
  const child = fork(clients)
  try {
    child.send(load)
    const [{ perSecond, error }] = await once(child, 'message')
    if (error !== undefined) throw new Error(error)
    return perSecond
  } finally {
    child.kill()
  }
}
