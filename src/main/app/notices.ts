import type { Notice } from '@shared/ipc/state'

/** More than this many at once are not read by anybody; the oldest go. */
const MAX_NOTICES = 8

/** What the app has to say until the user has read it; the same thing is said once. */
export class Notices {
  #list: Notice[] = []
  #next = 1
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get list(): readonly Notice[] {
    return this.#list
  }

  say(kind: Notice['kind'], detail?: string): void {
    if (this.#list.some((notice) => notice.kind === kind && notice.detail === detail)) return
    const notice: Notice = { id: this.#next++, kind, ...(detail === undefined ? {} : { detail }) }
    this.#list = [...this.#list, notice].slice(-MAX_NOTICES)
    this.#changed()
  }

  dismiss(id: number): void {
    this.#list = this.#list.filter((notice) => notice.id !== id)
    this.#changed()
  }
}
