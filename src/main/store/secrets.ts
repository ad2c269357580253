import type { SafeStorage } from 'electron'
import type { ProfileSecrets, SecretName } from '@shared/profile/profile'
import { readSecrets } from '@shared/profile/stored'
import type { SecretKeeping, SecretPlace } from '@shared/profile/view'
import type { SettingsFile } from './settings'

/** Where the encrypted secrets and the user's answer are kept. */
export interface KeptSecrets {
  /** The profiles that have any. */
  ids(): readonly string[]
  read(id: string): string | undefined
  write(id: string, encrypted: string | undefined): void
  answer(): 'allowed' | 'this-run' | undefined
  setAnswer(answer: 'allowed' | 'this-run'): void
}

/** Their place in settings.json. */
export function keptIn(settings: Pick<SettingsFile, 'current' | 'change'>): KeptSecrets {
  return {
    ids: () => Object.keys(settings.current.secrets),
    read: (id) => settings.current.secrets[id],
    write: (id, encrypted) => {
      const { [id]: _before, ...others } = settings.current.secrets
      settings.change({ secrets: encrypted === undefined ? others : { ...others, [id]: encrypted } })
    },
    answer: () => settings.current.secretKeeping,
    setAnswer: (secretKeeping) => void settings.change({ secretKeeping }),
  }
}

type Encryption = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & {
  /** Only on Linux. */
  readonly getSelectedStorageBackend?: () => string
  /** Only on Linux of any effect. */
  readonly setUsePlainTextEncryption: (use: boolean) => void
}

/** A change of secrets: missing leaves one as it is, '' forgets it. */
export type SecretsChange = Readonly<Partial<Record<SecretName, string>>>

const NAMES: readonly SecretName[] = ['password', 'key', 'keyPassphrase']

/**
 * The secrets of every profile: kept where the platform really encrypts or the user allowed it all the same, else
 * known for this run alone.
 */
export class Secrets {
  readonly #safe: Encryption
  readonly #kept: KeptSecrets
  /** All the secrets of a profile; such a profile's kept ones do not count. */
  readonly #thisRun = new Map<string, ProfileSecrets>()

  constructor(safe: Encryption, kept: KeptSecrets) {
    this.#safe = safe
    this.#kept = kept
    if (this.keeping === 'allowed') safe.setUsePlainTextEncryption(true)
  }

  get keeping(): SecretKeeping {
    if (this.#isPlain()) return this.#kept.answer() ?? 'ask'
    // Elsewhere there is no way to keep them without encryption, and so nothing to ask.
    return this.#safe.isEncryptionAvailable() ? 'encrypted' : 'this-run'
  }

  get(id: string): ProfileSecrets {
    return this.#thisRun.get(id) ?? this.#readKept(id) ?? {}
  }

  places(id: string): Record<SecretName, SecretPlace> {
    const secrets = this.get(id)
    const place: SecretPlace = this.#thisRun.has(id) ? 'this-run' : 'kept'
    const of = (name: SecretName): SecretPlace => (secrets[name] === undefined ? 'none' : place)
    return { password: of('password'), key: of('key'), keyPassphrase: of('keyPassphrase') }
  }

  change(id: string, change: SecretsChange): void {
    const before = this.get(id)
    const after: Partial<Record<SecretName, string>> = {}
    for (const name of NAMES) {
      const value = change[name] ?? before[name]
      if (value !== undefined && value !== '') after[name] = value
    }
    // Also what cannot be decrypted here is only given up for something new.
    if (NAMES.some((name) => after[name] !== before[name])) this.#put(id, after)
  }

  /** Everything of a profile, wherever it is: the profile is gone. */
  forget(id: string): void {
    this.#thisRun.delete(id)
    this.#kept.write(id, undefined)
  }

  /** The user's answer where the platform does not encrypt; what is known already is kept, or kept no longer. */
  consent(keep: boolean): void {
    if (!this.#isPlain()) return
    const known = this.keeping === 'allowed' ? this.#kept.ids() : [...this.#thisRun.keys()]
    const secrets = known.map((id) => [id, this.get(id)] as const)
    this.#kept.setAnswer(keep ? 'allowed' : 'this-run')
    this.#safe.setUsePlainTextEncryption(keep)
    for (const [id, all] of secrets) {
      if (Object.keys(all).length === 0) continue
      if (!keep) this.#kept.write(id, undefined)
      this.#put(id, all)
    }
  }

  #put(id: string, secrets: ProfileSecrets): void {
    const empty = Object.keys(secrets).length === 0
    const encrypted = empty || !this.#keeps() ? undefined : this.#encrypt(secrets)
    if (encrypted === undefined && !empty) {
      this.#thisRun.set(id, secrets)
      return
    }
    this.#thisRun.delete(id)
    if (this.#keeps()) this.#kept.write(id, encrypted)
  }

  /** Linux without a keyring "encrypts" with a password that everybody knows: https://www.electronjs.org/docs/latest/api/safe-storage */
  #isPlain(): boolean {
    return this.#safe.getSelectedStorageBackend?.() === 'basic_text'
  }

  #keeps(): boolean {
    return this.keeping === 'encrypted' || this.keeping === 'allowed'
  }

  #encrypt(secrets: ProfileSecrets): string | undefined {
    try {
      return this.#safe.encryptString(JSON.stringify(secrets)).toString('base64')
    } catch {
      // The keyring was locked or went away.
      return undefined
    }
  }

  /** What was made under another account or keyring is of no use here, but may be again there. */
  #readKept(id: string): ProfileSecrets | undefined {
    const encrypted = this.#kept.read(id)
    if (encrypted === undefined || !this.#keeps()) return undefined
    try {
      return clearSecrets(this.#safe.decryptString(Buffer.from(encrypted, 'base64')))
    } catch {
      return undefined
    }
  }
}

/** Version 0.1 kept a password as it was. */
function clearSecrets(text: string): ProfileSecrets | undefined {
  try {
    const secrets = readSecrets(JSON.parse(text))
    if (secrets) return secrets
  } catch {
    // No JSON.
  }
  // A wrong key can make letters too, but hardly any that somebody would type.
  return /[\p{Cc}\ufffd]/u.test(text) ? undefined : { password: text }
}
