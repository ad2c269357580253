import { mkdirSync, mkdtempSync } from 'node:fs'
import path from 'node:path'
import { root } from '../scripts/lib/paths.mjs'
import { until } from '../scripts/lib/until.mjs'
import { writeBareApp } from './lib/bare-app.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { openCopy } from './lib/opened.mjs'
import { memoryByKind } from './lib/processes.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { settledMemory } from './lib/settled.mjs'

export const memoryFigures = {
  hosting: 'memory in the tray, hosting the broker',
  joining: 'memory in the tray, joining a broker',
  windows: 'memory with both windows open',
}

const inTray = { reference: 'bare', goal: 1.2 }
const goals = { hosting: inTray, joining: inTray, windows: { reference: 'bareWindows', goal: 1.4 } }

/**
 * Memory of the app, connected and settled: with its tray and no window (`--hidden`) against a bare Electron without a window, and with
 * both windows open against a bare one with two static windows. The proportional shares of all processes together.
 */
export async function measureMemory({ folder, env, trays, runs, tell }) {
  const parent = path.join(folder, 'memory')
  mkdirSync(parent)
  const bareApps = { bare: writeBareApp(parent, 'nothing'), bareWindows: writeBareApp(parent, 'windows') }
  const userData = () => mkdtempSync(path.join(parent, 'data-'))
  const samples = { bare: [], bareWindows: [], hosting: [], joining: [], windows: [] }

  // On a busy machine what is there before Electron is ready stays as it is for long enough to pass for settled.
  const bare = async (kind, mark) => {
    const app = runElectron(bareApps[kind], { env, userData: userData() })
    await app.mark(mark)
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
    const taken = { bare: await bare('bare', 'ready'), hosting: await porchlight() }
    const broker = await startMosquitto(folder)
    try {
      taken.joining = await porchlight()
      taken.bareWindows = await bare('bareWindows', 'loaded')
      taken.windows = await settledAndEnded(await openCopy({ folder: parent, env }))
    } finally {
      await broker.stop()
    }
    tell(run, taken)
    for (const kind of Object.keys(samples)) samples[kind].push(taken[kind].mb)
  }
  return Object.entries(memoryFigures).map(([key, name]) => {
    const { reference, goal } = goals[key]
    return { name, unit: 'MB', value: median(samples[key]), reference: median(samples[reference]), goal }
  })
}
