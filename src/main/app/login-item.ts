import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import type { App, LoginItemSettings } from 'electron'
import { errorText } from '@shared/error-text'
import { autostartFile, type AutostartFile } from '../store/autostart-file'
import { readAutostart, writeAutostart } from './autostart-entry'

/** Whether the system starts Porchlight at login. The system keeps it; nothing is kept here. */
export interface LoginItem {
  state(): 'on' | 'off' | 'unable'
  /** The system's word where it did not work. */
  set(on: boolean): string | undefined
}

type LoginApp = Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
type Environment = Readonly<Record<string, string | undefined>>

export interface LoginItemParts {
  readonly app: LoginApp
  readonly platform: NodeJS.Platform
  readonly execPath: string
  readonly env: Environment
  /** The user's own folder. */
  readonly home: string
}

const HIDDEN = ['--hidden']

/** The login item of this system; one that runs from its sources has no program that could be started. */
export function loginItem({ app, platform, execPath, env, home }: LoginItemParts): LoginItem {
  if (!app.isPackaged) return { state: () => 'unable', set: () => 'not installed' }
  const program = programFile(platform, execPath, env)
  if (platform !== 'linux') return systemItem(app, platform, program)
  return autostartItem(autostartFile(autostartPath(env, home)), program, existsSync)
}

/** Whether the system itself started this copy: macOS passes no arguments, so there it shows only by this. */
export function isStartedAtLogin(app: Pick<App, 'getLoginItemSettings'>, platform: NodeJS.Platform): boolean {
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/**
 * The file that the system is to start. An AppImage runs from a folder that is gone at its end, and the portable program
 * of Windows from one that it unpacked; programs that an AppImage starts inherit its variables, so they count only there.
 */
export function programFile(platform: NodeJS.Platform, execPath: string, env: Environment): string {
  const { APPIMAGE, APPDIR, PORTABLE_EXECUTABLE_FILE } = env
  if (platform === 'linux' && APPIMAGE && APPDIR && execPath.startsWith(`${APPDIR}/`)) return APPIMAGE
  return (platform === 'win32' && PORTABLE_EXECUTABLE_FILE) || execPath
}

/** A path that is not absolute does not count (XDG Base Directory Specification). */
export function autostartPath(env: Environment, home: string): string {
  const config = env['XDG_CONFIG_HOME']
  return join(
    config && isAbsolute(config) ? config : join(home, '.config'),
    'autostart',
    'porchlight.desktop',
  )
}

function systemItem(app: LoginApp, platform: NodeJS.Platform, program: string): LoginItem {
  // Windows takes the path as it is for a part of a command line, and a folder may have a space in its name.
  const item = platform === 'win32' ? { path: `"${program}"`, args: HIDDEN } : {}
  const read = (): LoginItemSettings => app.getLoginItemSettings(item)
  const isOn = (): boolean => {
    const settings = read()
    // In the Task Manager the user can switch off what is still entered.
    return settings.openAtLogin && (platform !== 'win32' || settings.executableWillLaunchAtLogin)
  }
  return {
    state: () => (isOn() ? 'on' : 'off'),
    set: (on) => {
      try {
        app.setLoginItemSettings({ ...item, openAtLogin: on })
        // macOS may want the user's own yes first, and says so in a word.
        return isOn() === on ? undefined : (read().status ?? 'not changed')
      } catch (error) {
        return errorText(error)
      }
    },
  }
}

/** An autostart file. Where the program that it names is gone, this one has most likely moved: it is named from now on. */
export function autostartItem(
  file: AutostartFile,
  program: string,
  exists: (path: string) => boolean,
): LoginItem {
  const current = (): ReturnType<typeof readAutostart> => readAutostart(file.read() ?? '')
  const attempt = (change: () => void): string | undefined => {
    try {
      change()
      return undefined
    } catch (error) {
      return errorText(error)
    }
  }
  const write = (): void => file.write(writeAutostart(program, HIDDEN))
  const { isOn, program: named } = current()
  if (isOn && named !== undefined && isAbsolute(named) && !exists(named)) attempt(write)
  return {
    state: () => (current().isOn ? 'on' : 'off'),
    set: (on) => attempt(() => (on ? write() : file.remove())),
  }
}
