import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../scripts/lib/paths.mjs'
import { until } from '../scripts/lib/until.mjs'
import { writeBareApp } from './lib/bare-app.mjs'
import { loadStore, writeHistory } from './lib/chat-store.mjs'
import { now } from './lib/clock.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { median } from './lib/median.mjs'
import { runElectron } from './lib/run-electron.mjs'

export const startUpFigures = {
  hostingTray: 'start to tray, hosting the broker',
  hostingSwitch: 'start to usable switch, hosting the broker',
  joiningTray: 'start to tray, joining a broker',
  joiningSwitch: 'start to usable switch, joining a broker',
  chat: 'start to first chat message, hosting the broker',
}

const goals = { hostingTray: 1.3, hostingSwitch: 1.5, joiningTray: 1.3, joiningSwitch: 1.5, chat: 1.6 }
/** Messages that were said before. */
const said = 300
/** Milliseconds after which a click that opened no window has met a menu that was just being replaced, and is repeated. */
const clickPatience = 500
const firstMessage = '[role="log"][aria-label="Conversation"] article'
const usableSwitch = '[role="switch"]:not([disabled]):not([data-disabled]):not([aria-disabled="true"])'

/**
 * From the start of the process to the tray icon on the bus and to the switch that can be used in a window that is
 * shown, against a bare window that is shown with its page loaded. Taken in turns, so that whatever else the
 * machine does meets all of them. Every kind keeps its user data folder, after one start that does not count. And to the first
 * message of a chat that was there before, in a copy that starts in the tray and is told to open it as soon as the icon is there.
 */
export async function measureStartUp({ folder, env, trays, runs, tell }) {
  const bareApp = writeBareApp(folder, 'window')
  const userData = (kind) => mkdtempSync(path.join(folder, `${kind}-`))
  const folders = {
    bare: userData('bare'),
    hosting: userData('hosting'),
    joining: userData('joining'),
    chat: userData('chat'),
  }
  const samples = {
    bare: [],
    hostingTray: [],
    hostingSwitch: [],
    joiningTray: [],
    joiningSwitch: [],
    chat: [],
  }

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

  await writeChat(folder, folders.chat)
  const chat = async () => {
    const coming = trays.next()
    const app = runElectron(root, {
      env,
      userData: folders.chat,
      args: ['--hidden', '--user=John'],
      waitFor: firstMessage,
    })
    const item = await trays.open(await coming)
    while (!app.has('created')) {
      await until('the tray menu', () => item.click('Open chat'))
      for (const end = now() + clickPatience; !app.has('created') && now() < end;) await pause(5)
    }
    const time = Math.max(await app.mark('found'), await app.mark('shown'))
    await app.end()
    return time
  }

  for (let run = 0; run <= runs; run++) {
    const times = { bare: await bare(), hosting: await porchlight('hosting'), chat: await chat() }
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
    samples.chat.push(times.chat)
    samples.joiningTray.push(times.joining.tray)
    samples.joiningSwitch.push(times.joining.usable)
  }
  const reference = median(samples.bare)
  return Object.entries(startUpFigures).map(([key, name]) => {
    return { name, unit: 'ms', value: median(samples[key]), reference, goal: goals[key] }
  })
}

async function writeChat(folder, userData) {
  const { open } = await loadStore(path.join(folder, 'start-store'))
  writeHistory(open, path.join(userData, 'porchlight.db'), said)
}
