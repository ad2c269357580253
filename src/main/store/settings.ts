import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import * as v from 'valibot'
import writeFileAtomic from 'write-file-atomic'
import { parseName } from '@shared/chat/name'
import { formatAddress, parseBroker } from '@shared/mqtt/address'
import { parseTopicName } from '@shared/mqtt/topic'
import type { Settings } from '@shared/settings'
import { setAside } from './set-aside'

/** Everything that settings.json holds; the password only as `safeStorage` made it, in base64. */
export interface StoredSettings extends Settings {
  readonly installation: string
  readonly password?: string
}

/** Bytes; ours has a few hundred. */
const MAX_FILE = 1_000_000

const name = v.pipe(
  v.string(),
  v.check((text) => parseName(text).ok),
)
const brokerUrl = v.pipe(
  v.string(),
  v.check((text) => {
    const parsed = parseBroker(text)
    return parsed.ok && parsed.value.credentials === undefined && formatAddress(parsed.value.address) === text
  }),
)
const schema = v.object({
  installation: v.pipe(v.string(), v.regex(/^[0-9a-f-]{8,40}$/)),
  name: v.optional(name),
  broker: v.variant('kind', [
    v.object({ kind: v.literal('this-computer') }),
    v.object({
      kind: v.literal('address'),
      url: brokerUrl,
      username: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
    }),
  ]),
  password: v.optional(v.pipe(v.string(), v.base64(), v.maxLength(10_000))),
  trayLight: v.pipe(
    v.string(),
    v.check((text) => parseTopicName(text).ok),
  ),
})

/** The settings of a first start. */
export function firstSettings(installation: string): StoredSettings {
  return { installation, broker: { kind: 'this-computer' }, trayLight: 'led' }
}

/** settings.json: read once, written whole and atomically. */
export class SettingsFile {
  #settings: StoredSettings
  readonly #file: string
  /** The name under which a broken file was set aside. */
  readonly broken: string | undefined

  constructor(file: string, newInstallation: () => string) {
    this.#file = file
    const read = readSettings(file)
    if (read === 'broken') this.broken = setAside(file)
    this.#settings = typeof read === 'object' ? read : firstSettings(newInstallation())
    // The installation id names the session at the broker: it has to be the same from the first start on.
    if (typeof read !== 'object') this.#write(this.#settings)
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
      mkdirSync(dirname(this.#file), { recursive: true })
      writeFileAtomic.sync(this.#file, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 })
      return undefined
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }
}

function readSettings(file: string): StoredSettings | 'missing' | 'broken' {
  try {
    if (statSync(file).size > MAX_FILE) return 'broken'
    const result = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')))
    return result.success ? result.output : 'broken'
  } catch (error) {
    // One that is there but cannot be read must not be written over.
    return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'missing' : 'broken'
  }
}
