import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { root } from '../scripts/lib/paths.mjs'
import { writeBareApp } from './lib/bare-app.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { median } from './lib/median.mjs'
import { runElectron } from './lib/run-electron.mjs'

export const startUpFigures = {
  hostingTray: 'start to tray, hosting the broker',
  hostingSwitch: 'start to usable switch, hosting the broker',
  joiningTray: 'start to tray, joining a broker',
  joiningSwitch: 'start to usable switch, joining a broker',
}

const goal = 1.5
const usableSwitch = '[role="switch"]:not([disabled]):not([data-disabled]):not([aria-disabled="true"])'

/**
 * From the start of the process to the tray icon on the bus and to the switch that can be used in a window that is
 * shown, against a bare window that is shown with its page loaded. Taken in turns, so that whatever else the
 * machine does meets all of them. Every kind keeps its user data folder, after one start that does not count.
 */
export async function measureStartUp({ folder, env, trays, runs, tell }) {
  const bareApp = writeBareApp(folder, 'window')
  const userData = (kind) => mkdtempSync(path.join(folder, `${kind}-`))
  const folders = { bare: userData('bare'), hosting: userData('hosting'), joining: userData('joining') }
  const samples = { bare: [], hostingTray: [], hostingSwitch: [], joiningTray: [], joiningSwitch: [] }

  const bare = async () => {
    const app = runElectron(bareApp, { env, userData: folders.bare })
    const time = Math.max(await app.mark('loaded'), await app.mark('shown'))
    await app.end()
    return time
  }
  const porchlight = async (kind) => {
    const app = runElectron(root, { env, userData: folders[kind], waitFor: usableSwitch })
    const tray = (await trays.firstAfter(app.start)).at - app.start
    const usable = Math.max(await app.mark('found'), await app.mark('shown'))
    await app.end()
    return { tray, usable }
  }

  for (let run = 0; run <= runs; run++) {
    const times = { bare: await bare(), hosting: await porchlight('hosting') }
    const broker = await startMosquitto(folder)
    try {
      times.joining = await porchlight('joining')
    } finally {
      await broker.stop()
    }
    tell(run, times)
    if (run === 0) continue
    samples.bare.push(times.bare)
    samples.hostingTray.push(times.hosting.tray)
    samples.hostingSwitch.push(times.hosting.usable)
    samples.joiningTray.push(times.joining.tray)
    samples.joiningSwitch.push(times.joining.usable)
  }
  const reference = median(samples.bare)
  return Object.entries(startUpFigures).map(([key, name]) => {
    return { name, unit: 'ms', value: median(samples[key]), reference, goal }
  })
}
