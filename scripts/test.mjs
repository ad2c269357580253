// `npm test`: builds the app, runs every kind of test one after another and adds them up.
// `npm test -- unit broker` runs only these kinds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from './lib/build.mjs'
import { failWith, say, Told } from './lib/command.mjs'
import { findElectron } from './lib/electron.mjs'
import { root } from './lib/paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from './lib/processes.mjs'
import { countPlaywright, countVitest, settle, summary, table, total } from './lib/results.mjs'
import { openVirtualScreen } from './lib/virtual-screen.mjs'

const vitest = path.join('node_modules', 'vitest', 'vitest.mjs')
const playwright = path.join('node_modules', '@playwright', 'test', 'cli.js')
const stopWithinMs = 10_000

const kinds = {
  unit: (report) => runVitest('unit', report),
  component: (report) => runVitest('component', report),
  broker: (report) => runVitest('broker', report),
  electron: runElectron,
}

let stopRunner
let stopped = false
onSignals(
  (signal) => {
    stopped = true
    stopRunner?.(signal)
  },
  () => stopRunner?.('SIGKILL'),
)

const folder = mkdtempSync(path.join(tmpdir(), 'porchlight-tests-'))
try {
  await runKinds(process.argv.slice(2))
} catch (error) {
  failWith(error)
  say(summary({ passed: 0, failed: 1, skipped: 0 }))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function runKinds(wanted) {
  const unknown = wanted.find((name) => !(name in kinds))
  if (unknown !== undefined)
    throw new Told(`There is no kind "${unknown}". There are: ${Object.keys(kinds).join(', ')}`)
  const names = wanted.length > 0 ? wanted : Object.keys(kinds)
  if (names.includes('electron')) await build()

  const rows = []
  for (const name of names) {
    if (stopped) break
    say(`\n== ${name}`)
    const start = performance.now()
    const counts = await kinds[name](path.join(folder, `${name}.json`))
    rows.push({ name, ...counts, seconds: (performance.now() - start) / 1000 })
  }
  if (stopped) throw new Told('\nStopped before all tests had run.')
  const all = total(rows)
  say(`\n${table(rows)}\n\n${summary(all)}`)
  process.exitCode = all.failed > 0 ? 1 : 0
}

async function runVitest(project, report) {
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const code = await runToEnd([vitest, ...args], process.env)
  return settle(read(report, countVitest), code)
}

async function runElectron(report) {
  const electron = findElectron()
  if (electron === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  if (await answers(1883)) {
    say(
      'Port 1883 is taken, by a broker of this machine perhaps; these tests need it free. Stop it and run them again.',
    )
    return settle(undefined, 1)
  }
  // Also where there is a display: windows that open by the dozen would be in the way, and the real bus has a real tray.
  const screen = process.platform === 'linux' ? await openVirtualScreen({ privateBus: true }) : undefined
  try {
    const env = {
      ...process.env,
      ...screen?.env,
      ELECTRON_EXEC_PATH: electron.executable,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    }
    if (screen !== undefined) delete env.WAYLAND_DISPLAY
    delete env.ELECTRON_RUN_AS_NODE
    const code = await runToEnd([playwright, 'test', '-c', path.join('e2e', 'playwright.config.ts')], env)
    return settle(read(report, countPlaywright), code)
  } finally {
    await screen?.close()
  }
}

async function runToEnd(args, env) {
  const runner = spawnOwned(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let timer
  stopRunner = (signal) => {
    if (signal === 'SIGKILL') return killGroup(runner)
    runner.kill(signal)
    timer = setTimeout(() => killGroup(runner), stopWithinMs)
  }
  const code = await ended(runner)
  clearTimeout(timer)
  stopRunner = undefined
  if (stopped) killGroup(runner)
  return code
}

/** The counts in a report, or undefined when its runner wrote none. */
function read(file, count) {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', () => finish(true))
    socket.on('error', () => finish(false))
  })
}
