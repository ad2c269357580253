import { beforeEach, describe, expect, it } from 'vitest'
import type { ProfileSecrets } from '@shared/profile/profile'
import { Secrets, type KeptSecrets } from './secrets'

/** As Electron's: an encryption that turns bytes round, under a key whose name stands before them. */
class Safe {
  backend: string | undefined = 'gnome_libsecret'
  available = true
  key = 'v11:'
  broken = false
  plain = false
  readonly isEncryptionAvailable = (): boolean =>
    this.backend === 'basic_text' ? this.plain : this.available
  readonly setUsePlainTextEncryption = (use: boolean): void => void (this.plain = use)
  readonly encryptString = (text: string): Buffer => {
    if (!this.isEncryptionAvailable() || this.broken) throw new Error('not available')
    return Buffer.concat([Buffer.from(this.key), Buffer.from(text, 'utf8').reverse()])
  }
  readonly decryptString = (bytes: Buffer): string => {
    if (!this.isEncryptionAvailable() || !bytes.toString().startsWith(this.key))
      throw new Error('made elsewhere')
    return Buffer.from(bytes.subarray(4)).reverse().toString('utf8')
  }
  get getSelectedStorageBackend(): (() => string) | undefined {
    const { backend } = this
    return backend === undefined ? undefined : () => backend
  }
}

let safe: Safe
let kept: Map<string, string>
let answer: 'allowed' | 'this-run' | undefined
let secrets: Secrets
const open = (): Secrets => {
  const store: KeptSecrets = {
    ids: () => [...kept.keys()],
    read: (id) => kept.get(id),
    write: (id, encrypted) => void (encrypted === undefined ? kept.delete(id) : kept.set(id, encrypted)),
    answer: () => answer,
    setAnswer: (given) => void (answer = given),
  }
  return new Secrets(safe, store)
}
beforeEach(() => {
  safe = new Safe()
  kept = new Map()
  answer = undefined
  secrets = open()
})

const NONE = { password: 'none', key: 'none', keyPassphrase: 'none' }
const all: ProfileSecrets = { password: 'sécret ☂', key: 'the key', keyPassphrase: 'opens it' }
/** Whether anything of `all` stands in clear in what is written. */
const readable = (): boolean => {
  const written = [...kept.values()].map((text) => Buffer.from(text, 'base64').toString())
  return written.some((text) => /sécret|the key|opens it/.test(text))
}
const onBasicText = (): void => {
  safe.backend = 'basic_text'
  safe.key = 'v10:'
  secrets = open()
}

it('has none at first', () => {
  expect(secrets.places('home')).toEqual(NONE)
  expect(secrets.get('home')).toEqual({})
})

describe.each([
  ['on Linux with a keyring', 'gnome_libsecret'],
  ['on macOS and Windows', undefined],
])('%s', (_name, backend) => {
  beforeEach(() => {
    safe.backend = backend
    secrets = open()
  })

  it('keeps them encrypted, in base64, for the next start, per profile', () => {
    secrets.change('home', all)
    secrets.change('lab', { password: 'another' })
    expect(secrets.keeping).toBe('encrypted')
    for (const text of kept.values()) expect(text).toMatch(/^[A-Za-z0-9+/]+=*$/)
    expect(readable()).toBe(false)
    const next = open()
    expect(next.get('home')).toEqual(all)
    expect(next.places('home')).toEqual({ password: 'kept', key: 'kept', keyPassphrase: 'kept' })
    expect(next.get('lab')).toEqual({ password: 'another' })
    expect(next.places('lab')).toEqual({ ...NONE, password: 'kept' })
  })

  it('has nothing to ask: an answer changes nothing', () => {
    secrets.change('home', all)
    secrets.consent(false)
    expect(answer).toBeUndefined()
    expect(safe.plain).toBe(false)
    expect(open().get('home')).toEqual(all)
  })
})

describe('a change', () => {
  beforeEach(() => secrets.change('home', all))

  it('leaves what is missing, replaces what is given and forgets what is empty', () => {
    secrets.change('home', { password: 'new', key: undefined, keyPassphrase: '' })
    expect(secrets.get('home')).toEqual({ password: 'new', key: 'the key' })
    expect(open().get('home')).toEqual({ password: 'new', key: 'the key' })
  })

  it('keeps nothing where the last one was forgotten', () => {
    secrets.change('home', { password: '', key: '', keyPassphrase: '' })
    expect(secrets.get('home')).toEqual({})
    expect(kept.size).toBe(0)
  })

  it('that changes nothing writes nothing', () => {
    const before = kept.get('home')
    safe.broken = true
    secrets.change('home', {})
    secrets.change('home', { password: all.password })
    secrets.change('lab', { password: '' })
    expect([...kept]).toEqual([['home', before]])
    expect(secrets.places('home').password).toBe('kept')
  })

  it('forgets everything of a profile that is gone, and nothing else', () => {
    secrets.change('lab', { password: 'another' })
    secrets.forget('home')
    expect(secrets.get('home')).toEqual({})
    expect(secrets.get('lab')).toEqual({ password: 'another' })
    expect([...kept.keys()]).toEqual(['lab'])
  })

  it('is known for this run where the keyring went away, and kept by the next one', () => {
    safe.broken = true
    secrets.change('home', { password: 'new' })
    expect(secrets.get('home')).toEqual({ ...all, password: 'new' })
    expect(secrets.places('home').password).toBe('this-run')
    safe.broken = false
    secrets.change('home', { keyPassphrase: 'other' })
    expect(open().get('home')).toEqual({ ...all, password: 'new', keyPassphrase: 'other' })
    safe.broken = true
    secrets.change('home', { password: 'newer' })
    secrets.change('home', { password: '', key: '', keyPassphrase: '' })
    expect(secrets.get('home')).toEqual({})
    expect(kept.size).toBe(0)
  })
})

describe('on Linux without a keyring', () => {
  beforeEach(onBasicText)

  it('asks; until then they are known for this run and nothing is written', () => {
    expect(secrets.keeping).toBe('ask')
    secrets.change('home', all)
    expect(secrets.get('home')).toEqual(all)
    expect(secrets.places('home')).toEqual({
      password: 'this-run',
      key: 'this-run',
      keyPassphrase: 'this-run',
    })
    expect(kept.size).toBe(0)
    expect(safe.plain).toBe(false)
    expect(open().get('home')).toEqual({})
    secrets.forget('home')
    expect(secrets.get('home')).toEqual({})
  })

  it('keeps what is known, and what comes, once that is allowed', () => {
    secrets.change('home', all)
    secrets.consent(true)
    secrets.change('lab', { password: 'another' })
    expect(secrets.keeping).toBe('allowed')
    expect(secrets.places('home').password).toBe('kept')
    safe.plain = false
    const next = open()
    expect(next.keeping).toBe('allowed')
    expect(next.get('home')).toEqual(all)
    expect(next.places('lab').password).toBe('kept')
    expect(readable()).toBe(false)
  })

  it('knows them for this run, and asks no more, where that was the answer', () => {
    secrets.change('home', all)
    secrets.consent(false)
    expect(secrets.keeping).toBe('this-run')
    expect(secrets.get('home')).toEqual(all)
    expect(kept.size).toBe(0)
    const next = open()
    expect(next.keeping).toBe('this-run')
    expect(next.get('home')).toEqual({})
  })

  it('keeps none any longer where the answer is changed', () => {
    secrets.change('home', all)
    secrets.consent(true)
    secrets.consent(false)
    expect(kept.size).toBe(0)
    expect(secrets.get('home')).toEqual(all)
    expect(secrets.places('home').password).toBe('this-run')
    expect(open().get('home')).toEqual({})
    secrets.consent(true)
    expect(open().get('home')).toEqual(all)
  })
})

describe('no encryption at all', () => {
  it('leaves nothing to ask: they are known for this run', () => {
    safe.backend = undefined
    safe.available = false
    secrets = open()
    expect(secrets.keeping).toBe('this-run')
    secrets.change('home', all)
    secrets.consent(true)
    expect(secrets.get('home')).toEqual(all)
    expect(secrets.keeping).toBe('this-run')
    expect(kept.size).toBe(0)
  })
})

describe('what was encrypted elsewhere', () => {
  beforeEach(() => {
    secrets.change('home', all)
    onBasicText()
  })

  it('counts as none but stays, through answers and everything that is not new', () => {
    const before = kept.get('home')
    for (const consent of [undefined, true, false, true]) {
      if (consent !== undefined) secrets.consent(consent)
      expect(secrets.get('home')).toEqual({})
      expect(secrets.places('home')).toEqual(NONE)
      secrets.change('home', { password: '', key: '' })
      expect(kept.get('home')).toBe(before)
    }
    safe.backend = 'gnome_libsecret'
    safe.key = 'v11:'
    expect(open().get('home')).toEqual(all)
  })

  it('stays beside secrets of this run, and goes when new ones are kept', () => {
    const before = kept.get('home')
    secrets.change('home', { password: 'new' })
    expect(secrets.get('home')).toEqual({ password: 'new' })
    expect(kept.get('home')).toBe(before)
    secrets.change('home', { password: '' })
    expect(kept.get('home')).toBe(before)
    secrets.change('home', { password: 'new' })
    secrets.consent(true)
    expect(open().get('home')).toEqual({ password: 'new' })
  })

  it('goes with its profile', () => {
    secrets.forget('home')
    expect(kept.size).toBe(0)
  })
})

describe('what version 0.1 kept', () => {
  const keep = (text: string): void => void kept.set('home', safe.encryptString(text).toString('base64'))

  it.each(['sécret ☂', '12345', '{"user":"a"}', '{}', 'true', '[]'])('%j is a password', (password) => {
    keep(password)
    expect(secrets.get('home')).toEqual({ password })
    secrets.change('home', { key: 'the key' })
    expect(open().get('home')).toEqual({ password, key: 'the key' })
  })

  it.each(['\u0003\u0012x', 'a\ufffdb'])('%j is none: it was opened with a wrong key', (text) => {
    keep(text)
    expect(secrets.get('home')).toEqual({})
  })
})
