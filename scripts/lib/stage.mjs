// What a run of Playwright needs to start the real app.
import { Told } from './command.mjs'
import { findElectron } from './electron.mjs'
import { openVirtualScreen } from './virtual-screen.mjs'

/** Playwright's command line. */
export const playwright = 'node_modules/@playwright/test/cli.js'

/**
 * The environment for it, and a way to close what was opened: on Linux a screen and a session bus of its own. Also where
 * there is a display: windows that open by the dozen would be in the way, and the real bus has a real tray.
 */
export async function openStage() {
  const electron = findElectron()
  if (electron === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  const screen = process.platform === 'linux' ? await openVirtualScreen({ privateBus: true }) : undefined
  const env = { ...process.env, ...screen?.env, ELECTRON_EXEC_PATH: electron.executable }
  if (screen !== undefined) delete env.WAYLAND_DISPLAY
  delete env.ELECTRON_RUN_AS_NODE
  return { env, close: async () => screen?.close() }
}
