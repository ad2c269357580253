import type { App, BrowserWindow, NativeImage } from 'electron'

export type BadgeWindow = Pick<
  BrowserWindow,
  'isDestroyed' | 'isFocused' | 'flashFrame' | 'setOverlayIcon'
> & { once(event: 'focus', listener: () => void): unknown }

export interface BadgeParts {
  readonly app: Pick<App, 'setBadgeCount'>
  readonly platform: NodeJS.Platform
  /** The dot that Windows lays over the button in the taskbar. */
  readonly dot: () => NativeImage
  /** What the dot says to who does not see it. */
  readonly words: (unread: number) => string
  readonly chatWindow: () => BadgeWindow | undefined
}

/** How many messages were not read, on the dock or the taskbar. */
export class Badge {
  readonly #parts: BadgeParts
  #shown = 0
  #window: BadgeWindow | undefined

  constructor(parts: BadgeParts) {
    this.#parts = parts
  }

  /** Called again when the window has come or gone; with `quiet` nothing calls for attention. */
  show(unread: number, quiet: boolean): void {
    const window = this.#parts.chatWindow()
    const before = this.#shown
    if (unread === before && window === this.#window) return
    this.#shown = unread
    this.#window = window
    if (this.#parts.platform === 'win32') this.#lay(unread, window)
    else this.#parts.app.setBadgeCount(unread)
    if (before === 0 && unread > 0 && !quiet && window) call(window)
  }

  /** The count of `setBadgeCount` is not for Windows: there the window's button has a picture with words. */
  #lay(unread: number, window: BadgeWindow | undefined): void {
    if (!window || window.isDestroyed()) return
    window.setOverlayIcon(unread > 0 ? this.#parts.dot() : null, unread > 0 ? this.#parts.words(unread) : '')
  }
}

/** Once, with the first: the button would else be lit all day. Linux leaves it lit until it is told. */
function call(window: BadgeWindow): void {
  if (window.isDestroyed() || window.isFocused()) return
  window.flashFrame(true)
  window.once('focus', () => window.flashFrame(false))
}
