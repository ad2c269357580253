import type { App } from 'electron'

/** Keeps the app in the tray when its windows are closed; where no tray is shown the last window ends it. */
export function stayInTray(
  app: Pick<App, 'on' | 'quit'>,
  parts: {
    readonly trayShown: Promise<boolean>
    noTray(): void
    openWindows(): number
    openController(): void
  },
): void {
  let shown = true
  void parts.trayShown.then((answer) => {
    shown = answer
    if (shown) return
    parts.noTray()
    // Started hidden, and nothing to find it by: better a window than a program that cannot be reached.
    if (parts.openWindows() === 0) parts.openController()
  })
  app.on('window-all-closed', () => {
    if (!shown) app.quit()
  })
  // A second start of the same installation brings the first one up.
  app.on('second-instance', () => parts.openController())
  // macOS: a click on the icon in the Dock.
  app.on('activate', () => parts.openController())
}
