// `npm run bench [-- --only=<part of a name>] [--runs=<number>]`: measures, prints a table and writes it down.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, isStale } from '../scripts/lib/build.mjs'
import { failWith, say, Told } from '../scripts/lib/command.mjs'
import { findElectron } from '../scripts/lib/electron.mjs'
import { answers } from '../scripts/lib/listening.mjs'
import { root } from '../scripts/lib/paths.mjs'
import { openVirtualScreen } from '../scripts/lib/virtual-screen.mjs'
import { judge, table } from './lib/report.mjs'
import {
  tellChat,
  tellIdle,
  tellLight,
  tellLoad,
  tellMemory,
  tellRates,
  tellSize,
  tellTimes,
  tellWire,
} from './lib/tell.mjs'
import { watchTrays } from './lib/tray-watcher.mjs'
import { chatFigures, measureChat } from './chat.mjs'
import { embeddedFigures, measureEmbedded } from './embedded.mjs'
import { enduranceFigures, measureEndurance } from './endurance.mjs'
import { floodFigures, measureFlood } from './flood.mjs'
import { idleFigures, measureIdle } from './idle.mjs'
import { lightFigures, measureLight } from './light.mjs'
import { measureMemory, memoryFigures } from './memory.mjs'
import { measureSize, sizeFigures } from './size.mjs'
import { measureStartUp, startUpFigures } from './start-up.mjs'
import { measureTalk, talkFigures } from './talk.mjs'
import { measureToggle, toggleFigures } from './toggle.mjs'
import { measureWire, wireFigures } from './wire.mjs'

const groups = [
  { figures: startUpFigures, measure: measureStartUp, usualRuns: 11, tell: tellTimes },
  { figures: memoryFigures, measure: measureMemory, usualRuns: 3, tell: tellMemory },
  { figures: idleFigures, measure: measureIdle, usualRuns: 3, tell: tellIdle },
  { figures: toggleFigures, measure: measureToggle, usualRuns: 300, tell: tellLight },
  { figures: lightFigures, measure: measureLight, usualRuns: 300, tell: tellLight },
  { figures: talkFigures, measure: measureTalk, usualRuns: 60, tell: tellLight },
  { figures: floodFigures, measure: measureFlood, usualRuns: 3, tell: tellLoad },
  { figures: enduranceFigures, measure: measureEndurance, usualRuns: 1, tell: tellLoad },
  { figures: wireFigures, measure: measureWire, usualRuns: 7, tell: tellWire },
  { figures: chatFigures, measure: measureChat, usualRuns: 7, tell: tellChat },
  { figures: embeddedFigures, measure: measureEmbedded, usualRuns: 3, tell: tellRates },
  { figures: sizeFigures, measure: measureSize, usualRuns: 1, tell: tellSize },
]

await bench().catch(failWith)

async function bench() {
  const { only, runs } = parse()
  const wanted = groups.filter(({ figures }) => Object.values(figures).some((name) => name.includes(only)))
  if (wanted.length === 0) throw new Told(`No figure has "${only}" in its name.`)
  await checkMachine()
  if (isStale()) await build()
  const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-bench-'))
  const screen = await openVirtualScreen({ privateBus: true })
  try {
    const env = {
      ...process.env,
      ...screen.env,
      XDG_CONFIG_HOME: path.join(folder, 'config'),
      LANG: 'en_US.UTF-8',
    }
    delete env.WAYLAND_DISPLAY
    delete env.ELECTRON_RUN_AS_NODE
    const trays = await watchTrays(screen.env.DBUS_SESSION_BUS_ADDRESS)
    const results = []
    for (const { measure, usualRuns, tell } of wanted) {
      results.push(...(await measure({ folder, env, trays, runs: runs ?? usualRuns, tell })))
    }
    trays.close()
    report(results.filter(({ name }) => name.includes(only)).map(judge), only === '')
  } finally {
    await screen.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function parse() {
  const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string' } } })
  const runs = values.runs === undefined ? undefined : Number(values.runs)
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Told('--runs takes a whole number from 1 on.')
  return { only: values.only ?? '', runs }
}

async function checkMachine() {
  if (process.platform !== 'linux')
    throw new Told('The bench reads /proc and a D-Bus tray, so it runs on Linux only.')
  if (findElectron() === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  if (await answers(1883))
    throw new Told('Port 1883 is taken; the bench needs it free. Stop what listens there.')
}

/** Prints the table; a whole run is also written down, one of some figures is not, so that no figure gets lost. */
function report(results, whole) {
  say(`\n${table(results)}\n`)
  const missed = results.filter(({ pass }) => !pass)
  say(missed.length === 0 ? 'All goals are met.' : `${missed.length} of ${results.length} goals are missed.`)
  if (!whole) return
  const folder = path.join(root, 'bench')
  mkdirSync(path.join(folder, 'results'), { recursive: true })
  writeFileSync(path.join(folder, 'results', 'latest.json'), `${JSON.stringify(results, undefined, 2)}\n`)
  const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${findElectron().kind} Electron`
  const day = new Date().toISOString().slice(0, 10)
  writeFileSync(
    path.join(folder, 'RESULTS.md'),
    `# Results\n\nOne run of \`npm run bench\` on ${day}: ${machine}. How it is measured: [README](README.md).\n\n${table(results)}\n`,
  )
  say('Written to bench/RESULTS.md and bench/results/latest.json.')
}
