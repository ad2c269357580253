import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../scripts/lib/paths.mjs'
import { writeBareApp } from './lib/bare-app.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { memoryByKind, memoryOf } from './lib/processes.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { until } from './lib/until.mjs'

export const memoryFigures = {
  hosting: 'memory in the tray, hosting the broker',
  joining: 'memory in the tray, joining a broker',
}

const goal = 1.3
const sampleEveryMs = 250
const settledForMs = 5_000
const settledWithin = 0.01
const settlesWithinMs = 60_000

/**
 * Memory of the app with its tray and no window (`--hidden`), connected and settled, against a bare Electron without
 * a window: the proportional shares of all its processes together.
 */
export async function measureMemory({ folder, env, trays, runs, tell }) {
  const bareApp = writeBareApp(folder, 'nothing')
  const userData = () => mkdtempSync(path.join(folder, 'memory-'))
  const samples = { bare: [], hosting: [], joining: [] }

  const bare = async () => {
    const app = runElectron(bareApp, { env, userData: userData() })
    return settledAndEnded(app)
  }
  const porchlight = async () => {
    const app = runElectron(root, { env, userData: userData(), args: ['--hidden'] })
    const icon = await trays.firstAfter(app.start)
    await until('the tray to say connected', async () => (await trays.tooltip(icon)).endsWith('· connected'))
    return settledAndEnded(app)
  }
  const settledAndEnded = async (app) => {
    const mb = await settledMemory(app.pid)
    const kinds = memoryByKind(app.pid)
    await app.end()
    return { mb, kinds }
  }

  for (let run = 1; run <= runs; run++) {
    const taken = { bare: await bare(), hosting: await porchlight() }
    const broker = await startMosquitto(folder)
    try {
      taken.joining = await porchlight()
    } finally {
      await broker.stop()
    }
    tell(run, taken)
    for (const kind of Object.keys(samples)) samples[kind].push(taken[kind].mb)
  }
  const reference = median(samples.bare)
  return Object.entries(memoryFigures).map(([key, name]) => {
    return { name, unit: 'MB', value: median(samples[key]), reference, goal }
  })
}

/** The memory once it has stayed within one percent for five seconds. */
async function settledMemory(pid) {
  const end = performance.now() + settlesWithinMs
  const wanted = settledForMs / sampleEveryMs
  const recent = []
  for (;;) {
    recent.push(memoryOf(pid))
    if (recent.length > wanted) recent.shift()
    const [least, most] = [Math.min(...recent), Math.max(...recent)]
    if (recent.length === wanted && most - least <= least * settledWithin) return median(recent)
    if (performance.now() > end)
      throw new Error(`Memory did not settle: ${least.toFixed(1)} to ${most.toFixed(1)} MB`)
    await pause(sampleEveryMs)
  }
}
