import { mkdirSync, mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeBareApp } from './lib/bare-app.mjs'
import { watchCpu } from './lib/cpu.mjs'
import { openCounter, openSender } from './lib/flood.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { openCopy } from './lib/opened.mjs'
import { memoryByKind } from './lib/processes.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { settledMemory } from './lib/settled.mjs'
import { watchStalls } from './lib/stall.mjs'

export const floodFigures = {
  ingest: 'flood, messages per second until both windows are right',
  controller: 'flood, frames per second in the controller at 10,000 messages a second',
  chat: 'flood, frames per second in the chat at 10,000 messages a second',
  stall: 'flood, longest stall of the main process at 10,000 messages a second',
  cpu: 'flood, CPU at 2,000 messages a second into the open Wire',
  memory: 'flood, memory after 44,000 messages in the open Wire',
}

/** As fast as they go. */
const burst = 200_000
/** With a pace, for the frames and the stalls. */
const steady = { mix: 'house', count: 100_000, rate: 10_000 }
const wire = { mix: 'wire', count: 44_000, rate: 2_000 }
const idleMs = 5_000
/** Milliseconds for what a start or a flood leaves behind. */
const restMs = 3_000

/**
 * What a flood does to the app, over Mosquitto, with the Wire shown: how fast the windows are right again, whether they draw on, and what
 * it costs. Against bare mqtt.js, which only counts, with the same flood at the same broker, and against bare Electron windows.
 */
export async function measureFlood({ folder, env, runs, tell }) {
  const parent = path.join(folder, 'flood')
  mkdirSync(parent)
  const samples = {
    bare: [],
    ingest: [],
    controller: [],
    chat: [],
    idleController: [],
    idleChat: [],
    stall: [],
  }
  const costs = { cpu: [], bareCpu: [], memory: [], bareMemory: [] }
  const add = (to, taken) => {
    for (const [what, value] of Object.entries(taken)) to[what].push(value)
  }
  for (let run = 1; run <= runs; run++) {
    const taken = await withClients(parent, (clients) => bothWindows({ parent, env, run, ...clients }))
    tell(`both windows, run ${run}`, taken)
    add(samples, taken)
    const cost = await withClients(parent, (clients) => openWire({ parent, env, run, tell, ...clients }))
    tell(`the open Wire, run ${run}`, cost)
    add(costs, cost)
  }
  return figures(samples, costs)
}

function figures(samples, costs) {
  const middle = (values) => median(values)
  const row = (key, unit, value, reference, goal, more = {}) => ({
    ...{ name: floodFigures[key], unit, value: middle(value), goal, ...more },
    ...(reference ? { reference: middle(reference) } : {}),
  })
  return [
    row('ingest', '/s', samples.ingest, samples.bare, 0.8, { atLeast: true }),
    row('controller', '/s', samples.controller, samples.idleController, 0.9, { atLeast: true }),
    row('chat', '/s', samples.chat, samples.idleChat, 0.9, { atLeast: true }),
    row('stall', 'ms', samples.stall, undefined, 50),
    row('cpu', 'ms', costs.cpu, costs.bareCpu, 2),
    row('memory', 'MB', costs.memory, costs.bareMemory, 1.3),
  ]
}

async function withClients(parent, work) {
  const broker = await startMosquitto(parent, { options: ['max_queued_messages 0'] })
  try {
    const sender = await openSender()
    try {
      return await work({ sender })
    } finally {
      await sender.close()
    }
  } finally {
    await broker.stop()
  }
}

/** The same flood for bare mqtt.js alone and then for the app alone; after that the frames of both windows. */
async function bothWindows({ parent, env, run, sender }) {
  const rate = (begun, at) => burst / ((at - begun) / 1_000)
  const counter = await openCounter()
  const counted = counter.until(`bare-${run}`)
  const { begun } = await sender.flood({ mark: `bare-${run}`, mix: 'house', count: burst })
  const { at, count } = await counted
  await counter.close()
  if (count !== burst + 3) throw new Error(`mqtt.js heard ${count} messages of ${burst + 3}`)

  const copy = await openCopy({ folder: parent, env })
  try {
    await copy.showTab('Wire')
    await pause(restMs)
    const idle = await framesDuring(copy, () => pause(idleMs))
    const stalls = await watchStalls(copy)
    await sender.flood({ mark: 'warm', mix: 'house', count: 5_000, rate: 5_000 })
    await copy.seen('warm')
    await pause(restMs)
    await stalls.longest()
    const flooded = await framesDuring(copy, () => sender.flood({ mark: 'steady', ...steady }))
    const { longest } = await stalls.longest()
    await copy.seen('steady')
    await pause(restMs)
    const seen = copy.seen('burst')
    const { begun: first } = await sender.flood({ mark: 'burst', mix: 'house', count: burst })
    const frames = { idleController: idle.controller, idleChat: idle.chat, ...flooded }
    return { bare: rate(begun, at), ingest: rate(first, await seen), ...frames, stall: longest }
  } finally {
    await copy.end()
  }
}

/** Frames per second of each window while something goes on. */
async function framesDuring({ inPage }, work) {
  const pages = ['controller', 'chat']
  // A window that counts makes frames for nothing, so it does only while it is asked to.
  for (const page of pages) {
    await inPage(
      page,
      `{
      let frames = 0
      const begun = performance.now()
      const count = () => { frames++; next = requestAnimationFrame(count) }
      let next = requestAnimationFrame(count)
      window.benchStop = () => {
        cancelAnimationFrame(next)
        return (frames / (performance.now() - begun)) * 1_000
      }
      undefined
    }`,
    )
  }
  await work()
  const rates = await Promise.all(pages.map((page) => inPage(page, `window.benchStop()`)))
  return { controller: rates[0], chat: rates[1] }
}

/** The app and, at the same time, a bare mqtt.js client beside a bare window: both hear the same flood. */
async function openWire({ parent, env, run, tell, sender }) {
  const bareApp = writeBareApp(mkdtempSync(path.join(parent, 'app-')), 'window')
  const bare = runElectron(bareApp, { env, userData: mkdtempSync(path.join(parent, 'bare-')) })
  const counter = await openCounter()
  try {
    await Promise.all([bare.mark('loaded'), bare.mark('shown')])
    const copy = await openCopy({ folder: parent, env, chat: false })
    try {
      await copy.showTab('Wire')
      await pause(restMs)
      const watched = { ours: watchCpu([copy.pid]), bare: watchCpu([bare.pid, counter.pid]) }
      const mark = `open-${run}`
      const counted = counter.until(mark)
      await sender.flood({ mark, ...wire })
      await Promise.all([counted, copy.seen(mark)])
      const [cpu, bareCpu] = [watched.ours.stop().ms, watched.bare.stop().ms]
      const memory = await settledMemory(copy.pid)
      tell('memory', Object.fromEntries(memoryByKind(copy.pid).map(({ kind, mb }) => [kind, mb])))
      return { cpu, bareCpu, memory, bareMemory: await settledMemory(bare.pid) }
    } finally {
      await copy.end()
    }
  } finally {
    await counter.close()
    await bare.end()
  }
}
