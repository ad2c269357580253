import { execFile } from 'node:child_process'

/** Runs a program and gives its output; rejects where it is missing, fails or takes too long. */
export type Run = (program: string, args: readonly string[]) => Promise<string>

const WATCHER = 'org.kde.StatusNotifierWatcher'
const BUS = 'org.freedesktop.DBus'

const run: Run = (program, args) =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: 2_000 }, (error, output) =>
      error ? reject(error) : resolve(output),
    )
  })

/**
 * Whether this desktop shows a tray. macOS and Windows always do; on Linux it is there when somebody on the session bus
 * watches for StatusNotifierItems. Electron itself does not tell.
 */
export async function isTrayShown(
  platform: NodeJS.Platform = process.platform,
  ask: Run = run,
): Promise<boolean> {
  if (platform !== 'linux') return true
  const method = `${BUS}.NameHasOwner`
  const questions: [string, string[]][] = [
    ['dbus-send', ['--session', '--print-reply', `--dest=${BUS}`, '/', method, `string:${WATCHER}`]],
    ['gdbus', ['call', '--session', '--dest', BUS, '--object-path', '/', '--method', method, WATCHER]],
  ]
  for (const [program, args] of questions) {
    const answer = await ask(program, args).catch(() => undefined)
    if (answer !== undefined) return /\btrue\b/.test(answer)
  }
  return false
}
