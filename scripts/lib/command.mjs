import { spawn } from 'node:child_process'
import { ended } from './processes.mjs'

/** A failure that is told to the user in its own words, without a stack. */
export class Told extends Error {}

/** Ends a script that failed: with the words of a failure that has its own, with a stack if it was a fault of ours. */
export function failWith(error) {
  if (!(error instanceof Told)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

/** Prints one line of a script's own. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Runs a command to its end and gives its exit code; it shares the user's terminal unless the options say otherwise. */
export function run(command, args, options = {}) {
  return ended(spawn(command, args, { stdio: 'inherit', ...options }))
}

/**
 * How to start npm without a shell where that is possible. Under `npm start` and the like npm names its own
 * script; a bare `npm` needs a shell on Windows, where it is a batch file.
 */
export function npmCommand(args, env = process.env, platform = process.platform) {
  const script = env.npm_execpath
  if (script !== undefined && /npm-cli\.[cm]?js$/.test(script)) {
    return { command: process.execPath, args: [script, ...args], shell: false }
  }
  return { command: 'npm', args, shell: platform === 'win32' }
}

/** Runs npm to its end and gives its exit code. */
export function runNpm(args, options = {}) {
  const npm = npmCommand(args)
  return run(npm.command, npm.args, { shell: npm.shell, ...options })
}
