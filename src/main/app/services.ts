import { createHash, randomUUID } from 'node:crypto'
import { connect as createClient } from 'mqtt'
import type { ViewSources, ListSources } from '../ipc/state-feed'
import { StateFeed } from '../ipc/state-feed'
import { Lights } from '../lights/lights'
import { Room } from '../chat/room'
import type { Located } from '../mqtt/located'
import { MqttSession } from '../mqtt/session'
import { testConnection, type TestTarget } from '../mqtt/test-connection'
import { WireLog } from '../mqtt/wire-log'
import type { History } from '../store/history'
import type { ProfilesView, TestReport } from '@shared/profile/view'
import type { SettingsView } from '@shared/settings'
import type { SavedMessage } from '@shared/wire/saved-message'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { Notices } from './notices'
import { Shortcomings } from './shortcomings'
import { WireFilters } from './wire-filters'

export interface ServiceParts {
  readonly version: string
  /** Names this copy at every broker, for as long as it is installed. */
  readonly installation: () => string
  /** Tells this run from others of the same installation; a later one is larger. */
  readonly newRun: () => string
  readonly history: History
  readonly name: string | undefined
  readonly trayLight: string
  readonly locate: (signal: AbortSignal, failures: number) => Promise<Located>
  readonly settings: () => SettingsView
  readonly profiles: () => ProfilesView
  readonly savedMessages: () => readonly SavedMessage[]
  /** Told of errors that nobody else takes. */
  readonly report: (error: unknown) => void
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
  /** Tries to connect at once; where another copy goes by the same client id, it is the other that has to go. */
  retry(): void
  /** Tries addresses beside the running session. */
  testConnection(targets: readonly TestTarget[]): Promise<TestReport>
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
  let run = parts.newRun()
  const client = (): string => `porchlight-${parts.installation()}`
  const session: MqttSession = new MqttSession(
    {
      get clientId() {
        return client()
      },
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
        if (state.phase === 'connected') shortcomings.connected(state, session.subscriptions)
      },
      subscriptions: () => feed.touch('subscriptions'),
    },
  )
  const lights = new Lights({ session, after, changed: () => feed.touch('lights') }, [parts.trayLight])
  const room: Room = new Room(
    {
      topic: FIRST_ROOM,
      get client() {
        return client()
      },
      get run() {
        return run
      },
      session,
      doubled: () => void session.giveWay(),
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
  const wire = new WireLog(Date.now, (entry, first) => feed.wire(entry, first))
  const own = appFilters.map(({ filter }) => filter)
  const filters = new WireFilters(session, own)
  const notices = new Notices(() => feed.touch('notices'))
  const shortcomings = new Shortcomings(notices, own)
  const views: ViewSources = {
    connection: () => session.state,
    lights: () => lights.list(),
    trayLight: () => parts.trayLight,
    subscriptions: () => filters.list(),
    settings: parts.settings,
    profiles: parts.profiles,
    savedMessages: parts.savedMessages,
    wireKept: () => wire.kept,
    room: () => room.view(),
    notices: () => notices.list,
    version: () => parts.version,
  }
  const lists: ListSources = {
    wire: () => wire.entries,
    conversation: () => room.messages(),
  }
  const feed = new StateFeed(views, lists, after, parts.report)

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
    retry: () => {
      const { state } = session
      if (state.phase === 'stopped' && state.reason?.kind === 'taken-over') run = parts.newRun()
      session.retryNow()
    },
    testConnection: (targets) =>
      testConnection(targets, { createClient, now: Date.now, random: Math.random, after }),
    retained: () => [...lights.retained(), ...room.retained()],
    start: () => {
      for (const { filter, qos } of appFilters) void session.subscribe(filter, qos)
      session.start()
    },
  }
}
