import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Profile, ProfileSecrets } from '@shared/profile/profile'
import { MAX_PROFILE_FILE, readProfiles, writeProfiles, type ProfileFile } from './profile-file'
import { unlock, type Lock } from './profile-lock'

// Opening takes a while by design, on a busy machine some seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const home: Profile = {
  id: 'home',
  name: 'Home',
  addresses: [{ scheme: 'mqtts', host: 'broker.example', port: 8883 }],
  version: '5',
  keepAlive: 60,
  sessionExpiry: 0,
  username: 'anna',
  tls: { serverName: 'a.example' },
}
const lab: Profile = { ...home, id: 'lab', name: 'Lab ☂', tls: {} }
const secrets: Record<string, ProfileSecrets> = {
  home: { password: 'geheim ☂', key: 'geheimer Schlüssel', keyPassphrase: 'ganz geheim' },
  other: { password: 'fremd' },
}
const stored = { id: 'home', name: 'Home', addresses: ['mqtts://broker.example:8883'] }

/** The same salt each time, so that two runs can be compared. */
const fixed = (bytes: number): Uint8Array => new Uint8Array(bytes).fill(7)
const write = async (...args: Parameters<typeof writeProfiles>): Promise<string> => {
  const written = await writeProfiles(...args)
  if (!written.ok) throw new Error(written.error.problem)
  return written.value
}
const read = (text: string): ProfileFile => {
  const file = readProfiles(text)
  if (!file.ok) throw new Error(file.error)
  return file.value
}

describe('without a passphrase', () => {
  it('is read by people, and again by us', async () => {
    const text = await write([home, lab])
    expect(JSON.parse(text)).toEqual({
      porchlight: 'profiles',
      version: 1,
      profiles: [
        {
          ...stored,
          version: '5',
          keepAlive: 60,
          sessionExpiry: 0,
          username: 'anna',
          tls: { serverName: 'a.example' },
        },
        expect.objectContaining({ id: 'lab', tls: {} }),
      ],
    })
    expect(text).toContain('\n      "name": "Home",\n')
    expect(readProfiles(text)).toEqual({ ok: true, value: { profiles: [home, lab] } })
  })

  it('has never a secret, whatever is handed over', async () => {
    const leaky = { ...home, ...secrets['home'], tls: { ...home.tls, ...secrets['home'] } }
    const text = await write([leaky, lab], secrets)
    for (const secret of ['geheim', 'Schlüssel', 'fremd', 'secrets', 'password', 'keyPassphrase']) {
      expect(text).not.toContain(secret)
    }
  })
})

describe('under a passphrase', () => {
  let text: string
  beforeAll(async () => {
    text = await write([home, lab], secrets, 'öffne dich', fixed)
  })
  const changed = (
    change: (file: { profiles: Record<string, unknown>[]; secrets: Lock }) => void,
  ): string => {
    const file = JSON.parse(text) as { profiles: Record<string, unknown>[]; secrets: Lock }
    change(file)
    return JSON.stringify(file)
  }
  const open = async (content: string, passphrase = 'öffne dich'): Promise<unknown> => {
    const { locked } = read(content)
    if (!locked) throw new Error('no secrets')
    const opened = await unlock(locked, passphrase)
    return opened.ok ? opened.value : opened.error
  }
  const wrong = { kind: 'passphrase', problem: 'wrong' }

  it('says nothing secret, and nothing of profiles that are not in it', async () => {
    for (const secret of ['geheim', 'Schlüssel', 'öffne', 'password']) expect(text).not.toContain(secret)
    expect(read(text).profiles).toEqual([home, lab])
    expect(await open(text)).toEqual({ home: secrets['home'] })
  })

  it('is opened by the same letters, typed on another computer', async () => {
    expect(await open(text, 'o\u0308ffne dich')).toEqual({ home: secrets['home'] })
  })

  it('is not opened by another one, or by none', async () => {
    expect(await open(text, 'Öffne dich')).toEqual(wrong)
    expect(await open(text, '')).toEqual({ kind: 'passphrase', problem: 'empty' })
  })

  it('is not written with an empty one', async () => {
    expect(await writeProfiles([home], secrets, '')).toEqual({
      ok: false,
      error: { kind: 'passphrase', problem: 'empty' },
    })
  })

  it('is another text each time', async () => {
    expect(await write([home, lab], secrets, 'öffne dich', fixed)).toBe(text)
    expect(await write([home, lab], secrets, 'öffne dich')).not.toBe(text)
  })

  const flip = (base64: string): string => {
    const bytes = Buffer.from(base64, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    return bytes.toString('base64')
  }
  it.each<[string, (file: { profiles: Record<string, unknown>[]; secrets: Lock }) => void]>([
    ['its data', ({ secrets: lock }) => (lock.data = flip(lock.data))],
    ['its tag', ({ secrets: lock }) => (lock.tag = flip(lock.tag))],
    ['its iv', ({ secrets: lock }) => (lock.iv = flip(lock.iv))],
    ['its salt', ({ secrets: lock }) => (lock.salt = flip(lock.salt))],
    ['its cost', ({ secrets: lock }) => (lock.N = 16_384)],
    [
      'where the password goes',
      ({ profiles: [first] }) => (first ? (first['addresses'] = ['mqtt://evil.example']) : 0),
    ],
    [
      'how the broker is checked',
      ({ profiles: [first] }) => (first ? (first['tls'] = { pinned: 'AB'.repeat(32) }) : 0),
    ],
    ['whose secrets they are', ({ profiles: [first] }) => (first ? (first['id'] = 'mine') : 0)],
    ['which profiles there are', ({ profiles }) => profiles.pop()],
  ])('is not opened after somebody changed %s', async (_name, change) => {
    expect(await open(changed(change))).toEqual(wrong)
  })

  it('is opened after somebody gave a profile another name', async () => {
    const renamed = changed(({ profiles: [first] }) => (first ? (first['name'] = 'New') : 0))
    expect(await open(renamed)).toEqual({ home: secrets['home'] })
  })

  it.each<[string, object]>([
    ['another function', { kdf: 'argon2' }],
    ['another cipher', { cipher: 'none' }],
    ['a cost that takes all memory', { N: 2 ** 20, r: 32 }],
    ['a cost beyond that', { N: 2 ** 40 }],
    ['a block size that takes all memory', { r: 2 ** 30 }],
    ['a cost that takes for ever', { N: 2 ** 17, p: 16 }],
    ['a cost that is no power of two', { N: 30_000 }],
    ['a cost of one', { N: 1 }],
    ['a cost below nothing', { N: -2 }],
    ['a cost in words', { N: '32768' }],
    ['a salt that is too short', { salt: 'AAAA' }],
    ['a salt that is no base64', { salt: '!'.repeat(24) }],
    ['an iv of another length', { iv: Buffer.alloc(16).toString('base64') }],
    ['a tag that is easily forged', { tag: Buffer.alloc(4).toString('base64') }],
    ['no data', { data: '' }],
  ])('is refused with %s', (_name, change) => {
    const content = changed(({ secrets: lock }) => Object.assign(lock, change))
    expect(readProfiles(content)).toEqual({ ok: false, error: 'not-profiles' })
  })

  it('takes the largest cost that is allowed', async () => {
    const costly = changed(({ secrets: lock }) => Object.assign(lock, { N: 2 ** 17, r: 8, p: 1 }))
    expect(await open(costly)).toEqual(wrong)
  })
})

describe('a file that cannot be used', () => {
  const file = (change: object): string =>
    JSON.stringify({ porchlight: 'profiles', version: 1, profiles: [stored], ...change })
  const icon = readFileSync(join(import.meta.dirname, '../../../resources/icon.png'))

  it('would be used without what is wrong with it', () => {
    expect(read(file({ more: 1 })).profiles).toHaveLength(1)
    expect(read(`\ufeff${file({})}`).profiles).toHaveLength(1)
    expect(read(file({ profiles: [] })).profiles).toEqual([])
  })

  it.each([
    ['nothing', ''],
    ['no JSON', 'mqtt://broker.example'],
    ['half of it', file({}).slice(0, -5)],
    ['JSON of something else', '{"name":"package"}'],
    ['null', 'null'],
    ['a number', '1'],
    ['a list', '[]'],
    ['a list of profiles alone', JSON.stringify([stored])],
    ['deep nesting', '['.repeat(1_000_000)],
    [
      'deep nesting inside',
      `{"porchlight":"profiles","version":1,"profiles":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    ],
    ['a picture', icon.toString('utf8')],
    ['a picture as Latin-1', icon.toString('latin1')],
    ['NULs', '\0'.repeat(1_000)],
    ['a NUL behind it', `${file({})}\0`],
    ['another version', file({ version: 2 })],
    ['a version in words', file({ version: '1' })],
    ['another kind of file', file({ porchlight: 'chat' })],
    ['profiles that are no list', file({ profiles: { home: stored } })],
    ['a profile that is none', file({ profiles: [stored, null] })],
    ['two profiles of one id', file({ profiles: [stored, { ...stored, name: 'Other' }] })],
    ['a password in an address', file({ profiles: [{ ...stored, addresses: ['mqtt://anna:geheim@host'] }] })],
    ['a host with a space', file({ profiles: [{ ...stored, addresses: ['mqtt://my host'] }] })],
    ['a port out of range', file({ profiles: [{ ...stored, addresses: ['mqtt://host:65536'] }] })],
    ['a CA that is a picture', file({ profiles: [{ ...stored, tls: { ca: icon.toString('latin1') } }] })],
    ['an id that is a prototype', file({ profiles: [{ ...stored, id: '__proto__' }] })],
    ['a profile behind a prototype', `{"__proto__":${file({})}}`],
    [
      'a profile whose fields are a prototype',
      `{"porchlight":"profiles","version":1,"profiles":[{"__proto__":${JSON.stringify(stored)}}]}`,
    ],
    ['secrets that are no object', file({ secrets: 'geheim' })],
    ['secrets in clear', file({ secrets: { home: { password: 'geheim' } } })],
  ])('%s', (_name, text) => {
    expect(readProfiles(text)).toEqual({ ok: false, error: 'not-profiles' })
  })

  it('leaves no prototype changed', () => {
    readProfiles(file({}).replace('{', '{"__proto__":{"evil":1},"constructor":{"prototype":{"evil":1}},'))
    expect('evil' in {}).toBe(false)
  })

  it.each([
    ['10 MB', 'x'.repeat(10_000_000)],
    ['10 MB of blanks', `${file({})}${' '.repeat(10_000_000)}`],
    ['bytes, not letters, that are too many', `${file({})}"${'☂'.repeat(MAX_PROFILE_FILE / 3)}"`],
    [
      '201 profiles',
      file({ profiles: Array.from({ length: 201 }, (_, index) => ({ ...stored, id: `${index}` })) }),
    ],
  ])('%s: too large', (_name, text) => {
    expect(readProfiles(text)).toEqual({ ok: false, error: 'too-large' })
  })

  it('is not written either where it would be too large to be read', async () => {
    const pem = `-----BEGIN CERTIFICATE-----\n${'A'.repeat(190_000)}\n-----END CERTIFICATE-----\n`
    const many = Array.from({ length: 30 }, (_, index) => ({ ...home, id: `${index}`, tls: { ca: pem } }))
    expect(await writeProfiles(many)).toEqual({ ok: false, error: { kind: 'file', problem: 'too-large' } })
  })

  it('never makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), fc.json(), (text, value) => {
        expect(readProfiles(text).ok).toBe(false)
        readProfiles(file({ profiles: [JSON.parse(value)], secrets: JSON.parse(value) as unknown }))
      }),
      { numRuns: 100 },
    )
  })
})
