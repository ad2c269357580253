import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { searches } from './lib/chat-history.mjs'
import { keptHistory, loadStore, sampleTexts } from './lib/chat-store.mjs'
import { openSender } from './lib/flood.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { openCopy } from './lib/opened.mjs'
import { memoryByKind } from './lib/processes.mjs'
import { settledMemory } from './lib/settled.mjs'
import { watchStalls } from './lib/stall.mjs'

export const enduranceFigures = {
  search: 'endurance, longest stall of the main process while 1,000,000 messages are searched',
  memory: 'endurance, memory after 1,000,000 messages against after 10,000',
}

const stored = 1_000_000
const searched = 200
const few = 10_000
const many = 1_000_000
/** Milliseconds in which V8, once there is little to do, throws away what a flood has left. */
const clearsUpMs = 30_000
/** Milliseconds for what a start leaves behind. */
const restMs = 3_000

/**
 * What much of everything does: how long the main process answers nobody while a window searches a history of a million messages, and
 * what a million messages that came over the wire leave in memory, against what ten thousand leave, in the same copy.
 */
export async function measureEndurance({ folder, env, runs, tell }) {
  const parent = path.join(folder, 'endurance')
  mkdirSync(parent)
  const store = await loadStore(path.join(folder, 'endurance-store'))
  const file = keptHistory(store, stored)
  const wishes = searches(searched, sampleTexts(store, file))
  const samples = { search: [], before: [], after: [] }
  for (let run = 1; run <= runs; run++) {
    const broker = await startMosquitto(parent, { options: ['max_queued_messages 0'] })
    try {
      const taken = { search: await stallWhileSearching({ parent, env, file, wishes, run }) }
      tell(`searching, run ${run}`, taken)
      samples.search.push(taken.search)
      const memory = await memoryOfAMillion({ parent, env, tell })
      tell(`a million messages, run ${run}`, memory)
      samples.before.push(memory.before)
      samples.after.push(memory.after)
    } finally {
      await broker.stop()
    }
  }
  const [value, reference] = [median(samples.after), median(samples.before)]
  return [
    { name: enduranceFigures.search, unit: 'ms', value: median(samples.search), goal: 50 },
    { name: enduranceFigures.memory, unit: 'MB', value, reference, goal: 1.1 },
  ]
}

async function stallWhileSearching({ parent, env, file, wishes, run }) {
  const userData = path.join(parent, `searched-${run}`)
  mkdirSync(userData)
  copyFileSync(file, path.join(userData, 'porchlight.db'))
  const copy = await openCopy({ folder: parent, env, userData })
  try {
    await pause(restMs)
    const stalls = await watchStalls(copy)
    await stalls.longest()
    const refused = await copy.inPage(
      'chat',
      `(async () => {
      for (const search of ${JSON.stringify(wishes.map(({ search }) => search))}) {
        const answer = await window.porchlight.searchChat(search)
        if (!answer.ok) return search
      }
    })()`,
    )
    if (refused) throw new Error(`A search was refused: ${JSON.stringify(refused)}`)
    return (await stalls.longest()).longest
  } finally {
    await copy.end()
  }
}

async function memoryOfAMillion({ parent, env, tell }) {
  const sender = await openSender()
  const copy = await openCopy({ folder: parent, env })
  try {
    await copy.showTab('Wire')
    await pause(restMs)
    const after = async (mark, count) => {
      const seen = copy.seen(mark)
      await sender.flood({ mark, mix: 'house', count })
      await seen
      await pause(clearsUpMs)
      const mb = await settledMemory(copy.pid)
      tell(`memory after ${mark}`, byKind(memoryByKind(copy.pid)))
      return mb
    }
    const before = await after('few', few)
    return { before, after: await after('many', many - few) }
  } finally {
    await copy.end()
    await sender.close()
  }
}

/** Several of a kind are numbered. */
function byKind(processes) {
  return Object.fromEntries(processes.map(({ kind, mb }, index) => [`${kind} ${index + 1}`, mb]))
}
