/** `open`: everybody on the broker reads it; `private`: end-to-end encrypted under a passphrase; `direct`: between two copies. */
export type RoomKind = 'open' | 'private' | 'direct'

export const ROOM_COLOURS = ['none', 'red', 'orange', 'green', 'teal', 'blue', 'violet', 'pink'] as const
export type RoomColour = (typeof ROOM_COLOURS)[number]

/** More rooms than this one copy does not hold: each is subscribed and kept. */
export const MAX_ROOMS = 50
/** Longest name of a room in characters. */
export const MAX_ROOM_NAME = 60
/** Fewest characters of a passphrase; fewer are guessed on one computer in an afternoon. */
export const MIN_PASSPHRASE = 8

/** The room that is there from the first start (DESIGN 2, Turn). */
export const FIRST_ROOM = 'chat'

/** A room this copy is in, and how this copy shows it. */
export interface KeptRoom {
  readonly topic: string
  /** Empty for the topic itself, or for the other's name in a direct conversation. */
  readonly name: string
  readonly kind: RoomKind
  readonly colour: RoomColour
  /** Whether it is told outside its window, and counted in the badge. */
  readonly notify: boolean
  /** The other copy of a direct conversation, with the name it was last known by. */
  readonly other?: { readonly client: string; readonly name: string }
}

/** How long messages are kept on this computer. */
export type Keeping = 'for-ever' | 'year' | 'month' | 'session'

/** What a user wants of the chat on this copy. */
export interface ChatSettings {
  readonly keep: Keeping
  readonly notifications: boolean
  /** Notifications say who wrote, not what. */
  readonly hideText: boolean
  /** Nothing is told outside the window until it is switched off. */
  readonly doNotDisturb: boolean
  /** How the user is told that it is their turn. */
  readonly yourTurn: 'nothing' | 'sound' | 'notification'
  /** Whether Enter sends and Shift+Enter begins a line; else Ctrl+Enter (⌘Enter) sends. */
  readonly enterSends: boolean
  /** Whether the others see how far one has read and that one is writing. */
  readonly tellsOthers: boolean
  readonly spellCheck: boolean
}

export const FIRST_CHAT_SETTINGS: ChatSettings = {
  keep: 'for-ever',
  notifications: true,
  hideText: false,
  doNotDisturb: false,
  yourTurn: 'sound',
  enterSends: true,
  tellsOthers: true,
  spellCheck: true,
}

/** The rooms of a first start. */
export const FIRST_ROOMS: readonly KeptRoom[] = [
  { topic: FIRST_ROOM, name: '', kind: 'open', colour: 'none', notify: true },
]
