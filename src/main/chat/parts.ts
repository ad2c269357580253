import type { ChatMessage, MessageView } from '@shared/chat/message'
import type { RoomRules } from '@shared/chat/rules'
import type { ListPatch } from '@shared/ipc/state'
import type { MqttSession } from '../mqtt/session'
import type { History } from '../store/history'

/** What a room is given from outside; everything that has a clock, a dice or a wire in it. */
export interface RoomParts {
  readonly topic: string
  /** This copy's MQTT client id: its name in presence and sync. */
  readonly client: string
  /** Tells this run from others of the same installation, see `Presence`. */
  readonly run: string
  /** In a private room it seals what it publishes. */
  readonly session: Pick<MqttSession, 'publish'>
  readonly history: History
  readonly now: () => number
  readonly newId: () => string
  readonly random: () => number
  /** A short digest in hexadecimal. */
  readonly hash: (text: string) => string
  readonly after: (ms: number, task: () => void) => () => void
  /** What holds until somebody sets rules. */
  readonly firstRules: RoomRules
  /** A private room: what has no id or is older than what is known there is somebody's recording. */
  readonly sealed: boolean
  /** Whether the others are told what the user reads and writes. */
  readonly tellsOthers: () => boolean
  /** The room's view is another one now. */
  readonly changed: () => void
  /** Messages of the conversation came, changed or went. */
  readonly patched: (patch: ListPatch<MessageView>) => void
  /** Somebody else's message came that is news; with `yourTurn` it answers what the user wrote. */
  readonly arrived: (message: ChatMessage, yourTurn: boolean) => void
}
