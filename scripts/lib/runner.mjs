import { root } from './paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from './processes.mjs'

const stopWithinMs = 10_000

/** Runs Node's scripts one after another, each in a group of its own; Ctrl+C ends the running one with all it started. */
export function createRunner() {
  let stopRunning
  let stopped = false
  onSignals(
    (signal) => {
      stopped = true
      stopRunning?.(signal)
    },
    () => stopRunning?.('SIGKILL'),
  )
  return {
    /** Whether somebody wants everything to end. */
    get stopped() {
      return stopped
    },
    /** Runs a script to its end, or, where a time is given, until it is killed then; gives its exit code. */
    async run(args, env, withinMs) {
      const runner = spawnOwned(process.execPath, args, {
        cwd: root,
        env,
        stdio: ['ignore', 'inherit', 'inherit'],
      })
      let timer
      stopRunning = (signal) => {
        if (signal === 'SIGKILL') return killGroup(runner)
        runner.kill(signal)
        timer = setTimeout(() => killGroup(runner), stopWithinMs)
      }
      const limit = withinMs === undefined ? undefined : setTimeout(() => stopRunning?.('SIGINT'), withinMs)
      const code = await ended(runner)
      clearTimeout(timer)
      clearTimeout(limit)
      stopRunning = undefined
      if (stopped) killGroup(runner)
      return code
    },
  }
}
