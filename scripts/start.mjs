// `npm start`: builds what is not built and opens the app; arguments after `--` are the app's.
import { build, isStale } from './lib/build.mjs'
import { failWith, say, Told } from './lib/command.mjs'
import { findElectron } from './lib/electron.mjs'
import { electronArguments, needsNoSandbox } from './lib/launch.mjs'
import { hasDisplay, isRoot } from './lib/machine.mjs'
import { passOn } from './lib/noise.mjs'
import { root } from './lib/paths.mjs'
import { ended, killGroup, onSignals, spawnOwned } from './lib/processes.mjs'
import { openVirtualScreen } from './lib/virtual-screen.mjs'

// What the app needs to quit in order: to save, and to hand its broker over.
const quitWithinMs = 10_000

await start(process.argv.slice(2)).catch(failWith)

async function start(args) {
  const electron = findElectron()
  if (electron === undefined) throw new Told('There is no Electron yet. Run: npm run setup')
  if (isStale()) await build()
  const screen = hasDisplay() ? undefined : await openScreen()
  try {
    process.exitCode = await runApp(electron.executable, args, screen)
  } finally {
    await screen?.close()
  }
}

async function openScreen() {
  const screen = await openVirtualScreen({ privateBus: !process.env.DBUS_SESSION_BUS_ADDRESS })
  say(
    `There is no display, so Porchlight runs on a virtual screen (${screen.env.DISPLAY}) and tells here what it does.`,
  )
  return screen
}

async function runApp(executable, args, screen) {
  if (needsNoSandbox(isRoot(), process.platform)) {
    say(
      "Chromium's sandbox does not work for root, so it is off (--no-sandbox). Run as another user to have it on.",
    )
  }
  const env = { ...process.env, ...screen?.env, ...(screen && { PORCHLIGHT_TELL: '1' }) }
  // Set in the terminals of editors that are Electron apps themselves; it would turn the app into plain Node.
  delete env.ELECTRON_RUN_AS_NODE

  const app = spawnOwned(executable, electronArguments(args, isRoot(), process.platform), {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'pipe'],
  })
  passOn(app.stderr, process.stderr, screen !== undefined)
  let timer
  const stopListening = onSignals(
    (signal) => {
      app.kill(signal)
      timer = setTimeout(() => killGroup(app), quitWithinMs)
    },
    () => killGroup(app),
  )
  const code = await ended(app)
  clearTimeout(timer)
  stopListening()
  // Of an app that crashed, parts may be left. One that quit leaves only what is not its own: a browser it opened.
  if (app.signalCode !== null) killGroup(app)
  app.stderr.destroy()
  return code
}
