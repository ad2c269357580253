import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../scripts/lib/paths.mjs'
import { searches } from './lib/chat-history.mjs'
import {
  keptHistory,
  loadStore,
  measureInserts,
  measureSearches,
  sampleTexts,
  writeHistory,
} from './lib/chat-store.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { percentile } from './lib/percentile.mjs'
import { runElectron } from './lib/run-electron.mjs'
import { until } from '../scripts/lib/until.mjs'

export const chatFigures = {
  tray: 'chat, start to tray with 1,000,000 messages',
  opens: 'chat, window to its first messages of 1,000,000',
  opensFew: 'chat, window to its first messages of 1,000,000, against 100',
  frame: 'chat, a frame while scrolling through 1,000,000 messages',
  search50: 'chat, a search over 1,000,000 messages, p50',
  search95: 'chat, a search over 1,000,000 messages, p95',
  searchAlone95: 'chat, the same in the store alone, p95',
  insert: 'chat, 20,000 messages put behind 1,000,000',
}

const stored = 1_000_000
/** Milliseconds that any search may take. */
const patience = 50
/** Messages of a room where somebody has just begun. */
const few = 100
const searched = 200
const inserted = 20_000
const scrollMs = 10_000
/** At most so many runs scroll too: each takes ten seconds twice. */
const scrolls = 2
/** A frame of the 55 in a second that are enough, in milliseconds. */
const fluent = 1_000 / 55
const log = '[role="log"][aria-label="Conversation"]'

/**
 * What a million messages cost, against the same app with an empty history, started in turns: from the click in the tray's menu
 * to the window's first messages, the frames while the wheel turns, and any search. And what it costs to keep one more, against SQLite alone.
 */
export async function measureChat({ folder, env, trays, runs, tell }) {
  const store = await loadStore(path.join(folder, 'store'))
  const file = keptHistory(store, stored)
  tell(`a million messages in ${(statSync(file).size / 1e6).toFixed(0)} MB`, {})
  const wishes = searches(searched, sampleTexts(store, file))
  const alone = measureSearches(store, file, wishes)
  tell('searches in the store alone, the slowest', bySort(wishes, alone))
  const inserts = measureInserts(store, file, folder, inserted)
  tell('put', inserts)

  const kinds = {
    empty: { first: `${log} .empty` },
    few: { first: `${log} article` },
    million: { first: `${log} article` },
  }
  for (const [name, kind] of Object.entries(kinds)) {
    kind.userData = path.join(folder, `chat-${name}`)
    mkdirSync(kind.userData)
    const history = path.join(kind.userData, 'porchlight.db')
    if (name === 'few') writeHistory(store.open, history, few)
    if (name === 'million') copyFileSync(file, history)
  }
  const samples = Object.fromEntries(
    Object.keys(kinds).map((name) => [name, { tray: [], opens: [], frame: [] }]),
  )
  let times = []
  for (let run = 0; run <= runs; run++) {
    for (const [name, kind] of Object.entries(kinds)) {
      const searching = name === 'million' && run === runs ? wishes : []
      const taken = await once({
        ...kind,
        folder,
        env,
        trays,
        scroll: name !== 'few' && run > runs - scrolls,
        searching,
      })
      if (searching.length > 0) times = taken.searches
      tell(run === 0 ? `${name}, warm-up` : `${name}, run ${run}`, taken.times)
      if (run === 0) continue
      for (const [what, value] of Object.entries(taken.times)) samples[name][what].push(value)
    }
  }
  tell('searches from the window, the slowest', bySort(wishes, times))
  return figures(samples, { times, alone }, inserts)
}

function figures({ empty, few: begun, million }, { times, alone }, inserts) {
  const row = (name, value, reference, goal, more = {}) => ({
    name,
    unit: 'ms',
    value,
    reference,
    goal,
    ...more,
  })
  const both = (name, what, goal, more) => row(name, median(million[what]), median(empty[what]), goal, more)
  return [
    both(chatFigures.tray, 'tray', 1.2),
    both(chatFigures.opens, 'opens', 1.2),
    row(chatFigures.opensFew, median(million.opens), median(begun.opens), 1.2),
    // Nine tenths of the rate are ten ninths of the time.
    both(chatFigures.frame, 'frame', 1.11, { enough: fluent }),
    row(chatFigures.search50, percentile(times, 50), patience, 1),
    row(chatFigures.search95, percentile(times, 95), patience, 1),
    row(chatFigures.searchAlone95, percentile(alone, 95), patience, 1),
    row(chatFigures.insert, inserts.put, inserts.bare, 6),
  ]
}

/** Starts a copy in the tray and opens its chat window from there; it may scroll and search there. */
async function once({ userData, first, folder, env, trays, scroll, searching }) {
  // Each its own: the copies would hand each other their messages.
  const broker = await startMosquitto(folder)
  const app = runElectron(root, {
    env,
    userData,
    args: ['--hidden', '--user=John'],
    waitFor: first,
    hand: true,
  })
  try {
    const icon = await trays.firstAfter(app.start)
    const tray = icon.at - app.start
    await until('the tray to say connected', async () => (await trays.tooltip(icon)).includes('· connected'))
    // What is left of the start shall not meet the window.
    await pause(1_000)
    const item = await trays.open(icon)
    const clicked = await until('the tray menu', () => item.click('Open chat'))
    const opens = app.start + Math.max(await app.mark('found'), await app.mark('shown')) - clicked
    const times = { tray, opens, ...(scroll ? { frame: await scrolled(app) } : {}) }
    return { times, searches: searching.length > 0 ? await searchInWindow(app, searching) : [] }
  } finally {
    await app.end()
    await broker.stop()
  }
}

/** Milliseconds of a frame on average while the wheel turns back through the history for ten seconds. */
async function scrolled(app) {
  await pause(1_000)
  const { x, y } = await app.inPage(`{
    const { left, top, width, height } = document.querySelector(${JSON.stringify(log)}).getBoundingClientRect()
    const place = { x: Math.round(left + width / 2), y: Math.round(top + height / 2) }
    window.benchFrames = 0
    const count = () => { window.benchFrames++; requestAnimationFrame(count) }
    requestAnimationFrame(count)
    place
  }`)
  const before = await app.inPage('({ frames: window.benchFrames, at: performance.now() })')
  // A quick hand: sixty notches a second.
  await app.turnWheel({ x, y, notch: 120, everyMs: 16, forMs: scrollMs })
  const after = await app.inPage('({ frames: window.benchFrames, at: performance.now() })')
  return (after.at - before.at) / (after.frames - before.frames)
}

/** Milliseconds of each search, from the window's call to its answer. */
async function searchInWindow(app, wishes) {
  const { times, refused } = await app.inPage(`(async () => {
    const times = []
    let refused
    for (const search of ${JSON.stringify(wishes.map(({ search }) => search))}) {
      const begun = performance.now()
      const answer = await window.porchlight.searchChat(search)
      times.push(performance.now() - begun)
      if (!answer.ok) refused = { search, answer }
    }
    return { times, refused }
  })()`)
  if (refused) throw new Error(`A search was refused: ${JSON.stringify(refused)}`)
  return times
}

/** The slowest of each kind of search. */
function bySort(wishes, times) {
  const slowest = {}
  for (const [index, { kind }] of wishes.entries()) slowest[kind] = Math.max(slowest[kind] ?? 0, times[index])
  return slowest
}
