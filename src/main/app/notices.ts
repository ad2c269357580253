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

export interface EarlyNotices {
  say: Notices['say']
  /** Says there what was said so far, and from now on all else. */
  sayTo(notices: Pick<Notices, 'say'>): void
}

/** Takes what is said while the services are still being made: rooms read their history then, and may find it damaged. */
export function earlyNotices(): EarlyNotices {
  const waiting: Parameters<Notices['say']>[] = []
  let say: Notices['say'] = (...notice) => void waiting.push(notice)
  return {
    say: (...notice) => say(...notice),
    sayTo: (notices) => {
      say = (...notice) => notices.say(...notice)
      for (const notice of waiting) say(...notice)
    },
  }
}
