import type { ChatMessage } from '@shared/chat/message'
import { FIRST_ROOM, type ChatSettings, type KeptRoom } from '@shared/chat/room-settings'
import { MAX_LABEL, oneLine } from '@shared/one-line'
import type { Words } from '../words/words'

/** Longest text in characters in a notification: desktops show about two lines. */
const MAX_BODY = 140

/** A message of somebody else, and what surrounds it. */
export interface ToTell {
  readonly room: KeptRoom
  readonly message: ChatMessage
  readonly settings: ChatSettings
  /** The chat window has the keyboard and shows this room. */
  readonly watched: boolean
  /** It answers what the user wrote, so that it is their turn again. */
  readonly yourTurn: boolean
}

/** A notification on the desktop. */
export interface Note {
  readonly room: string
  /** The message that it leads to. */
  readonly id: string
  readonly title: string
  readonly body?: string
  /** What to call the room when several messages are told as one. */
  readonly place: string
  readonly yourTurn: boolean
}

export interface Telling {
  readonly note?: Note
  /** A sound of our own; the notification, if there is one, makes none then. */
  readonly beep: boolean
}

/**
 * Says how the user is told of a message; undefined for not at all. Who watches the room sees both the message and
 * the composer open: a sound with every answer there would only nag, so nothing is told, not even the turn.
 */
export function whatToTell(toTell: ToTell, words: Words['telling']): Telling | undefined {
  const { room, message, settings, watched } = toTell
  if (watched || settings.doNotDisturb || !room.notify || message.deleted) return undefined
  const yourTurn = toTell.yourTurn && settings.yourTurn === 'notification'
  const beep = toTell.yourTurn && settings.yourTurn === 'sound'
  const note = settings.notifications || yourTurn ? noteOf(toTell, yourTurn, words) : undefined
  if (!note && !beep) return undefined
  return { beep, ...(note ? { note } : {}) }
}

function noteOf({ room, message, settings }: ToTell, yourTurn: boolean, words: Words['telling']): Note {
  const who = oneLine(message.user ?? '', MAX_LABEL) || words.somebody
  const place = room.kind === 'direct' ? who : oneLine(room.name || room.topic, MAX_LABEL)
  const base = { room: room.topic, id: message.id, place, yourTurn }
  if (!settings.notifications) return { ...base, title: words.yourTurn(place) }
  // Most know one room only, the first one, and have given it no name: it needs no mention.
  const isPlain = room.kind === 'direct' || (room.topic === FIRST_ROOM && room.name === '')
  const title = isPlain ? who : words.wroteIn(who, place)
  return {
    ...base,
    title: yourTurn ? words.andYourTurn(title) : title,
    body: settings.hideText ? words.newMessage : oneLine(message.text, MAX_BODY),
  }
}
