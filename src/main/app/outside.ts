import type { ChatSettings } from '@shared/chat/room-settings'
import type { RoomSummary, StatePush } from '@shared/ipc/state'
import type { Arrival } from '../chat/rooms-parts'
import type { Words } from '../words/words'
import type { Badge } from './badge'
import type { Notifications } from './notifications'
import { whatToTell } from './telling'

export interface OutsideParts {
  readonly chat: () => ChatSettings
  /** The chat window has the keyboard and shows this room. */
  readonly isWatched: (room: string) => boolean
  /** Messages that were not read, of the rooms that are told outside their window. */
  readonly unread: () => number
  readonly notifications: Pick<Notifications, 'tell' | 'read'>
  readonly badge: Pick<Badge, 'show'>
  readonly beep: () => void
  readonly words: Words['telling']
}

/** Tells outside the chat window what happens in it. */
export class Outside {
  readonly #parts: OutsideParts
  /** The rooms that had news when they were looked at last. */
  #news: readonly string[] = []

  constructor(parts: OutsideParts) {
    this.#parts = parts
  }

  /** Somebody else's message came. */
  arrived({ room, message, yourTurn }: Arrival): void {
    const { chat, isWatched, notifications, beep, words } = this.#parts
    const watched = isWatched(room.topic)
    const told = whatToTell({ room, message, settings: chat(), watched, yourTurn }, words)
    if (told?.note) notifications.tell(told.note, told.beep)
    if (told?.beep) beep()
  }

  /** What the state's feed pushes. */
  push({ views: { rooms } }: StatePush): void {
    if (rooms) this.#look(rooms)
  }

  /** The chat window has come or gone. */
  renew(): void {
    this.#parts.badge.show(this.#parts.unread(), this.#parts.chat().doNotDisturb)
  }

  /** What was read, or left, is no news any more. */
  #look(rooms: readonly Pick<RoomSummary, 'topic' | 'unread'>[]): void {
    const news = rooms.filter(({ unread }) => unread > 0).map(({ topic }) => topic)
    const known = [...this.#news, ...rooms.map(({ topic }) => topic)]
    for (const topic of new Set(known)) if (!news.includes(topic)) this.#parts.notifications.read(topic)
    this.#news = news
    this.renew()
  }
}
