import type { ChatMessage } from '@shared/chat/message'
import type { KeptRoom } from '@shared/chat/room-settings'
import type { MqttSession } from '../mqtt/session'
import type { RoomParts } from './parts'
import type { Seal } from './seal'

/** What all rooms are given from outside. */
export interface RoomsParts extends Pick<
  RoomParts,
  'client' | 'run' | 'history' | 'now' | 'newId' | 'random' | 'hash' | 'after' | 'tellsOthers' | 'patched'
> {
  readonly session: Pick<MqttSession, 'publish' | 'changeSubscriptions'>
  /** The rooms this copy is in. */
  readonly kept: () => readonly KeptRoom[]
  /** Keeps other ones; says why where they could not be written. */
  readonly keep: (rooms: readonly KeptRoom[]) => string | undefined
  /** Deletes all that is kept of a room. */
  readonly forget: (topic: string) => Promise<unknown>
  readonly keys: RoomKeyRing
  readonly deriveKey: (passphrase: string, topic: string) => Promise<Uint8Array>
  readonly createSeal: (key: Uint8Array) => Seal
  /** Whether a light is at a topic. */
  readonly isLight: (topic: string) => boolean
  /** A later run of this installation is at the same broker: one of the two has to leave. */
  readonly doubled: () => void
  /** The list of rooms or the shown one is another one now. */
  readonly changed: () => void
  /** Somebody else's message came for the first time. */
  readonly arrived: (arrival: Arrival) => void
  /** Somebody began a direct conversation and there is no room for it. */
  readonly crowded: () => void
}

/** The keys of private rooms. */
export interface RoomKeyRing {
  get(topic: string): Uint8Array | undefined
  put(topic: string, key: Uint8Array): void
  forget(topic: string): void
  /** Whether it outlives this run. */
  isKept(topic: string): boolean
}

/** A message that somebody may want to be told of. */
export interface Arrival {
  readonly room: KeptRoom
  readonly message: ChatMessage
  /** It answers what the user wrote, so that it is their turn again. */
  readonly yourTurn: boolean
}
