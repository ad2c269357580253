// Plays a piece of this folder with the real app: on a virtual screen on Linux, on the desktop elsewhere.
import path from 'node:path'
import { build, isStale } from '../../scripts/lib/build.mjs'
import { say, Told } from '../../scripts/lib/command.mjs'
import { findElectron } from '../../scripts/lib/electron.mjs'
import { root } from '../../scripts/lib/paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from '../../scripts/lib/processes.mjs'
import { openVirtualScreen } from '../../scripts/lib/virtual-screen.mjs'

// What Playwright needs to end the copies it has started.
const stopWithinMs = 15_000

/** Plays the piece with this name; gives the exit code, 0 when every step has been seen. */
export async function play(piece, pictures) {
  if (findElectron() === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  if (isStale()) await build()
  // Also where there is a display: the panel needs a screen of its own, and the copies must not meet other trays.
  const screen = process.platform === 'linux' ? await openVirtualScreen({ privateBus: false }) : undefined
  if (screen !== undefined) say(`On a virtual screen (${screen.env.DISPLAY}) with a panel:\n`)
  try {
    return await runPlaywright(piece, { ...process.env, ...screen?.env, PORCHLIGHT_PICTURES: pictures })
  } finally {
    await screen?.close()
  }
}

async function runPlaywright(piece, env) {
  // Both would send the copies elsewhere: to a Wayland desktop, or into plain Node.
  delete env.WAYLAND_DISPLAY
  delete env.ELECTRON_RUN_AS_NODE
  const cli = path.join('node_modules', '@playwright', 'test', 'cli.js')
  const config = path.join('e2e', 'demo', 'playwright.config.ts')
  const runner = spawnOwned(process.execPath, [cli, 'test', '-c', config, `${piece}.play.ts`], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  let timer
  const stopListening = onSignals(
    (signal) => {
      runner.kill(signal)
      timer = setTimeout(() => killGroup(runner), stopWithinMs)
    },
    () => killGroup(runner),
  )
  const code = await ended(runner)
  clearTimeout(timer)
  stopListening()
  return code
}
