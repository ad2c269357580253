import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ok, refused, type Result } from '@shared/result'
import type { UpdateState } from '@shared/desktop/update'

/** How this copy was installed, which says how it is exchanged. */
export type Installed = 'mac' | 'nsis' | 'appimage' | 'deb' | 'rpm'

/** Why there will never be an update. */
export type NeverReason = Extract<UpdateState, { readonly phase: 'never' }>['why']

/** Where a copy runs, and the little that has to be looked up there. */
export interface Surroundings {
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** The program's own file, and the folder of what comes with it. */
  readonly executable: string
  readonly resources: string
  exists(file: string): boolean
  /** `undefined` where there is no such file. */
  read(file: string): string | undefined
  mayWrite(folder: string): boolean
}

/** Where this very process runs. */
export function surroundings(isPackaged: boolean): Surroundings {
  return {
    isPackaged,
    platform: process.platform,
    env: process.env,
    executable: process.execPath,
    resources: process.resourcesPath,
    exists: existsSync,
    read: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    mayWrite,
  }
}

/** Finds out how this copy can be exchanged, or why it cannot. */
export function updateSource(here: Surroundings): Result<Installed, NeverReason> {
  if (!here.isPackaged) return refused('from-source')
  if (!here.exists(join(here.resources, 'app-update.yml'))) return refused('no-address')
  const installed = howInstalled(here)
  return installed === undefined ? refused('package') : ok(installed)
}

function howInstalled(here: Surroundings): Installed | undefined {
  const { platform, env } = here
  if (platform === 'darwin') return 'mac'
  // The portable program is unpacked anew at each start; what is exchanged there is gone at the next one.
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined ? 'nsis' : undefined
  return platform === 'linux' ? (appImage(here) ?? systemPackage(here)) : undefined
}

/** The variables of an AppImage go on to whatever is started from it, so they can be another program's. */
function appImage({ env, executable, mayWrite: may }: Surroundings): Installed | undefined {
  const { APPIMAGE: file, APPDIR: folder } = env
  if (!file || !folder || !executable.startsWith(`${folder}/`)) return undefined
  return may(dirname(file)) ? 'appimage' : undefined
}

/** The builder leaves the mark of a .deb also in other packages made after it: it counts where the system installs programs. */
function systemPackage({ resources, read }: Surroundings): Installed | undefined {
  if (!resources.startsWith('/opt/')) return undefined
  const type = read(join(resources, 'package-type'))?.trim()
  return type === 'deb' || type === 'rpm' ? type : undefined
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
