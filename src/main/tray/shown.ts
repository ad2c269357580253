import { execFile } from 'node:child_process'

/** Runs a program and gives its output; rejects where it is missing, fails or takes too long. */
export type Run = (program: string, args: readonly string[]) => Promise<string>

const WATCHER = 'org.kde.StatusNotifierWatcher'
const WATCHER_PATH = '/StatusNotifierWatcher'
const PROPERTY = 'IsStatusNotifierHostRegistered'
const GET = 'org.freedesktop.DBus.Properties.Get'
const TIMEOUT_MS = 2_000

// Two programs that ask the session bus the same; which of them is there depends on the desktop.
const QUESTIONS: readonly (readonly [string, readonly string[]])[] = [
  [
    'dbus-send',
    [
      '--session',
      '--print-reply',
      `--dest=${WATCHER}`,
      WATCHER_PATH,
      GET,
      `string:${WATCHER}`,
      `string:${PROPERTY}`,
    ],
  ],
  [
    'gdbus',
    [
      'call',
      '--session',
      '--dest',
      WATCHER,
      '--object-path',
      WATCHER_PATH,
      '--method',
      GET,
      WATCHER,
      PROPERTY,
    ],
  ],
]

/**
 * Whether this desktop shows a tray now. macOS and Windows always do; on Linux it is there when a watcher for
 * StatusNotifierItems is on the session bus and knows a panel that shows them, which is what Electron itself waits
 * for but does not tell. An old panel that only embeds X windows cannot be asked about from here: it counts as none.
 */
export async function isTrayShown(
  platform: NodeJS.Platform = process.platform,
  ask: Run = run,
): Promise<boolean> {
  if (platform !== 'linux') return true
  for (const [program, args] of QUESTIONS) {
    const answer = await ask(program, args).catch(() => undefined)
    if (answer !== undefined) return /\btrue\b/.test(answer)
  }
  return false
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { timeout: TIMEOUT_MS }, (error, output) => {
      if (error) reject(new Error(`${program} gave no answer`, { cause: error }))
      else resolve(output)
    })
  })
}
