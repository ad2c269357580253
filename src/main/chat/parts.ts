import type { MessageView } from '@shared/chat/message'
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
  readonly session: Pick<MqttSession, 'publish'>
  readonly history: History
  readonly now: () => number
  readonly newId: () => string
  readonly random: () => number
  /** A short digest in hexadecimal. */
  readonly hash: (text: string) => string
  readonly after: (ms: number, task: () => void) => () => void
  /** The room's view is another one now. */
  readonly changed: () => void
  /** A later run of this installation is at the same broker: one of the two has to leave. */
  readonly doubled: () => void
  /** Messages of the conversation came, changed or went. */
  readonly patched: (patch: ListPatch<MessageView>) => void
}
