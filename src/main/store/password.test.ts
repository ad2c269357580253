import { beforeEach, describe, expect, it } from 'vitest'
import { PasswordKeeper } from './password'

/** An encryption that turns bytes round, so that what is kept can be told from the clear text. */
class Safe {
  available = true
  backend: string | undefined = 'gnome_libsecret'
  broken = false
  readonly isEncryptionAvailable = (): boolean => this.available
  readonly encryptString = (text: string): Buffer => Buffer.from(text, 'utf8').reverse()
  readonly decryptString = (bytes: Buffer): string => {
    if (this.broken) throw new Error('made elsewhere')
    return Buffer.from(bytes).reverse().toString('utf8')
  }
  get getSelectedStorageBackend(): (() => string) | undefined {
    const { backend } = this
    return backend === undefined ? undefined : () => backend
  }
}

let safe: Safe
let kept: string | undefined
let passwords: PasswordKeeper
const open = (): PasswordKeeper =>
  new PasswordKeeper(safe, { read: () => kept, write: (encrypted) => void (kept = encrypted) })
beforeEach(() => {
  safe = new Safe()
  kept = undefined
  passwords = open()
})

it('has none at first', () => {
  expect(passwords.place).toBe('none')
  expect(passwords.get()).toBeUndefined()
})

describe.each([
  ['on Linux with a keyring', 'gnome_libsecret'],
  ['on macOS and Windows', undefined],
])('%s', (_name, backend) => {
  beforeEach(() => (safe.backend = backend))

  it('keeps it encrypted, in base64, for the next start', () => {
    expect(passwords.set('sécret ☂')).toBe('kept')
    expect(passwords.get()).toBe('sécret ☂')
    expect(kept).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(Buffer.from(kept ?? '', 'base64').toString()).not.toContain('sécret')
    expect(open().get()).toBe('sécret ☂')
    expect(open().place).toBe('kept')
  })
})

describe.each([
  ['no encryption at all', () => (safe.available = false)],
  ['an encryption that everybody can undo', () => (safe.backend = 'basic_text')],
])('with %s', (_name, weaken) => {
  it('knows it for this run only and writes nothing', () => {
    weaken()
    expect(passwords.set('secret')).toBe('this-run')
    expect(passwords.get()).toBe('secret')
    expect(kept).toBeUndefined()
    expect(open().place).toBe('none')
    expect(open().get()).toBeUndefined()
  })

  it('does not read one that was kept, and forgets it when a new one is set', () => {
    passwords.set('old')
    weaken()
    expect(passwords.get()).toBeUndefined()
    expect(passwords.set('new')).toBe('this-run')
    expect(kept).toBeUndefined()
    expect(passwords.get()).toBe('new')
  })
})

it('forgets it at an empty one, wherever it was', () => {
  passwords.set('secret')
  expect(passwords.set('')).toBe('none')
  expect(kept).toBeUndefined()
  safe.available = false
  passwords.set('secret')
  expect(passwords.set('')).toBe('none')
  expect(passwords.get()).toBeUndefined()
})

it('has none where what is kept was made elsewhere', () => {
  passwords.set('secret')
  safe.broken = true
  expect(passwords.get()).toBeUndefined()
  expect(passwords.place).toBe('kept')
})
