import type { DeliveryFailure, MessageKey, MessageView } from '../chat/message'
import type { RoomColour, RoomKind } from '../chat/room-settings'
import type { RoomRules } from '../chat/rules'
import type { Turn } from '../chat/turn'
import type { DesktopView } from '../desktop/desktop'
import type { ArrangementView } from '../light/arrangement'
import type { LightId, LightState } from '../light/light'
import type { ConnectionState } from '../mqtt/connection'
import type { Qos } from '../mqtt/message'
import type { ProfilesView } from '../profile/view'
import type { SettingsView } from '../settings'
import type { WireEntry, WireKept } from '../wire/entry'
import type { SavedMessage } from '../wire/saved-message'

/** Somebody who is in the room now. */
export interface Person {
  readonly client: string
  readonly name: string
  readonly me: boolean
  /** Has not touched the computer for a while. */
  readonly away?: true
}

/** One of the rooms this copy is in. */
export interface RoomSummary {
  readonly topic: string
  /** What to call it: never empty. */
  readonly name: string
  /** What the user calls it; empty where they have not said. */
  readonly given: string
  readonly kind: RoomKind
  readonly colour: RoomColour
  readonly notify: boolean
  /** How many messages of others were not read. */
  readonly unread: number
  /** Of a private room: whether its key is known, and fits what is said there. */
  readonly key?: 'known' | 'missing' | 'wrong'
  /** Of a private room: its key is only known until Porchlight ends. */
  readonly keyThisRun?: true
  /** Of a direct conversation: whether the other is here. */
  readonly here?: boolean
}

/** The room that the chat window shows, without its messages. */
export interface RoomView {
  readonly topic: string
  readonly turn: Turn
  /** Author of the last word, if it has one. */
  readonly lastUser?: string
  /** Milliseconds since 1970 of the last word's arrival. */
  readonly lastAt?: number
  readonly people: readonly Person[]
  readonly rules: RoomRules
  /** Who is writing just now, by name, without oneself. */
  readonly writing: readonly string[]
  /** How far the others have read, as they say. */
  readonly readers: readonly (MessageKey & { readonly name: string })[]
  /** The first message of others that was not read when the room was opened last; stays until it is opened again. */
  readonly firstUnread?: MessageKey
  /** The own message that may be changed or taken back: the last one, once the broker has it. */
  readonly changeable?: string
  /** Somebody else here goes by the user's name; this one is free. */
  readonly freeName?: string
  /** What stands in the composer when the room opens, or after a message could not be sent. */
  readonly draft: { readonly text: string; readonly version: number; readonly because?: DeliveryFailure }
  /** How often messages of it were deleted in this run; with each what a window holds may be gone. */
  readonly deletions?: number
  /** A message to go to, from a notification; `count` grows with each. */
  readonly goTo?: { readonly id: string; readonly count: number }
}

/** A subscription of the Wire tab or of the app itself. */
export interface SubscriptionView {
  readonly filter: string
  readonly asked: Qos
  /** What the broker granted; missing while it is not subscribed. */
  readonly granted?: Qos
  /** Made by the user in Wire, so it can be removed there. */
  readonly byUser: boolean
  readonly refused?: true
}

/** Something the app has to say once; the windows have words for each kind. */
export interface Notice {
  readonly id: number
  readonly kind:
    | 'settings-broken'
    | 'history-broken'
    | 'folder-unwritable'
    | 'no-tray'
    | 'qos-lowered'
    | 'broker-note'
    | 'session-shortened'
    /** A light had something to do while Porchlight was not running; it is too late for it now. */
    | 'timer-missed'
    /** More lights are there than Porchlight shows. */
    | 'too-many-lights'
    /** The disk is full: what others write shows and is not kept. */
    | 'history-full'
    /** The history can be read and not written. */
    | 'history-read-only'
    /** Somebody began a direct conversation and there are too many rooms for it. */
    | 'too-many-rooms'
    /** A link was opened that Porchlight does not understand. */
    | 'link-refused'
    /** The page of a window crashes again and again. */
    | 'window-crashed'
    /** Something went wrong that nobody had thought of; the log says what. */
    | 'fault'
  /** A file name, a folder or a topic filter that the words mention. */
  readonly detail?: string
}

/** The parts of the state that are small and pushed whole. */
export interface Views {
  readonly connection: ConnectionState
  readonly trayLight: LightId
  readonly arranged: ArrangementView
  readonly subscriptions: readonly SubscriptionView[]
  readonly settings: SettingsView
  readonly profiles: ProfilesView
  readonly savedMessages: readonly SavedMessage[]
  readonly wireKept: WireKept
  readonly rooms: readonly RoomSummary[]
  /** The room that is shown; `undefined` where this copy is in none. */
  readonly room: RoomView | undefined
  readonly notices: readonly Notice[]
  readonly desktop: DesktopView
  readonly version: string
}

/** The parts that grow and are pushed as patches. */
export interface Lists {
  readonly lights: readonly LightState[]
  readonly wire: readonly WireEntry[]
  /** What is new or different in any room; what was there before a window asks for by pages. */
  readonly messages: readonly MessageView[]
}

/** A change of a list: rows to add or replace by key, and how many of the oldest have gone. */
export interface ListPatch<Row> {
  readonly upsert: readonly Row[]
  /** The list no longer has rows before this key; for `wire` a seq, for `messages` unused. */
  readonly dropBefore?: number
  readonly remove?: readonly string[]
}

/** What goes to a window: at most one per frame (DESIGN 1). A snapshot replaces everything. */
export interface StatePush {
  readonly snapshot: boolean
  readonly views: Partial<Views>
  readonly lights?: ListPatch<LightState>
  readonly wire?: ListPatch<WireEntry>
  readonly messages?: ListPatch<MessageView>
}

/**
 * A push on its way. The Wire's patch goes as JSON: a bridge between the worlds of a page copies objects field by field, 13 µs for an
 * entry, and a string in one go; to write and read the JSON takes 2 µs.
 */
export type SentPush = Omit<StatePush, 'wire'> & { readonly wire?: string }

/** Makes a push ready for its way. */
export function packPush({ wire, ...push }: StatePush): SentPush {
  return wire ? { ...push, wire: JSON.stringify(wire) } : push
}

/** The push as it was. */
export function unpackPush({ wire, ...push }: SentPush): StatePush {
  return wire === undefined ? push : { ...push, wire: JSON.parse(wire) as ListPatch<WireEntry> }
}
