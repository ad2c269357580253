import { join } from 'node:path'
import { app, powerMonitor, safeStorage, shell, utilityProcess } from 'electron'
import { toggled } from '@shared/light/light'
import type { SettingsView } from '@shared/settings'
import { openHistory } from '../store/open-history'
import { PasswordKeeper } from '../store/password'
import type { SettingsFile } from '../store/settings'
import type { CommandHandlers } from '../ipc/register'
import { commandHandlers } from './commands'
import type { CommandLine } from './command-line'
import { destination } from './destination'
import { localBroker } from './local-broker'
import { createServices, type Services } from './services'

export interface PorchlightParts {
  readonly line: CommandLine
  readonly settings: SettingsFile
  readonly folder: string
  readonly brokerProcess: string
  readonly proposedName: string | undefined
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
export function startPorchlight(parts: PorchlightParts): Porchlight {
  const { line, settings, folder } = parts
  const { history, trouble } = openHistory(folder)
  const passwords = new PasswordKeeper(safeStorage, {
    read: () => settings.current.password,
    write: (password) => void settings.change({ password }),
  })
  const local = localBroker({
    fork: utilityProcess.fork.bind(utilityProcess),
    processFile: parts.brokerProcess,
    folder: join(folder, 'broker'),
    seed: () => services.retained(),
    onNote: ({ kind }) => {
      if (kind === 'store-set-aside' || kind === 'store-in-memory') services.notices.say('broker-note', kind)
    },
    onExit: () => services.session.reconnect(),
  })
  const name = line.user ?? settings.current.name
  const services: Services = createServices({
    version: app.getVersion(),
    installation: settings.current.installation,
    history,
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
      await services.session.stop()
      if (settings.current.broker.kind === 'address') await local.host.stop()
      services.session.start()
    },
  })
  // What was open before a sleep may be dead without anybody having said so.
  powerMonitor.on('resume', () => services.session.reconnect())
  services.start()

  return {
    services,
    commands,
    toggleTrayLight: () => {
      const light = services.lights.get(settings.current.trayLight)
      if (light) services.lights.set(light.id, toggled(light))
    },
    leave: async () => {
      await services.room.leave()
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
