import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { connect as createClient } from 'mqtt'
import type { ViewSources, ListSources } from '../ipc/state-feed'
import { StateFeed } from '../ipc/state-feed'
import { allFinders } from '../lights/finders'
import { Lights } from '../lights/lights'
import { Offer } from '../lights/offer'
import { plainLamp } from '../lights/plain'
import { Joining } from '../chat/joining'
import { Rooms } from '../chat/rooms'
import type { Arrival, RoomKeyRing } from '../chat/rooms-parts'
import { createSeal, deriveKey } from '../chat/seal'
import type { Located } from '../mqtt/located'
import { MqttSession } from '../mqtt/session'
import { testConnection, type TestTarget } from '../mqtt/test-connection'
import { WireLog } from '../mqtt/wire-log'
import type { History } from '../store/history'
import type { ChatSettings, KeptRoom } from '@shared/chat/room-settings'
import type { DesktopView } from '@shared/desktop/desktop'
import type { Arrangement, ArrangementView } from '@shared/light/arrangement'
import type { LightId } from '@shared/light/light'
import type { ProfilesView, TestReport } from '@shared/profile/view'
import type { SettingsView } from '@shared/settings'
import type { SavedMessage } from '@shared/wire/saved-message'
import type { MessageView } from '@shared/chat/message'
import type { ListPatch } from '@shared/ipc/state'
import type { MqttMessage, Qos, RetainedMessage } from '@shared/mqtt/message'
import type { TrayState } from '../tray/render'
import { after } from './after'
import { Notices } from './notices'
import { partByPart } from './part-by-part'
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
  readonly rooms: () => readonly KeptRoom[]
  /** Keeps other rooms; says why where they could not be written. */
  readonly keepRooms: (rooms: readonly KeptRoom[]) => string | undefined
  readonly roomKeys: RoomKeyRing
  readonly chat: () => ChatSettings
  /** Somebody else's message came. */
  readonly arrived: (arrival: Arrival) => void
  readonly trayLight: () => LightId
  readonly arrangement: () => Arrangement
  readonly arranged: () => ArrangementView
  /** The broker is there, now or again. */
  readonly connected: () => void
  readonly locate: (signal: AbortSignal, failures: number) => Promise<Located>
  readonly settings: () => SettingsView
  readonly profiles: () => ProfilesView
  readonly savedMessages: () => readonly SavedMessage[]
  readonly desktop: () => DesktopView
  /** Told of errors that nobody else takes. */
  readonly report: (error: unknown) => void
}

/** Everything that lives behind the tray and the windows, put together: wire → session → service → state. */
export interface Services {
  readonly session: MqttSession
  readonly lights: Lights
  readonly rooms: Rooms
  readonly joining: Joining
  readonly wire: WireLog
  readonly filters: WireFilters
  readonly notices: Notices
  readonly feed: StateFeed
  /** What the tray shows. */
  trayState(): TrayState
  /** The user has arranged the lights anew. */
  rearranged(): void
  /** Lets go of what the broker must not gather for a copy that is not there. */
  leave(): Promise<void>
  /** Tries to connect at once; where another copy goes by the same client id, it is the other that has to go. */
  retry(): void
  /** Tries addresses beside the running session. */
  testConnection(targets: readonly TestTarget[]): Promise<TestReport>
  /** What a broker started by this copy is given at birth. */
  retained(): RetainedMessage[]
  start(): void
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
      will: () => ({ ...rooms.will(), retain: true }),
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
        rooms.setConnected(state.phase === 'connected')
        lights.setConnected(state.phase === 'connected')
        feed.touch('connection')
        if (state.phase !== 'connected') return
        offer.connected()
        shortcomings.connected(state, session.subscriptions)
        parts.connected()
      },
      subscriptions: () => feed.touch('subscriptions'),
    },
  )
  const lights: Lights = new Lights({
    session,
    finders: () => allFinders(client()),
    plain: (light) => plainLamp(light, { client: client(), now: Date.now }),
    isOurs: (topic) => rooms.isOurs(topic),
    after,
    changed: (ids) => feed.lights(ids),
    crowded: () => notices.say('too-many-lights'),
  })
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
  const offer: Offer = new Offer({ session, client, presence: () => rooms.presenceTopic, hash })
  const roomsParts = {
    get client() {
      return client()
    },
    get run() {
      return run
    },
    session: {
      publish: (...publish: Parameters<MqttSession['publish']>) => session.publish(...publish),
      // What the user watches in Wire goes on although its room is left.
      changeSubscriptions: (more: readonly string[], qos: Qos, less: readonly string[]) =>
        session.changeSubscriptions(
          more,
          qos,
          less.filter((filter) => !filters.isByUser(filter)),
        ),
    },
    history: parts.history,
    now: Date.now,
    newId: randomUUID,
    random: Math.random,
    hash,
    after,
    tellsOthers: () => parts.chat().tellsOthers,
    kept: parts.rooms,
    keep: parts.keepRooms,
    forget: (topic: string) => partByPart(() => parts.history.forget(topic)),
    keys: parts.roomKeys,
    deriveKey,
    createSeal: (key: Uint8Array) => createSeal(key, randomBytes),
    isLight: (topic: string) =>
      lights.plainTopics().includes(topic) ||
      lights.needs(topic) ||
      lights.list().some((light) => light.topic === topic),
    doubled: () => void session.giveWay(),
    changed: () => feed.touch('rooms', 'room'),
    patched: (patch: ListPatch<MessageView>) => feed.messages(patch),
    arrived: parts.arrived,
    crowded: () => notices.say('too-many-rooms'),
  }
  const rooms: Rooms = new Rooms(roomsParts, parts.name)
  const joining = new Joining(roomsParts, rooms)
  const finderFilters = lights.finderFilters()
  const wire = new WireLog(Date.now, () => feed.wire())
  // Of a room its topic alone is listed for people; what copies tell each other beside it is needed like what lamps say.
  const own = (): string[] => [...parts.rooms().map(({ topic }) => topic), ...lights.plainTopics()]
  const isNeeded = (filter: string): boolean =>
    finderFilters.includes(filter) ||
    lights.needs(filter) ||
    rooms.filters().some((one) => one.filter === filter)
  const filters = new WireFilters(session, own, isNeeded)
  const notices = new Notices(() => feed.touch('notices'))
  const shortcomings = new Shortcomings(notices, own)
  const views: ViewSources = {
    connection: () => session.state,
    trayLight: parts.trayLight,
    arranged: parts.arranged,
    subscriptions: () => filters.list(),
    settings: parts.settings,
    profiles: parts.profiles,
    savedMessages: parts.savedMessages,
    wireKept: () => wire.kept,
    rooms: () => rooms.list(),
    room: () => rooms.view(),
    notices: () => notices.list,
    desktop: parts.desktop,
    version: () => parts.version,
  }
  const lists: ListSources = {
    lights: () => lights.list(),
    light: (id) => lights.get(id),
    wire,
  }
  const feed = new StateFeed(views, lists, after, parts.report)

  function rearranged(): void {
    const arrangement = parts.arrangement()
    lights.arrange(arrangement)
    offer.set(arrangement.offered ? arrangement.plain : [])
    feed.touch('arranged', 'trayLight')
  }

  /** Each topic has one owner; what nobody owns was asked for in Wire. */
  function receive(message: MqttMessage): void {
    const understood = lights.receive(message) ?? rooms.receive(message)
    offer.receive(message)
    wire.add('in', message, understood !== false)
  }

  return {
    session,
    lights,
    rooms,
    joining,
    wire,
    filters,
    notices,
    feed,
    trayState: () => ({
      lights: lights.list(),
      trayLight: parts.trayLight(),
      arranged: parts.arranged(),
      connection: session.state,
      unread: rooms.unread,
    }),
    rearranged,
    leave: async () => {
      await Promise.all([rooms.leave(), filters.removeAll(), lights.leave()])
    },
    retry: () => {
      const { state } = session
      if (state.phase === 'stopped' && state.reason?.kind === 'taken-over') run = parts.newRun()
      session.retryNow()
    },
    testConnection: (targets) =>
      testConnection(targets, { createClient, now: Date.now, random: Math.random, after }),
    retained: () => [...lights.retained(), ...rooms.retained()],
    start: () => {
      for (const { filter, qos } of rooms.filters()) void session.subscribe(filter, qos)
      // QoS 1: a lamp that is taken away while the connection is gone would else be there for long.
      void session.changeSubscriptions(finderFilters, 1, [])
      rearranged()
      session.start()
      // At its first client mqtt.js reads what all its ways to a broker need: better now, while a broker's process still starts.
      setImmediate(() => createClient({ protocol: 'mqtt', manualConnect: true }))
    },
  }
}
