import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'

const setpriv = '/usr/bin/setpriv'

/**
 * Starts a process in a group of its own, so that Ctrl+C on the terminal reaches only the script, which then ends
 * its processes in order: a screen that went before its app would make the app crash. On Linux the kernel ends
 * it should the script itself be killed.
 */
export function spawnOwned(command, args, options) {
  if (process.platform === 'win32') return spawn(command, args, options)
  const tied = process.platform === 'linux' && existsSync(setpriv)
  const [program, programArgs] = tied
    ? [setpriv, ['--pdeathsig', 'TERM', '--', command, ...args]]
    : [command, args]
  return spawn(program, programArgs, { ...options, detached: true })
}

/**
 * Resolves with the exit code (128 + signal number when killed) once the process has ended. What it wrote last
 * is waited for only briefly: a browser it opened may hold its output open for hours.
 */
export function ended(child, drainMs = 500) {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      const finish = () => resolve(code ?? 128 + (constants.signals[signal] ?? 0))
      const timer = setTimeout(finish, drainMs)
      child.on('close', () => {
        clearTimeout(timer)
        finish()
      })
    })
  })
}

/** Asks a process to end and kills it, with what it started, if it has not done so after the grace time. */
export async function stop(child, graceMs = 2000) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => killGroup(child), graceMs)
  await gone
  clearTimeout(timer)
}

/** Kills a process that `spawnOwned` started and everything that is left of its group. */
export function killGroup(child) {
  if (process.platform === 'win32') return void child.kill()
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // Nobody is left in the group.
  }
}

/** Calls `ask` at the first signal to end and `force` at the next; gives a function that stops listening. */
export function onSignals(ask, force) {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  let asked = false
  const listener = (signal) => {
    if (asked) return force()
    asked = true
    ask(signal)
  }
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
