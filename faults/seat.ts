import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'mqtt'
import { FIRST_RULES } from '@shared/chat/rules'
import { PROFILE_LIMITS, type Profile, type VersionChoice } from '@shared/profile/profile'
import { createDestination } from '../src/main/app/destination'
import type { RoomParts } from '../src/main/chat/parts'
import { People } from '../src/main/chat/people'
import { Room } from '../src/main/chat/room'
import { MqttSession } from '../src/main/mqtt/session'
import { after, hastened, now } from './haste'

/** Everybody's room. */
export const ROOM = 'chat'

/** Seconds; the shortest that MQTT knows, so that a connection without a peer is noticed soon. */
const KEEP_ALIVE = 1

export interface SeatParts extends Pick<RoomParts, 'history' | 'random' | 'changed' | 'patched'> {
  readonly name: string
  /** What the profile asks for: MQTT 5 where the broker has it, or 3.1.1. */
  readonly version: VersionChoice
  /** Ports of the broker's nodes, as seen through the proxy. */
  readonly ports: readonly number[]
}

/** A real room on a real session with a real profile, put together as the app does it. */
export interface Seat {
  readonly room: Room
  readonly session: MqttSession
  start(): void
}

/** Puts one together; nothing runs before `start`. */
export function createSeat(parts: SeatParts): Seat {
  const client = `porchlight-${parts.name.toLowerCase()}`
  const profile = profileOf(parts)
  const session: MqttSession = new MqttSession(
    {
      clientId: client,
      will: () => ({ ...people.will(parts.name), retain: true }),
      locate: createDestination({
        forced: undefined,
        active: () => ({ profile, secrets: {} }),
        local: () => Promise.reject(new Error('only the profile is asked')),
      }),
      createClient: (options) => hastened(connect(options)),
      now,
      random: parts.random,
      after,
    },
    {
      message: (message) => void room.receive(message),
      sent: () => undefined,
      state: ({ phase }) => room.setConnected(phase === 'connected'),
      subscriptions: () => undefined,
    },
  )
  const roomParts: RoomParts = {
    topic: ROOM,
    client,
    run: `${Date.now()}-${randomBytes(4).toString('hex')}`,
    session,
    history: parts.history,
    now: Date.now,
    newId: randomUUID,
    random: parts.random,
    hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
    after,
    firstRules: FIRST_RULES,
    sealed: false,
    tellsOthers: () => true,
    changed: parts.changed,
    patched: parts.patched,
    arrived: () => undefined,
  }
  const people = new People(roomParts, { doubled: () => void session.giveWay() })
  const room: Room = new Room(roomParts, { name: parts.name, away: false }, people)
  const start = (): void => {
    for (const { filter, qos } of room.filters()) void session.subscribe(filter, qos)
    session.start()
  }
  return { room, session, start }
}

function profileOf({ name, version, ports }: SeatParts): Profile {
  return {
    id: name,
    name,
    addresses: ports.map((port) => ({ scheme: 'mqtt', host: '127.0.0.1', port })),
    version,
    keepAlive: KEEP_ALIVE,
    sessionExpiry: PROFILE_LIMITS.sessionExpiry.usual,
    tls: {},
  }
}
