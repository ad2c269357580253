import type { SafeStorage } from 'electron'

/** Where a password is after it was set. */
export type PasswordPlace = 'none' | 'kept' | 'this-run'

interface Kept {
  read(): string | undefined
  write(encrypted: string | undefined): void
}

type Encryption = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> & {
  /** Only on Linux. */
  readonly getSelectedStorageBackend?: () => string
}

/** The broker's password: kept only where the platform really encrypts, else known for this run alone. */
export class PasswordKeeper {
  readonly #safe: Encryption
  readonly #kept: Kept
  #thisRun: string | undefined

  constructor(safe: Encryption, kept: Kept) {
    this.#safe = safe
    this.#kept = kept
  }

  get place(): PasswordPlace {
    if (this.#thisRun !== undefined) return 'this-run'
    return this.#kept.read() === undefined ? 'none' : 'kept'
  }

  get(): string | undefined {
    if (this.#thisRun !== undefined) return this.#thisRun
    const encrypted = this.#kept.read()
    if (encrypted === undefined || !this.#encrypts()) return undefined
    try {
      return this.#safe.decryptString(Buffer.from(encrypted, 'base64'))
    } catch {
      // Made under another account or keyring: of no use here.
      return undefined
    }
  }

  /** Takes a new password; an empty one forgets it. */
  set(password: string): PasswordPlace {
    this.#thisRun = undefined
    if (password === '') this.#kept.write(undefined)
    else if (this.#encrypts()) this.#kept.write(this.#safe.encryptString(password).toString('base64'))
    else {
      this.#kept.write(undefined)
      this.#thisRun = password
    }
    return this.place
  }

  /** Linux without a keyring "encrypts" with a password that everybody knows: https://www.electronjs.org/docs/latest/api/safe-storage */
  #encrypts(): boolean {
    return this.#safe.isEncryptionAvailable() && this.#safe.getSelectedStorageBackend?.() !== 'basic_text'
  }
}
