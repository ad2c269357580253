import type { App, Event, PowerMonitor } from 'electron'

export interface EndingParts {
  readonly app: Pick<App, 'quit'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly process: Pick<NodeJS.Process, 'on' | 'platform'>
  /** Makes a window that is never shown. */
  createEar(): { on(event: 'session-end', listener: () => void): unknown }
}

/** What a terminal and the session of a desktop send to end a program. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Quits, and so says good-bye, when the system shuts down, its user logs out or a terminal ends the program. A log-out of
 * macOS Electron turns into a quit by itself.
 */
export function quitWithTheSystem({ app, powerMonitor, process, createEar }: EndingParts): void {
  // Windows tells only windows that its session ends, and most of the time the tray is all there is.
  if (process.platform === 'win32') return void createEar().on('session-end', () => app.quit())
  // Electron listens for signals too, but only until anybody else does and leaves off, as write-file-atomic does with every
  // write: libuv then leaves the system's own way, which is to end at once.
  for (const signal of SIGNALS) process.on(signal, () => app.quit())
  const hold = (event: Pick<Event, 'preventDefault'>): void => {
    // The system waits for us then, for longer than leaving takes.
    event.preventDefault()
    app.quit()
  }
  // Its type keeps the event to itself.
  powerMonitor.on('shutdown', hold as () => void)
}
