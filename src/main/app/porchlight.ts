import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { setImmediate as immediate } from 'node:timers/promises'
import { app, powerMonitor, safeStorage, shell, utilityProcess } from 'electron'
import { toggled } from '@shared/light/light'
import type { SettingsView } from '@shared/settings'
import { forgivingHistory } from '../store/forgiving-history'
import { openHistory } from '../store/open-history'
import { PasswordKeeper } from '../store/password'
import type { SettingsFile } from '../store/settings'
import type { CommandHandlers } from '../ipc/register'
import { commandHandlers } from './commands'
import type { CommandLine } from './command-line'
import { destination } from './destination'
import { localBroker, type LocalBrokerParts } from './local-broker'
import { onNetworkChange } from './network'
import { createServices, type Services } from './services'

export interface PorchlightParts {
  readonly line: CommandLine
  readonly settings: SettingsFile
  readonly folder: string
  readonly brokerProcess: string
  readonly proposedName: string | undefined
  readonly firstLook: LocalBrokerParts['firstLook']
  openWindow(name: 'controller' | 'chat'): void
}

/** The running app without its face: services, the wishes it takes, and the way to leave. */
export interface Porchlight {
  readonly services: Services
  readonly commands: CommandHandlers
  /** A click on the tray's icon. */
  toggleTrayLight(): void
  leave(): Promise<void>
}

/** Puts stores, broker and services together and starts them. */
export async function startPorchlight(parts: PorchlightParts): Promise<Porchlight> {
  const { line, settings, folder } = parts
  let built: Services | undefined
  const passwords = new PasswordKeeper(safeStorage, {
    read: () => settings.current.password,
    write: (password) => void settings.change({ password }),
  })
  const local = localBroker({
    fork: utilityProcess.fork.bind(utilityProcess),
    processFile: parts.brokerProcess,
    folder: join(folder, 'broker'),
    // Nothing is known yet when the broker is started ahead of everything else.
    seed: () => built?.retained() ?? [],
    onNote: ({ kind }) => {
      if (kind === 'store-set-aside' || kind === 'store-in-memory') built?.notices.say('broker-note')
    },
    onExit: () => built?.session.reconnect(),
    firstLook: parts.firstLook,
  })
  if (parts.firstLook) {
    // The broker's process is the longest part of a start that hosts, so it begins before the rest; the session asks again.
    local.locate(new AbortController().signal).catch(() => undefined)
    await immediate()
  }
  const { history, trouble } = openHistory(folder)
  const name = line.user ?? settings.current.name
  const services = createServices({
    version: app.getVersion(),
    installation: settings.current.installation,
    history: forgivingHistory(history, () => built?.notices.say('folder-unwritable', folder)),
    name,
    trayLight: settings.current.trayLight,
    locate: (signal) =>
      destination(
        {
          forced: line.broker,
          chosen: () => settings.current.broker,
          password: () => passwords.get(),
          local: local.locate,
        },
        signal,
      ),
    settings: () => settingsView(parts, passwords),
  })
  built = services
  if (settings.broken) services.notices.say('settings-broken', settings.broken)
  if (trouble) services.notices.say(trouble.kind, trouble.detail)
  const commands = commandHandlers({
    services,
    settings,
    passwords,
    forced: forcedBy(line),
    openWindow: parts.openWindow,
    openOutside: (url) => shell.openExternal(url),
    brokerChosen: async () => {
      await services.room.leave()
      await services.session.stop()
      if (settings.current.broker.kind === 'address') await local.host.stop()
      services.session.start()
    },
  })
  // What was open before a sleep may be dead without anybody having said so.
  powerMonitor.on('resume', () => services.session.reconnect())
  // A network that came or changed is worth a try at once; what is connected finds out by its keep-alive.
  onNetworkChange(networkInterfaces, () => services.session.retryNow())
  services.start()

  return {
    services,
    commands,
    toggleTrayLight: () => {
      const light = services.lights.get(settings.current.trayLight)
      if (light) services.lights.set(light.id, toggled(light))
    },
    leave: async () => {
      await Promise.all([services.room.leave(), services.filters.removeAll()])
      await services.session.stop({ keepSession: true })
      await local.host.stop()
      history.close()
    },
  }
}

function settingsView(
  { line, settings, proposedName }: PorchlightParts,
  passwords: PasswordKeeper,
): SettingsView {
  const name = line.user ?? settings.current.name
  return {
    ...(name === undefined ? {} : { name }),
    ...(proposedName === undefined ? {} : { proposedName }),
    broker: settings.current.broker,
    password: passwords.place,
    fromCommandLine: forcedBy(line),
  }
}

function forcedBy(line: CommandLine): SettingsView['fromCommandLine'] {
  return { name: line.user !== undefined, broker: line.broker !== undefined }
}
