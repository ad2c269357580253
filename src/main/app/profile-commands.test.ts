import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { PROFILE_LIMITS, THIS_COMPUTER } from '@shared/profile/profile'
import { FORM } from '@shared/profile/testing'
import { ok, refused } from '@shared/result'
import { makeCertificates, type Certificates } from '../mqtt/brokers/certificates'
import type { TestTarget } from '../mqtt/test-connection'
import type { Files } from './files'
import { profileCommands } from './profile-commands'
import { ProfilesRig } from './testing/profiles'

// A passphrase takes a while by design, on a busy machine some seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let folder: string
let made: Certificates
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-profiles-'))
  made = await makeCertificates(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The commands over real profiles, writing down what is done to the connection and to files. */
class Rig extends ProfilesRig {
  readonly done: string[] = []
  readonly tested: TestTarget[][] = []
  /** What the user picks to read. */
  picked: Awaited<ReturnType<Files['open']>> = ok(undefined)
  place: Awaited<ReturnType<Files['save']>> = ok('/home/ann/brokers.json')
  written = ''
  readonly run = profileCommands({
    profiles: this.profiles,
    secrets: this.secrets,
    files: {
      open: (_filters, most) => (this.done.push(`open ${most}`), Promise.resolve(this.picked)),
      save: (_name, _filters, lines) => {
        this.written = [...lines].join('')
        return Promise.resolve(this.place)
      },
    },
    testConnection: (targets) => (this.tested.push([...targets]), Promise.resolve({ tried: [] })),
    reconnectWith: (change) => {
      this.done.push('leave')
      const result = change()
      this.done.push(`connect to ${this.current.active}`)
      return Promise.resolve(result)
    },
    changed: () => void this.done.push('show'),
  })

  pick(name: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? encodeText(content) : content
    this.picked = ok({ name, bytes })
  }
}

let rig: Rig
beforeEach(() => (rig = new Rig()))
const done = ok(undefined)

describe('profile:save', () => {
  it('of one that is not in use leaves the connection alone', async () => {
    expect(await rig.run['profile:save'](FORM)).toEqual(ok({ id: 'id-1' }))
    expect(rig.done).toEqual(['show'])
  })

  it('of the one in use connects anew', async () => {
    const id = rig.add()
    rig.profiles.use(id)
    expect(await rig.run['profile:save']({ ...FORM, id, keepAlive: 60 })).toEqual(ok({ id }))
    expect(rig.done).toEqual(['show', 'leave', `connect to ${id}`])
  })

  it('of the one in use under another name leaves the connection alone', async () => {
    const id = rig.add()
    rig.profiles.use(id)
    expect(await rig.run['profile:save']({ ...FORM, id, name: 'Home' })).toEqual(ok({ id }))
    expect(rig.done).toEqual(['show'])
  })

  it('says what is wrong, and does nothing', async () => {
    const id = rig.add()
    rig.profiles.use(id)
    expect(await rig.run['profile:save']({ ...FORM, id, keepAlive: 1 })).toEqual(
      refused({ kind: 'profile', field: 'keepAlive', problem: 'range' }),
    )
    expect(rig.done).toEqual(['show'])
  })

  it('says that it counts for this run only', async () => {
    rig.trouble = 'EROFS'
    expect(await rig.run['profile:save'](FORM)).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(rig.profiles.has('id-1')).toBe(true)
  })
})

describe('profile:use', () => {
  it('leaves one broker before it goes to the other', async () => {
    const id = rig.add()
    expect(await rig.run['profile:use']({ id })).toEqual(done)
    expect(await rig.run['profile:use']({ id: THIS_COMPUTER })).toEqual(done)
    expect(rig.done).toEqual([
      'leave',
      `connect to ${id}`,
      'show',
      'leave',
      'connect to this-computer',
      'show',
    ])
  })

  it('leaves the connection alone where it is in use already, or not there', async () => {
    expect(await rig.run['profile:use']({ id: THIS_COMPUTER })).toEqual(done)
    expect(await rig.run['profile:use']({ id: 'gone' })).toEqual(refused({ kind: 'unknown-profile' }))
    expect(rig.done).toEqual(['show'])
  })

  it('goes there although it could not be written down, and says so', async () => {
    const id = rig.add()
    rig.trouble = 'EROFS'
    expect(await rig.run['profile:use']({ id })).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(rig.done).toContain(`connect to ${id}`)
  })
})

describe('profile:remove', () => {
  it('of the one in use leaves its broker first, for the one of this computer', async () => {
    const id = rig.add()
    rig.profiles.use(id)
    expect(await rig.run['profile:remove']({ id })).toEqual(done)
    expect(rig.done).toEqual(['leave', 'connect to this-computer', 'show'])
  })

  it('of another one leaves the connection alone', async () => {
    const id = rig.add()
    expect(await rig.run['profile:remove']({ id })).toEqual(done)
    expect(await rig.run['profile:remove']({ id })).toEqual(refused({ kind: 'unknown-profile' }))
    expect(rig.done).toEqual(['show', 'show'])
  })
})

describe('profile:test', () => {
  it('tries each address as the form has it, with the kept password, and saves nothing', async () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    const before = rig.current
    const form = { ...FORM, id, addresses: ['one.example', 'mqtts://two.example'], username: 'bob' }
    expect(await rig.run['profile:test'](form)).toEqual(ok({ tried: [] }))
    expect(rig.tested).toMatchObject([
      [
        { address: { host: 'one.example' }, credentials: { username: 'bob', password: 'secret' } },
        { address: { scheme: 'mqtts' }, credentials: { username: 'bob', password: 'secret' } },
      ],
    ])
    expect(rig.current).toBe(before)
    expect(rig.done).toEqual([])
  })

  it('tries nothing where the form is wrong', async () => {
    expect(await rig.run['profile:test']({ ...FORM, addresses: [] })).toEqual(
      refused({ kind: 'profile', field: 'addresses', problem: 'none' }),
    )
    expect(rig.tested).toEqual([])
  })
})

describe('profile:pick', () => {
  it('reads certificates, and shows what is in them', async () => {
    rig.pick('ca.pem', made.ca.cert)
    expect(await rig.run['profile:pick']({ what: 'ca' })).toMatchObject(
      ok({ name: 'ca.pem', certificates: [{ subject: 'CN=Porchlight test CA', selfSigned: true }] }),
    )
    expect(rig.done).toEqual([`open ${PROFILE_LIMITS.pem}`])
  })

  it('reads a key, and shows nothing of it', async () => {
    rig.pick('me.key', made.client.key)
    const picked = await rig.run['profile:pick']({ what: 'key' })
    expect(picked).toEqual(ok({ name: 'me.key', text: made.client.key, certificates: [] }))
  })

  const picture = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0xff)
  const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  it.each([
    ['a picture as a CA', 'ca', picture, 'not-pem'],
    ['a letter as a CA', 'ca', 'Dear CA,', 'not-certificate'],
    ['a certificate with nothing in it', 'certificate', broken, 'not-certificate'],
    ['a letter as a key', 'key', 'Dear key,', 'not-key'],
    ['a picture as a key', 'key', picture, 'not-pem'],
  ] as const)('refuses %s', async (_name, what, content, problem) => {
    rig.pick('file', content)
    expect(await rig.run['profile:pick']({ what })).toEqual(refused({ kind: 'file', problem }))
  })

  it('refuses a certificate as a key, and a key as a certificate', async () => {
    rig.pick('file', made.client.cert)
    expect(await rig.run['profile:pick']({ what: 'key' })).toEqual(
      refused({ kind: 'file', problem: 'not-key' }),
    )
    rig.pick('file', made.client.key)
    expect(await rig.run['profile:pick']({ what: 'certificate' })).toMatchObject(
      refused({ kind: 'file', problem: 'not-certificate' }),
    )
  })

  it('answers nothing where none was picked, and the system’s word where none could be read', async () => {
    expect(await rig.run['profile:pick']({ what: 'ca' })).toEqual(done)
    rig.picked = refused({ problem: 'unreadable', detail: 'EACCES' })
    expect(await rig.run['profile:pick']({ what: 'ca' })).toEqual(
      refused({ kind: 'file', problem: 'unreadable', detail: 'EACCES' }),
    )
  })
})

describe('profile:export and profile:import', () => {
  const homeWithPassword = (): string => rig.add({ username: 'ann', password: 'the word' })

  it('write the chosen profiles without any secret, and take them in as new ones', async () => {
    const id = homeWithPassword()
    rig.add({ name: 'Lab' })
    expect(await rig.run['profile:export']({ ids: [id, 'gone'] })).toEqual(
      ok({ file: '/home/ann/brokers.json' }),
    )
    expect(rig.written).not.toMatch(/the word|Lab/)
    rig.pick('brokers.json', rig.written)
    expect(await rig.run['profile:import']({})).toEqual(ok({ imported: 1, locked: false }))
    expect(rig.profiles.list.map(({ name }) => name)).toEqual(['Home', 'Lab', 'Home 2'])
    expect(await rig.run['profile:unlock']({ passphrase: 'any' })).toEqual(refused({ kind: 'gone' }))
  })

  it('carry secrets under a passphrase, which come when it is given', async () => {
    await rig.run['profile:export']({ ids: [homeWithPassword()], passphrase: 'öffne dich' })
    expect(rig.written).not.toContain('the word')
    rig.pick('brokers.json', rig.written)
    rig = Object.assign(new Rig(), { picked: rig.picked })
    expect(await rig.run['profile:import']({})).toEqual(ok({ imported: 1, locked: true }))
    expect(rig.secrets.get('id-1')).toEqual({})
    expect(await rig.run['profile:unlock']({ passphrase: 'wrong' })).toEqual(
      refused({ kind: 'passphrase', problem: 'wrong' }),
    )
    expect(await rig.run['profile:unlock']({ passphrase: 'öffne dich' })).toEqual(
      ok({ imported: 1, locked: false }),
    )
    expect(rig.secrets.get('id-1')).toEqual({ password: 'the word' })
  })

  it('keep no secret of a profile that was removed before the passphrase came', async () => {
    await rig.run['profile:export']({ ids: [homeWithPassword()], passphrase: 'open' })
    rig.pick('brokers.json', rig.written)
    await rig.run['profile:import']({})
    rig.profiles.remove('id-2')
    await rig.run['profile:unlock']({ passphrase: 'open' })
    expect(Object.keys(rig.current.secrets)).toEqual(['id-1'])
  })

  it('refuse an empty passphrase, and say what could not be written', async () => {
    const ids = [homeWithPassword()]
    expect(await rig.run['profile:export']({ ids, passphrase: '' })).toEqual(
      refused({ kind: 'passphrase', problem: 'empty' }),
    )
    expect(rig.written).toBe('')
    rig.place = refused({ problem: 'unwritable', detail: 'ENOSPC' })
    expect(await rig.run['profile:export']({ ids })).toEqual(refused({ kind: 'not-saved', detail: 'ENOSPC' }))
    rig.place = ok(undefined)
    expect(await rig.run['profile:export']({ ids })).toEqual(done)
  })

  it.each([
    ['a picture', Uint8Array.of(0x89, 0xff, 0xfe)],
    ['another JSON', '{"profiles":[]}'],
    ['nothing', ''],
  ])('take in nothing from %s', async (_name, content) => {
    rig.pick('file.json', content)
    expect(await rig.run['profile:import']({})).toEqual(refused({ kind: 'file', problem: 'not-profiles' }))
    expect(rig.profiles.list).toEqual([])
  })
})

describe('secrets:consent', () => {
  it.each([
    [true, 'kept', 'allowed'],
    [false, 'this-run', 'this-run'],
  ] as const)('%s decides where secrets go, and is shown', (keep, place, keeping) => {
    rig.backend = 'basic_text'
    const id = rig.add({ username: 'ann', password: 'the word' })
    expect(rig.profiles.view().keeping).toBe('ask')
    expect(rig.run['secrets:consent']({ keep })).toEqual(done)
    expect(rig.done).toEqual(['show'])
    expect(rig.profiles.view().keeping).toBe(keeping)
    expect(rig.secrets.places(id).password).toBe(place)
  })
})
