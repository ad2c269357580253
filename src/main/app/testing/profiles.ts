import { FORM } from '@shared/profile/testing'
import type { ProfileForm } from '@shared/profile/form'
import { keptIn, Secrets } from '../../store/secrets'
import { firstSettings, type StoredSettings } from '../../store/settings'
import { Profiles } from '../profiles'

/** Profiles over settings that are only remembered, and secrets that are "encrypted" by being turned round. */
export class ProfilesRig {
  current: StoredSettings = firstSettings('0123456789')
  /** Why nothing can be written. */
  trouble: string | undefined
  keyring = true
  backend = 'gnome_libsecret'
  #ids = 0
  readonly settings = this
  readonly secrets = new Secrets(
    {
      isEncryptionAvailable: () => this.keyring,
      getSelectedStorageBackend: () => this.backend,
      encryptString: (text) => Buffer.from(text).reverse(),
      decryptString: (bytes) => Buffer.from(bytes).reverse().toString(),
      setUsePlainTextEncryption: () => undefined,
    },
    keptIn(this),
  )
  readonly profiles = new Profiles({
    settings: this,
    secrets: this.secrets,
    newId: () => `id-${++this.#ids}`,
  })

  change(change: Partial<StoredSettings>): string | undefined {
    this.current = { ...this.current, ...change }
    return this.trouble
  }

  /** Saves a form and returns the profile's id. */
  add(form: Partial<ProfileForm> = {}): string {
    const saved = this.profiles.save({ ...FORM, ...form })
    if (!saved.ok) throw new Error(JSON.stringify(saved.error))
    return saved.value.id
  }
}
