import { spawn } from 'node:child_process'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findElectron } from '../../scripts/lib/electron.mjs'
import { now } from './clock.mjs'
import { isRunning, processTree } from './processes.mjs'
import { until } from '../../scripts/lib/until.mjs'

const marksFile = fileURLToPath(new URL('marks.cjs', import.meta.url))
const handFile = fileURLToPath(new URL('hand.cjs', import.meta.url))
const endMs = 5_000

/** Starts Electron with an app's folder, the same way for every app, and collects its marks; `hand` reaches into its windows. */
export function runElectron(
  app,
  { env, userData, args = [], waitFor = '', last = '', follow = '', hand = false },
) {
  const marks = new Map()
  const asked = new Map()
  /** What the followed switch shows and since when. */
  let shown = { state: undefined, at: 0 }
  const noSandbox = process.getuid() === 0 ? ['--no-sandbox'] : []
  const start = now()
  const child = spawn(
    findElectron().executable,
    [...noSandbox, app, `--user-data-dir=${userData}`, ...args],
    {
      cwd: path.dirname(app),
      env: {
        ...env,
        NODE_OPTIONS: `--require ${marksFile}${hand ? ` --require ${handFile}` : ''}`,
        BENCH_WAIT_FOR: waitFor,
        BENCH_LAST: last,
        BENCH_FOLLOW: follow,
      },
      stdio: [hand ? 'pipe' : 'ignore', 'pipe', 'ignore'],
    },
  )
  const ask = (what) =>
    new Promise((resolve, reject) => {
      const id = asked.size + 1
      asked.set(id, { resolve, reject })
      child.stdin.write(`${JSON.stringify({ id, ...what })}\n`)
    })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [word, name, at] = line.split(' ')
    if (word === 'mark' && !marks.has(name)) marks.set(name, Number(at) - start)
    if (word === 'switch') shown = { state: name, at: Number(at) }
    if (word === 'hand') {
      const { id, value, error } = JSON.parse(line.slice('hand '.length))
      if (error === undefined) asked.get(id).resolve(value)
      else asked.get(id).reject(new Error(error))
    }
  })
  return {
    start,
    pid: child.pid,
    /** Milliseconds from the start of the process to the mark. */
    mark: (name) => until(`"${name}" of ${path.basename(app)}`, () => marks.get(name)),
    /** Whether there is such a mark by now. */
    has: (name) => marks.has(name),
    /** What the followed switch shows now, and the moment it began to. */
    get shown() {
      return shown
    },
    /** What a script in the newest window's page comes to. */
    inPage: (script) => ask({ script }),
    /** What the body of a function in the main process returns; `require` is there. */
    inMain: (body) => ask({ main: body }),
    /** Presses a key in the newest window. */
    press: (key) => ask({ key }),
    /** Turns the wheel over a place of the newest window and gives how many notches it were. */
    turnWheel: (wheel) => ask({ wheel }),
    end: () => end(child),
  }
}

/** Asks the app to quit, so that its folder is in order for the next run, and kills what is left. */
async function end(child) {
  const family = processTree(child.pid)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), endMs)
  if (child.exitCode === null && child.signalCode === null) await gone
  clearTimeout(timer)
  await until('its helper processes to end', () => !family.some(isRunning))
}
