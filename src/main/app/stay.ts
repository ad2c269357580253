import type { App, BrowserWindow } from 'electron'

export interface StayParts {
  /** Asks whether this desktop shows a tray; starts a program on Linux, so it is not done while the app starts. */
  askTray(): Promise<boolean>
  noTray(): void
  openWindows(): number
  openController(): void
}

/** Keeps the app in the tray when its windows are closed; where no tray is shown the last window ends it. */
export function stayInTray(
  app: Pick<App, 'on' | 'quit'>,
  parts: StayParts,
  firstWindow: BrowserWindow | undefined,
): void {
  let shown: Promise<boolean> | undefined
  const isShown = (): Promise<boolean> => (shown ??= parts.askTray())
  const warn = async (): Promise<void> => {
    if (await isShown()) return
    parts.noTray()
    // Started hidden, and nothing to find it by: better a window than a program that cannot be reached.
    if (parts.openWindows() === 0) parts.openController()
  }
  if (firstWindow) firstWindow.once('show', () => void warn())
  else void warn()

  app.on('window-all-closed', () => {
    void isShown().then((tray) => {
      if (!tray && parts.openWindows() === 0) app.quit()
    })
  })
  // A second start of the same installation brings the first one up; one that is to be hidden, as at login, does not.
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes('--hidden')) parts.openController()
  })
  // macOS: a click on the icon in the Dock.
  app.on('activate', () => parts.openController())
}
