import type { DeliveryFailure, MessageView } from '../chat/message'
import type { Turn } from '../chat/turn'
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
}

/** The chat room without its messages. */
export interface RoomView {
  readonly topic: string
  readonly turn: Turn
  /** Author of the last word, if it has one. */
  readonly lastUser?: string
  /** Milliseconds since 1970 of the last word's arrival. */
  readonly lastAt?: number
  readonly people: readonly Person[]
  /** What stands in the composer when the window opens, or after a message could not be sent. */
  readonly draft: { readonly text: string; readonly version: number; readonly because?: DeliveryFailure }
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
  readonly room: RoomView
  readonly notices: readonly Notice[]
  readonly version: string
}

/** The parts that grow and are pushed as patches. */
export interface Lists {
  readonly lights: readonly LightState[]
  readonly wire: readonly WireEntry[]
  readonly conversation: readonly MessageView[]
}

/** A change of a list: rows to add or replace by key, and how many of the oldest have gone. */
export interface ListPatch<Row> {
  readonly upsert: readonly Row[]
  /** The list no longer has rows before this key; for `wire` a seq, for `conversation` unused. */
  readonly dropBefore?: number
  readonly remove?: readonly string[]
}

/** What goes to a window: at most one per frame (DESIGN 1). A snapshot replaces everything. */
export interface StatePush {
  readonly snapshot: boolean
  readonly views: Partial<Views>
  readonly lights?: ListPatch<LightState>
  readonly wire?: ListPatch<WireEntry>
  readonly conversation?: ListPatch<MessageView>
}
