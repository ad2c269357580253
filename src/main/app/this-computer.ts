import { homedir } from 'node:os'
import { app, powerMonitor } from 'electron'
import type { DesktopView } from '@shared/desktop/desktop'
import type { LightId } from '@shared/light/light'
import type { CommandHandlers } from '../ipc/register'
import type { SettingsFile } from '../store/settings'
import { loadUpdater } from '../updates/load-updater'
import { surroundings, updateSource } from '../updates/source'
import { ElectronUpdater } from '../updates/updater'
import { Updates } from '../updates/updates'
import { after } from './after'
import { desktopCommands, type DesktopCommand } from './desktop-commands'
import type { Files } from './files'
import { Links } from './links'
import type { Log } from './log'
import { loginItem, programFile } from './login-item'
import type { ProblemReport } from './problem-report'
import type { Services } from './services'

export interface ThisComputerParts {
  readonly settings: SettingsFile
  readonly services: Services
  readonly trayLight: () => LightId
  readonly files: Pick<Files, 'save'>
  readonly log: Log
  readonly problemReport: ProblemReport
  openWindow(name: 'controller' | 'chat'): void
}

/** Porchlight as a program of this computer: started at login, kept new, asked by links, able to tell what went wrong. */
export interface ThisComputer {
  readonly links: Links
  readonly updates: Updates
  readonly commands: Pick<CommandHandlers, DesktopCommand>
  view(): DesktopView
  start(): void
}

/** Puts together what ties Porchlight to this computer. */
export function thisComputer(parts: ThisComputerParts): ThisComputer {
  const { settings, services, log } = parts
  const changed = (): void => services.feed.touch('desktop')
  const item = loginItem({
    app,
    platform: process.platform,
    execPath: process.execPath,
    env: process.env,
    home: homedir(),
  })
  const source = updateSource(surroundings(app.isPackaged))
  const updates = new Updates({
    updater: source.ok
      ? new ElectronUpdater({ load: () => loadUpdater(source.value), app, log })
      : source.error,
    wanted: () => settings.current.desktop.updates,
    changed,
    quit: () => app.quit(),
    // An AppImage is started by its own file: what it runs from is gone at its end.
    startAgain: () =>
      app.relaunch({ execPath: programFile(process.platform, process.execPath, process.env) }),
    report: (error) => log.error('updates', error),
    now: Date.now,
    random: Math.random,
    after,
  })
  powerMonitor.on('resume', () => updates.woke())
  const links = new Links({
    joining: services.joining,
    rooms: services.rooms,
    lights: services.lights,
    notices: services.notices,
    trayLight: parts.trayLight,
    now: () => performance.now(),
    openWindow: parts.openWindow,
    changed,
  })
  return {
    links,
    updates,
    commands: desktopCommands({
      settings,
      loginItem: item,
      updates,
      links,
      problemReport: parts.problemReport,
      files: parts.files,
      changed,
    }),
    start: () => {
      updates.start()
      // A link that starts Porchlight is there before the light that it names.
      services.feed.attach(({ lights }) => (lights ? links.lightsChanged() : undefined), {
        lights: true,
        wire: false,
        messages: false,
      })
    },
    view: () => ({
      settings: settings.current.desktop,
      startAtLogin: item.state(),
      update: updates.state,
      ...(links.asked ? { asked: links.asked } : {}),
    }),
  }
}
