import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Words } from '../words/words'
import type { Note } from './telling'

/** Milliseconds between two notifications of one room; what comes within them is told together. */
const APART = 2_000

/** The parts of Electron's notification that are used. */
export type NotificationHandle = Pick<Notification, 'show' | 'close'> & {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown
}

export interface NotificationsParts {
  readonly create: (options: NotificationConstructorOptions) => NotificationHandle
  /** Whether there is anything on this desktop that shows them. */
  readonly isSupported: () => boolean
  readonly platform: NodeJS.Platform
  readonly now: () => number
  readonly after: (ms: number, task: () => void) => () => void
  readonly words: Words['telling']
  /** The user wants to see it. */
  clicked(room: string, id: string): void
}

/** What one room has on the desktop. */
interface Shown {
  /** Kept: a notification that is collected as garbage loses its clicks. */
  handle?: NotificationHandle
  at: number
  /** The first message of those told together, which a click leads to, and how many they are. */
  readonly first: string
  count: number
  /** Told when the time has come. */
  next?: { readonly note: Note; readonly silent: boolean; readonly callOff: () => void }
}

/** The desktop's notifications: at most one of each room, a newer one in the place of the older. */
export class Notifications {
  readonly #parts: NotificationsParts
  readonly #rooms = new Map<string, Shown>()

  constructor(parts: NotificationsParts) {
    this.#parts = parts
  }

  /** Tells of a message: at once, or together with others where the room has told something just now. */
  tell(note: Note, silent: boolean): void {
    const { now, after, isSupported } = this.#parts
    if (!isSupported()) return
    const shown = this.#rooms.get(note.room)
    const wait = shown ? shown.at + APART - now() : 0
    if (!shown || (wait <= 0 && !shown.next)) {
      if (shown) close(shown)
      const fresh = { at: now(), first: note.id, count: 1 }
      this.#rooms.set(note.room, fresh)
      this.#show(fresh, note, silent)
      return
    }
    shown.count += 1
    const { next } = shown
    shown.next = {
      note: { ...note, yourTurn: note.yourTurn || (next?.note.yourTurn ?? false) },
      silent: silent || (next?.silent ?? false),
      callOff: next?.callOff ?? after(wait, () => this.#flush(shown)),
    }
  }

  /** The room was read: nothing of it is news any more. */
  read(room: string): void {
    const shown = this.#rooms.get(room)
    this.#rooms.delete(room)
    shown?.next?.callOff()
    if (shown) close(shown)
  }

  /** Takes everything back: nobody would be there for a click. */
  stop(): void {
    for (const room of this.#rooms.keys()) this.read(room)
  }

  #flush(shown: Shown): void {
    const { next } = shown
    if (!next) return
    delete shown.next
    close(shown)
    shown.at = this.#parts.now()
    this.#show(shown, this.#together(next.note, shown.count), next.silent)
  }

  #together(note: Note, count: number): Note {
    const { words } = this.#parts
    return {
      ...note,
      title: note.yourTurn ? words.andYourTurn(note.place) : note.place,
      body: words.newMessages(count),
    }
  }

  #show(shown: Shown, { room, title, body }: Note, silent: boolean): void {
    const { create, platform } = this.#parts
    const text = body === undefined ? {} : { body: platform === 'linux' ? withoutTags(body) : body }
    const handle = create({ title, silent, ...text })
    shown.handle = handle
    handle.on('click', () => {
      // One that was replaced may still be on its way to the desktop's history.
      this.read(room)
      this.#parts.clicked(room, shown.first)
    })
    handle.on('close', () => {
      // The next message is then told by itself, and not as one of several that nobody sees any more.
      if (shown.handle === handle && !shown.next) this.#rooms.delete(room)
    })
    // Where nobody takes notifications there is nothing to close, and no reason to try more often.
    handle.on('failed', () => delete shown.handle)
    handle.show()
  }
}

/** Ours to close, so that its `close` says nothing about the user. */
function close(shown: Shown): void {
  const { handle } = shown
  delete shown.handle
  handle?.close()
}

/**
 * Many desktops on Linux read tags in the text, among them links that say something else than where they lead, and
 * Electron hands the text over as it is. Writing it as an entity would show as such on those that read none.
 */
function withoutTags(text: string): string {
  return text.replaceAll('<', '‹')
}
