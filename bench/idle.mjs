import { mkdirSync, mkdtempSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeBareApp } from './lib/bare-app.mjs'
import { watchCpu } from './lib/cpu.mjs'
import { median } from './lib/median.mjs'
import { startMosquitto } from './lib/mosquitto.mjs'
import { openCopy } from './lib/opened.mjs'
import { runElectron } from './lib/run-electron.mjs'

export const idleFigures = {
  ratio: 'idle, CPU in a minute with the windows hidden',
  share: 'idle, the same as a share of one core',
}

const goal = 1.2
/** Percent of a core. */
const mostShare = 0.3
const watchedMs = 60_000
/** Milliseconds in which the windows' processes end and what they have left is put in order. */
const restMs = 15_000

/**
 * What the processors do in a minute for a copy that is connected and whose windows were open and are closed, against a bare Electron
 * whose two windows are hidden: both in the same minute, all processes of each.
 */
export async function measureIdle({ folder, env, runs, tell }) {
  const parent = path.join(folder, 'idle')
  mkdirSync(parent)
  const bareApp = writeBareApp(parent, 'windows')
  const samples = { bare: [], idle: [] }
  for (let run = 1; run <= runs; run++) {
    const broker = await startMosquitto(parent)
    const userData = mkdtempSync(path.join(parent, 'bare-'))
    const bare = runElectron(bareApp, { env, userData, hand: true })
    try {
      await Promise.all([bare.mark('loaded'), bare.mark('shown')])
      const copy = await openCopy({ folder: parent, env })
      try {
        await bare.inMain(
          `for (const window of require('electron').BrowserWindow.getAllWindows()) window.hide()`,
        )
        await copy.closeWindows()
        await pause(restMs)
        const watched = { bare: watchCpu([bare.pid]), idle: watchCpu([copy.pid]) }
        await pause(watchedMs)
        const taken = { bare: watched.bare.stop(), idle: watched.idle.stop() }
        tell(run, taken)
        for (const kind of Object.keys(samples)) samples[kind].push(taken[kind])
      } finally {
        await copy.end()
      }
    } finally {
      await bare.end()
      await broker.stop()
    }
  }
  const ms = (kind) => median(samples[kind].map((each) => each.ms))
  const share = 100 * median(samples.idle.map((each) => each.share))
  return [
    { name: idleFigures.ratio, unit: 'ms', value: ms('idle'), reference: ms('bare'), goal },
    { name: idleFigures.share, unit: '%', value: share, goal: mostShare },
  ]
}
