import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { APP_ORIGIN } from '../security/origin'
import { hardenedPreferences } from '../security/harden'
import { watchPage, type CrashParts } from './crashes'

export interface WindowKind {
  readonly page: 'controller' | 'chat' | 'panel'
  readonly title: string
  readonly size: Required<
    Pick<BrowserWindowConstructorOptions, 'width' | 'height' | 'minWidth' | 'minHeight'>
  >
  /** A window that is no ordinary one. Whoever makes it shows it, when the height of its page is known. */
  readonly popUp?: Pick<
    BrowserWindowConstructorOptions,
    'frame' | 'resizable' | 'minimizable' | 'maximizable' | 'fullscreenable' | 'skipTaskbar' | 'alwaysOnTop'
  >
}

/** The one way a window comes to be: hardened, shown when it has something to show, brought back when its page crashes. */
export function createWindow(
  kind: WindowKind,
  paths: { preload: string; icon: string },
  crashes: CrashParts,
): BrowserWindow {
  const window = new BrowserWindow({
    ...kind.size,
    ...kind.popUp,
    title: kind.title,
    show: false,
    autoHideMenuBar: true,
    // Windows and Linux take the window's icon from here; macOS from the bundle.
    ...(process.platform === 'darwin' ? {} : { icon: paths.icon }),
    webPreferences: hardenedPreferences(paths.preload),
  })
  // The title is part of the contract with assistive technology; the page's own must not replace it.
  window.on('page-title-updated', (event) => event.preventDefault())
  if (!kind.popUp) window.once('ready-to-show', () => window.show())
  watchPage(window, kind.title, crashes)
  // Closed or crashed while it loads; what has to follow then follows elsewhere.
  window
    .loadURL(`${APP_ORIGIN}/${kind.page}/index.html`)
    .catch((error: unknown) => crashes.report(kind.title, error))
  return window
}
