import { createHash, randomUUID } from 'node:crypto'
import { connect as createClient } from 'mqtt'
import type { ViewSources, ListSources } from '../ipc/state-feed'
import { StateFeed } from '../ipc/state-feed'
import { Lights } from '../lights/lights'
import { Room } from '../chat/room'
import { MqttSession, type Located } from '../mqtt/session'
import { WireLog } from '../mqtt/wire-log'
import type { History } from '../store/history'
import type { SettingsView } from '@shared/settings'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { MAX_WIRE_ENTRIES } from '@shared/wire/entry'
import { Notices } from './notices'
import { WireFilters } from './wire-filters'

export interface ServiceParts {
  readonly version: string
  /** Names this copy at every broker, for as long as it is installed. */
  readonly installation: string
  readonly history: History
  readonly name: string | undefined
  readonly trayLight: string
  readonly locate: (signal: AbortSignal) => Promise<Located>
  readonly settings: () => SettingsView
}

/** The room that is there from the first start. */
const FIRST_ROOM = 'chat'

/** Everything that lives behind the tray and the windows, put together: wire → session → service → state. */
export interface Services {
  readonly session: MqttSession
  readonly lights: Lights
  readonly room: Room
  readonly wire: WireLog
  readonly filters: WireFilters
  readonly notices: Notices
  readonly feed: StateFeed
  /** What a broker started by this copy is given at birth. */
  retained(): RetainedMessage[]
  start(): void
}

/** Waits with Node's timers; the one place where services get real time from. */
function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/** Builds the services; nothing runs before `start`. */
export function createServices(parts: ServiceParts): Services {
  const client = `porchlight-${parts.installation}`
  const session: MqttSession = new MqttSession(
    {
      clientId: client,
      will: () => ({ ...room.will(), retain: true }),
      locate: parts.locate,
      createClient,
      now: Date.now,
      random: Math.random,
      after,
    },
    {
      message: (message) => receive(message),
      sent: (message) => wire.add('out', message, true),
      state: (state) => {
        room.setConnected(state.phase === 'connected')
        feed.touch('connection')
      },
      subscriptions: () => {
        feed.touch('subscriptions')
        for (const { filter, asked, granted } of session.subscriptions) {
          if (typeof granted === 'number' && granted < asked) notices.say('qos-lowered', filter)
        }
      },
    },
  )
  const lights = new Lights({ session, after, changed: () => feed.touch('lights') }, [parts.trayLight])
  const room: Room = new Room(
    {
      topic: FIRST_ROOM,
      client,
      session,
      history: parts.history,
      now: Date.now,
      newId: randomUUID,
      random: Math.random,
      hash: (text) => createHash('sha256').update(text).digest('hex').slice(0, 32),
      after,
      changed: () => feed.touch('room'),
      patched: (patch) => feed.conversation(patch),
    },
    parts.name,
  )
  const appFilters = [...lights.filters().map((filter) => ({ filter, qos: 2 as const })), ...room.filters()]
  const wire = new WireLog(Date.now, (entry) => feed.wire(entry))
  const filters = new WireFilters(
    session,
    appFilters.map(({ filter }) => filter),
  )
  const notices = new Notices(() => feed.touch('notices'))
  const views: ViewSources = {
    connection: () => session.state,
    lights: () => lights.list(),
    trayLight: () => parts.trayLight,
    subscriptions: () => filters.list(),
    settings: parts.settings,
    room: () => room.view(),
    notices: () => notices.list,
    version: () => parts.version,
  }
  const lists: ListSources = {
    wire: () => wire.entries.slice(-MAX_WIRE_ENTRIES),
    conversation: () => room.messages(),
  }
  const feed = new StateFeed(views, lists, after)

  /** Each topic has one owner; what nobody owns was asked for in Wire. */
  function receive(message: MqttMessage): void {
    const understood = lights.receive(message) ?? room.receive(message)
    wire.add('in', message, understood !== false)
  }

  return {
    session,
    lights,
    room,
    wire,
    filters,
    notices,
    feed,
    retained: () => [...lights.retained(), ...room.retained()],
    start: () => {
      for (const { filter, qos } of appFilters) void session.subscribe(filter, qos)
      session.start()
    },
  }
}
