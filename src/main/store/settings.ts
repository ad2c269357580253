import { isUtf8 } from 'node:buffer'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { FIRST_CHAT_SETTINGS, FIRST_ROOMS } from '@shared/chat/room-settings'
import { FIRST_DESKTOP } from '@shared/desktop/desktop'
import { errorText } from '@shared/error-text'
import { firstArrangement } from '@shared/light/arrangement'
import { THIS_COMPUTER } from '@shared/profile/profile'
import { copyAside, setAside } from './set-aside'
import { readStored, writeStored, type ReadSettings, type StoredSettings } from './stored-settings'

export type { StoredSettings } from './stored-settings'

/** Bytes; two hundred profiles, each with certificates and keys of the usual sizes, have a tenth of it. */
const MAX_FILE = 50_000_000

const FIRST_LIGHT = 'led'

/** The settings of a first start. */
export function firstSettings(installation: string): StoredSettings {
  return {
    installation,
    profiles: [],
    active: THIS_COMPUTER,
    trayLight: FIRST_LIGHT,
    lights: firstArrangement(FIRST_LIGHT),
    rooms: FIRST_ROOMS,
    chat: FIRST_CHAT_SETTINGS,
    desktop: FIRST_DESKTOP,
    savedMessages: [],
    secrets: {},
  }
}

/** settings.json: read once, written whole and atomically. */
export class SettingsFile {
  #settings: StoredSettings
  readonly #file: string
  /** The name under which a broken file was set aside, or a copy of one that was broken in parts. */
  readonly broken: string | undefined

  constructor(file: string, newId: () => string) {
    this.#file = file
    const read = readSettings(file, newId)
    if (read === 'broken') this.broken = setAside(file)
    else if (read !== 'missing' && read.incomplete) this.broken = copyAside(file)
    this.#settings = typeof read === 'object' ? read.settings : firstSettings(newId())
    // The installation id names the session at the broker: it has to be the same from the first start on. So have the
    // ids of profiles that were taken over.
    if (typeof read !== 'object' || read.incomplete || read.takenOver) this.#write(this.#settings)
  }

  get current(): StoredSettings {
    return this.#settings
  }

  /** Keeps a change; where it cannot be written it counts for this run, and the reason is returned. */
  change(change: Partial<StoredSettings>): string | undefined {
    this.#settings = { ...this.#settings, ...change }
    return this.#write(this.#settings)
  }

  #write(settings: StoredSettings): string | undefined {
    try {
      const text = writeStored(settings)
      // What the next start would not read must not take the place of what it can.
      if (Buffer.byteLength(text) > MAX_FILE) return `settings.json > ${MAX_FILE} B`
      mkdirSync(dirname(this.#file), { recursive: true })
      writeFileAtomic.sync(this.#file, text, { mode: 0o600 })
      return undefined
    } catch (error) {
      return errorText(error)
    }
  }
}

function readSettings(file: string, newId: () => string): ReadSettings | 'missing' | 'broken' {
  try {
    if (statSync(file).size > MAX_FILE) return 'broken'
    const bytes = readFileSync(file)
    const read = readStored(JSON.parse(bytes.toString()), newId)
    if (!read) return 'broken'
    // What is no text in it has become another text on the way.
    return isUtf8(bytes) ? read : { ...read, incomplete: true }
  } catch (error) {
    // One that is there but cannot be read must not be written over.
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : 'broken'
  }
}
