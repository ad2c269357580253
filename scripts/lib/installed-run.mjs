// Runs the end-to-end tests of the installed app as the user it is started by: `node scripts/lib/installed-run.mjs [what
// Playwright takes]`. scripts/test-package.mjs does everything around it.
import path from 'node:path'
import { failWith } from './command.mjs'
import { root } from './paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from './processes.mjs'
import { openVirtualScreen } from './virtual-screen.mjs'

const playwright = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js')
const stopWithinMs = 10_000

process.exitCode = 1
await runTests(process.argv.slice(2)).catch(failWith)

async function runTests(args) {
  const screen = process.platform === 'linux' ? await openVirtualScreen({ privateBus: true }) : undefined
  let stopListening
  try {
    const env = { ...process.env, ...screen?.env }
    if (screen !== undefined) delete env.WAYLAND_DISPLAY
    const config = path.join('e2e', 'installed.config.ts')
    const runner = spawnOwned(process.execPath, [playwright, 'test', '-c', config, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    let timer
    stopListening = onSignals(
      (signal) => {
        runner.kill(signal)
        timer = setTimeout(() => killGroup(runner), stopWithinMs)
      },
      () => killGroup(runner),
    )
    process.exitCode = await ended(runner)
    clearTimeout(timer)
  } finally {
    stopListening?.()
    await screen?.close()
  }
}
