// Starts a packed app for a trial, and waits for what it writes into its log.
import { existsSync, readFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Told } from '../lib/command.mjs'
import { spawnOwned } from '../lib/processes.mjs'

const withinMs = 30_000
const stepMs = 100

/** A copy that runs: its process, its folder, what it has written into its log so far. */
export function startCopy(binary, folder, args, env) {
  const child = spawnOwned(binary, [`--user-data-dir=${folder}`, ...args], {
    // Nothing beside the program may matter.
    cwd: path.parse(binary).root,
    env,
    stdio: 'ignore',
  })
  const file = path.join(folder, 'logs', 'porchlight.log')
  return { child, folder, log: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') }
}

/** Asks again and again until there is an answer. */
export async function until(what, ask, ms = withinMs) {
  const end = Date.now() + ms
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Told(`After ${ms / 1000} s still no sign of ${what}.`)
    await pause(stepMs)
  }
}

/** The port of the broker a copy says it is connected to. */
export async function connectedPort(copy) {
  const [, port] = await until(`a connection in ${copy.folder}`, () =>
    /connection: connected mqtt:\/\/127\.0\.0\.1:(\d+)/.exec(copy.log()),
  )
  return Number(port)
}

/** Whether anybody listens on a port of this computer. */
export function answers(port) {
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

/** On Linux: how the kernel holds the pages of a copy, one word each; `2` is a filter for system calls (seccomp). */
export function pageFilters(pids) {
  return pids
    .map((pid) => ({ pid, line: readOr(`/proc/${pid}/cmdline`), status: readOr(`/proc/${pid}/status`) }))
    .filter(({ line }) => line.includes('--type=renderer'))
    .map(({ status }) => /^Seccomp:\s+(\d)/m.exec(status)?.[1] ?? 'unknown')
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
