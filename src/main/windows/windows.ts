import type { BrowserWindow } from 'electron'

/** At most one window of each kind; opening one that is there brings it to the front. */
export class Windows<Name extends string> {
  readonly #open = new Map<Name, BrowserWindow>()
  readonly #create: (name: Name) => BrowserWindow

  constructor(create: (name: Name) => BrowserWindow) {
    this.#create = create
  }

  /** How many are open. */
  get count(): number {
    return this.#open.size
  }

  /** The window of a kind, where one is open. */
  get(name: Name): BrowserWindow | undefined {
    return this.#open.get(name)
  }

  open(name: Name): BrowserWindow {
    const existing = this.#open.get(name)
    if (existing) {
      if (existing.isMinimized()) existing.restore()
      existing.show()
      existing.focus()
      return existing
    }
    const window = this.#create(name)
    this.#open.set(name, window)
    window.on('closed', () => this.#open.delete(name))
    return window
  }
}
