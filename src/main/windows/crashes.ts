import type { BrowserWindow } from 'electron'

/** A page that crashes as often as this within a minute has a reason to, which another try does not take away. */
const MOST = 3
const MINUTE = 60_000

export interface CrashParts {
  /** Milliseconds, only ever growing. */
  now(): number
  /** For whoever looks for the cause of something. */
  report(where: string, what: unknown): void
  /** A window was closed because its page crashed again and again. */
  gaveUp(title: string): void
}

/**
 * Brings a page that has crashed back, but not for ever: the last time its window closes, and opened by hand it is
 * tried anew. One that hangs is only noted: it may come back by itself, and what the user was writing is in it.
 */
export function watchPage(
  window: Pick<BrowserWindow, 'webContents' | 'on' | 'isDestroyed' | 'reload' | 'destroy'>,
  title: string,
  parts: CrashParts,
): void {
  let crashes: readonly number[] = []
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = parts.now()
    crashes = [...crashes.filter((time) => now - time < MINUTE), now]
    parts.report(title, `its page has crashed (${reason}, ${exitCode})`)
    if (crashes.length < MOST) return window.reload()
    window.destroy()
    parts.gaveUp(title)
  })
  window.on('unresponsive', () => parts.report(title, 'its page does not answer'))
  window.on('responsive', () => parts.report(title, 'its page answers again'))
}
