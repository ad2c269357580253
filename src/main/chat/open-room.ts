import { DIRECT_RULES, FIRST_RULES } from '@shared/chat/rules'
import { FIRST_ROOM, type KeptRoom } from '@shared/chat/room-settings'
import type { ChatMessage } from '@shared/chat/message'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { DirectPeople } from './direct-people'
import { People, type RoomPeople } from './people'
import type { RoomParts } from './parts'
import { Room, type Me } from './room'
import type { RoomsParts } from './rooms-parts'
import { SealedWire } from './sealed-wire'

/** A room this copy is in, with the way its messages take. */
export interface OpenRoom {
  readonly kept: KeptRoom
  readonly room: Room
  /** Only for a private room. */
  readonly wire?: SealedWire
  receive(message: MqttMessage): boolean | undefined
  retained(): RetainedMessage[]
}

interface Told {
  changed(): void
  arrived(message: ChatMessage, yourTurn: boolean): void
}

/** Builds a room from what is kept of it. `copies`: who is here at all, by the presence in the first room. */
export function openRoom(
  kept: KeptRoom,
  parts: RoomsParts,
  copies: People,
  me: () => Me,
  told: Told,
): OpenRoom {
  const { topic, kind } = kept
  const key = kind === 'private' ? parts.keys.get(topic) : undefined
  const wire =
    kind === 'private'
      ? new SealedWire(
          (...publish) => parts.session.publish(...publish),
          () => parts.client,
          key && parts.createSeal(key),
        )
      : undefined
  const roomParts: RoomParts = {
    topic,
    // The installation can get another id, and with it another run begins.
    get client() {
      return parts.client
    },
    get run() {
      return parts.run
    },
    session: wire ?? parts.session,
    history: parts.history,
    now: parts.now,
    newId: parts.newId,
    random: parts.random,
    hash: parts.hash,
    after: parts.after,
    firstRules: kind === 'direct' ? DIRECT_RULES : FIRST_RULES,
    sealed: kind === 'private',
    tellsOthers: parts.tellsOthers,
    changed: told.changed,
    patched: parts.patched,
    arrived: told.arrived,
  }
  const room = new Room(roomParts, me(), peopleOf(kept, roomParts, copies, me))
  return {
    kept,
    room,
    ...(wire ? { wire } : {}),
    receive: (message) => {
      const opened = wire ? wire.open(message) : message
      if (!opened) told.changed()
      return opened ? room.receive(opened) : false
    },
    retained: () => (wire ? wire.sealed(room.retained()) : room.retained()),
  }
}

function peopleOf(kept: KeptRoom, parts: RoomParts, copies: People, me: () => Me): RoomPeople {
  if (kept.topic === FIRST_ROOM) return firstRoomPeople(copies)
  const { other } = kept
  if (other) {
    return new DirectPeople({
      get client() {
        return parts.client
      },
      other,
      myName: () => me().name,
      clients: () => copies.clients(),
    })
  }
  return new People(parts, {
    isGone: (client, run) => copies.isOver(client, run),
    refusesOld: parts.sealed,
  })
}

/**
 * The first room's presence tells of the copy as a whole, for each connection has but one will. So leaving the room takes the
 * name away, not the presence, and what is known of the others is not the room's to forget.
 */
function firstRoomPeople(copies: People): RoomPeople {
  return {
    filters: () => [],
    receive: (message) => copies.receive(message),
    list: () => copies.list(),
    announce: (user, away) => copies.announce(user, away),
    withdraw: async (user, forGood) => {
      if (forGood) copies.announce(undefined, false)
      else await copies.withdraw(user, false)
    },
    forget: () => undefined,
    retained: () => [],
  }
}
