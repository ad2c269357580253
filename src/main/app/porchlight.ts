import { randomBytes, randomUUID } from 'node:crypto'
import { networkInterfaces } from 'node:os'
import { app, clipboard, dialog, powerMonitor, safeStorage, screen, shell } from 'electron'
import { THIS_COMPUTER } from '@shared/profile/profile'
import type { ChatSettings } from '@shared/chat/room-settings'
import type { SettingsView } from '@shared/settings'
import { checkInThread } from '../store/check-in-thread'
import { forgivingHistory } from '../store/forgiving-history'
import { openHistory } from '../store/open-history'
import { RoomKeys } from '../store/room-keys'
import { keptIn, Secrets } from '../store/secrets'
import type { SettingsFile } from '../store/settings'
import type { Arrival } from '../chat/rooms-parts'
import type { CommandHandlers } from '../ipc/register'
import type { Words } from '../words/words'
import { clickDoes } from '@shared/light/tray-click'
import { arranging } from './arranging'
import { after } from './after'
import { commandHandlers } from './commands'
import type { CommandLine } from './command-line'
import { createDestination } from './destination'
import { KeepingTime } from './keeping'
import type { LocalBroker } from './local-broker'
import type { Log } from './log'
import { logStates } from './log-session'
import { pickedFiles } from './files'
import { gatherReport } from './gather-report'
import { onNetworkChange } from './network'
import { earlyNotices } from './notices'
import { Profiles } from './profiles'
import { report } from './report'
import { createServices, type Services } from './services'
import { spellCheck } from './spell-check'
import type { Spelling } from './spelling'
import { thisComputer, type ThisComputer } from './this-computer'

export interface PorchlightParts {
  readonly line: CommandLine
  readonly settings: SettingsFile
  readonly folder: string
  readonly local: LocalBroker
  readonly proposedName: string | undefined
  readonly words: Words
  readonly log: Log
  /** What runs in threads of its own, and what it reads. */
  readonly scripts: {
    readonly historyCheck: string
    readonly spelling: string
    readonly dictionaries: string
  }
  openWindow(name: 'controller' | 'chat'): void
  /** Somebody else's message came. */
  arrived(arrival: Arrival): void
}

/** The running app without its face: services, the wishes it takes, and the way to leave. */
export interface Porchlight {
  readonly services: Services
  readonly commands: CommandHandlers
  readonly spelling: Spelling
  readonly computer: ThisComputer
  /** What the user wants of the chat. */
  chat(): ChatSettings
  /** What a click on the tray's icon does now. */
  trayClick(): 'toggle' | 'panel'
  toggleTrayLight(): void
  leave(): Promise<void>
}

/** Puts stores, broker and services together and starts them. */
export function startPorchlight(parts: PorchlightParts): Porchlight {
  const { line, settings, folder, local } = parts
  const secrets = new Secrets(safeStorage, keptIn(settings))
  const stores = earlyNotices()
  const profiles = new Profiles({ settings, secrets, newId: randomUUID })
  const {
    history: file,
    trouble,
    checkLater,
  } = openHistory(folder, ({ kind, detail }) => stores.say(kind, detail))
  const history = forgivingHistory(file, (kind) => stores.say(kind, folder))
  const { arranged, shortcuts, timers, ...arrangement } = arranging({ settings, services: () => services })
  const services: Services = createServices({
    version: app.getVersion(),
    installation: () => settings.current.installation,
    newRun: () => `${Date.now()}-${randomBytes(4).toString('hex')}`,
    history,
    name: line.user ?? settings.current.name,
    rooms: () => settings.current.rooms,
    keepRooms: (rooms) => settings.change({ rooms }),
    roomKeys: new RoomKeys(secrets),
    chat: () => settings.current.chat,
    arrived: (arrival) => parts.arrived(arrival),
    trayLight: () => arranged.trayLight,
    arrangement: () => arranged.current,
    arranged: () => arranged.view(),
    connected: () => timers.poke(),
    locate: createDestination({ forced: line.broker, active: () => profiles.active, local: local.locate }),
    settings: () => settingsView(parts),
    desktop: () => computer.view(),
    profiles: () => profiles.view(),
    savedMessages: () => settings.current.savedMessages,
    report: (error) => report('state', error),
  })
  local.moveIn({
    seed: () => services.retained(),
    note: ({ kind }) => {
      if (kind === 'store-set-aside' || kind === 'store-in-memory') services.notices.say('broker-note')
    },
    died: () => services.session.reconnect(),
  })
  stores.sayTo(services.notices)
  if (settings.broken) services.notices.say('settings-broken', settings.broken)
  if (trouble) services.notices.say(trouble.kind, trouble.detail)
  const spelling = spellCheck({
    app,
    script: parts.scripts.spelling,
    dictionaries: parts.scripts.dictionaries,
    folder,
    isWanted: () => settings.current.chat.spellCheck,
  })
  const keeping = new KeepingTime({
    history,
    keep: () => settings.current.chat.keep,
    now: Date.now,
    after,
    rooms: services.rooms,
  })
  const files = pickedFiles(dialog)
  const computer: ThisComputer = thisComputer({
    settings,
    services,
    trayLight: () => arranged.trayLight,
    files,
    log: parts.log,
    problemReport: gatherReport({ app, screen, line, settings, services, history, log: parts.log }),
    openWindow: parts.openWindow,
  })
  const inTurn = oneAfterAnother()
  const commands = commandHandlers({
    services,
    settings,
    profiles,
    secrets,
    arranged,
    shortcuts,
    forced: forcedBy(line),
    files,
    desktop: computer.commands,
    clipboard,
    history,
    exportWords: parts.words.export,
    spelling,
    chatChanged: () => keeping.start(),
    newId: randomUUID,
    openWindow: parts.openWindow,
    openOutside: (url) => shell.openExternal(url),
    reconnectWith: (change) =>
      inTurn(async () => {
        await services.rooms.leave()
        await services.session.stop()
        const result = change()
        services.lights.forget()
        if (settings.current.active !== THIS_COMPUTER) await local.host.stop()
        services.session.start()
        return result
      }),
  })
  // What was open before a sleep may be dead without anybody having said so.
  powerMonitor.on('resume', () => {
    services.session.reconnect()
    timers.poke()
  })
  onNetworkChange(networkInterfaces, () => services.session.check())
  services.start()
  arrangement.start()
  keeping.start()
  logStates(services.feed, parts.log)
  computer.start()
  checkLater(checkInThread(parts.scripts.historyCheck)).catch((error: unknown) => report('history', error))

  return {
    services,
    commands,
    spelling,
    computer,
    chat: () => settings.current.chat,
    trayClick: () => clickDoes(arranged.current.trayClick, services.lights.get(arranged.trayLight)),
    toggleTrayLight: () => arrangement.toggle(arranged.trayLight),
    leave: async () => {
      arrangement.stop()
      spelling.stop()
      await services.leave()
      await services.session.stop({ keepSession: true })
      await local.host.stop()
      keeping.stop()
      history.close()
    },
  }
}

/** Two changes of the broker at once would each start what the other one stops. */
function oneAfterAnother(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.catch(() => undefined).then(work)
    last = next
    return next
  }
}

function settingsView({ line, settings, proposedName }: PorchlightParts): SettingsView {
  const name = line.user ?? settings.current.name
  return {
    ...(name === undefined ? {} : { name }),
    ...(proposedName === undefined ? {} : { proposedName }),
    chat: settings.current.chat,
    fromCommandLine: forcedBy(line),
  }
}

function forcedBy(line: CommandLine): SettingsView['fromCommandLine'] {
  return { name: line.user !== undefined, broker: line.broker !== undefined }
}
