import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PROFILE_LIMITS, THIS_COMPUTER } from '@shared/profile/profile'
import { FORM } from '@shared/profile/testing'
import { refused } from '@shared/result'
import { makeCertificates, type Certificates } from '../mqtt/brokers/certificates'
import { ProfilesRig } from './testing/profiles'

let folder: string
let made: Certificates
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-profiles-'))
  made = await makeCertificates(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let rig: ProfilesRig
beforeEach(() => (rig = new ProfilesRig()))
const names = (): string[] => rig.profiles.list.map(({ name }) => name)
const secretsOf = (id: string): object => rig.profiles.view().list.find((one) => one.id === id)!.secrets

it('are none at first; this computer is in use', () => {
  expect(rig.profiles.view()).toEqual({ active: THIS_COMPUTER, list: [], keeping: 'encrypted' })
  expect(rig.profiles.active).toBeUndefined()
})

describe('save', () => {
  it('adds a profile under a new id, its secrets apart from it', () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    expect(rig.profiles.list).toEqual([
      {
        id,
        name: 'Home',
        addresses: [{ scheme: 'mqtt', host: 'broker.example', port: 1883 }],
        version: 'auto',
        keepAlive: 30,
        sessionExpiry: 604_800,
        username: 'ann',
        tls: {},
      },
    ])
    expect(JSON.stringify(rig.current)).not.toContain('secret"')
    expect(rig.secrets.get(id)).toEqual({ password: 'secret' })
    expect(secretsOf(id)).toEqual({ password: 'kept', key: 'none', keyPassphrase: 'none' })
  })

  it('changes one in its place, and leaves or forgets its password as the form says', () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    rig.add({ name: 'Lab' })
    expect(rig.add({ id, name: 'House', username: 'ann' })).toBe(id)
    expect(names()).toEqual(['House', 'Lab'])
    expect(rig.secrets.get(id)).toEqual({ password: 'secret' })
    rig.add({ id, name: 'House', username: 'ann', password: '' })
    expect(rig.secrets.get(id)).toEqual({})
  })

  it('refuses a name that another has, however it is written, but not its own', () => {
    const id = rig.add()
    expect(rig.profiles.save({ ...FORM, name: ' ＨＯＭＥ ' })).toEqual(
      refused({ kind: 'profile', field: 'name', problem: 'taken' }),
    )
    expect(rig.add({ id, name: 'HOME' })).toBe(id)
    expect(names()).toEqual(['HOME'])
  })

  it('refuses one that is gone, and makes none of it', () => {
    expect(rig.profiles.save({ ...FORM, id: 'gone' })).toEqual(refused({ kind: 'unknown-profile' }))
    expect(rig.profiles.list).toEqual([])
  })

  it('says what is wrong with the form, and keeps nothing of it', () => {
    const form = { ...FORM, addresses: ['http://h'], password: 'secret', username: 'ann' }
    expect(rig.profiles.save(form)).toMatchObject(
      refused({ kind: 'profile', field: 'addresses', problem: 'scheme' }),
    )
    expect(rig.current.secrets).toEqual({})
  })

  it('has an end, but what is there can still be changed', () => {
    const ids = Array.from({ length: PROFILE_LIMITS.profiles }, (_, n) => rig.add({ name: `Broker ${n}` }))
    expect(rig.profiles.save({ ...FORM, name: 'One more' })).toEqual(
      refused({ kind: 'profile', field: 'profiles', problem: 'too-many' }),
    )
    expect(rig.add({ id: ids[7]!, name: 'Changed' })).toBe(ids[7])
  })

  it('counts for this run where it cannot be written, and says so', () => {
    rig.trouble = 'EROFS'
    expect(rig.profiles.save(FORM)).toEqual({ ok: true, value: { id: 'id-1', notSaved: 'EROFS' } })
    expect(names()).toEqual(['Home'])
  })
})

describe('the key of a client certificate', () => {
  const mine = () => ({ certificate: made.client.cert, key: made.client.key })

  it('is kept with it, and is still there when the form does not give it again', () => {
    const id = rig.add(mine())
    expect(secretsOf(id)).toMatchObject({ key: 'kept' })
    expect(rig.add({ id, certificate: made.client.cert })).toBe(id)
    expect(rig.secrets.get(id).key?.trim()).toBe(made.client.key.trim())
  })

  it('is forgotten with it', () => {
    const id = rig.add(mine())
    rig.add({ id, certificate: '' })
    expect(secretsOf(id)).toMatchObject({ key: 'none' })
  })

  it('has to be there', () => {
    expect(rig.profiles.save({ ...FORM, certificate: made.client.cert })).toEqual(
      refused({ kind: 'profile', field: 'key', problem: 'missing' }),
    )
    const id = rig.add()
    expect(rig.profiles.save({ ...FORM, id, certificate: made.client.cert })).toEqual(
      refused({ kind: 'profile', field: 'key', problem: 'missing' }),
    )
  })

  it('has to fit, also a kept one under a new certificate', () => {
    const wrong = refused({ kind: 'profile', field: 'key', problem: 'does-not-fit' })
    expect(rig.profiles.save({ ...FORM, ...mine(), key: made.server.key })).toEqual(wrong)
    const id = rig.add(mine())
    expect(rig.profiles.save({ ...FORM, id, certificate: made.server.cert })).toEqual(wrong)
  })
})

describe('draft', () => {
  it('puts what is kept to the form, and saves nothing', () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    const before = rig.current
    expect(rig.profiles.draft({ ...FORM, id, name: 'Other', username: 'ann' })).toMatchObject({
      ok: true,
      value: { profile: { id, name: 'Other' }, secrets: { password: 'secret' } },
    })
    expect(rig.profiles.draft({ ...FORM, id, username: 'ann', password: 'new' })).toMatchObject({
      value: { secrets: { password: 'new' } },
    })
    expect(rig.current).toBe(before)
  })

  it('never lends the secrets of one profile to another', () => {
    rig.add({ username: 'ann', password: 'secret' })
    const drafted = rig.profiles.draft({ ...FORM, addresses: ['mqtt://elsewhere.example'] })
    expect(drafted).toMatchObject({ ok: true, value: { secrets: { password: undefined } } })
  })
})

describe('use', () => {
  it('says which one is active, with its secrets', () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    expect(rig.profiles.use(id)).toEqual({ ok: true, value: undefined })
    expect(rig.profiles.active).toMatchObject({ profile: { id }, secrets: { password: 'secret' } })
    rig.profiles.use(THIS_COMPUTER)
    expect(rig.profiles.active).toBeUndefined()
  })

  it('refuses one that is not there', () => {
    expect(rig.profiles.use('gone')).toEqual(refused({ kind: 'unknown-profile' }))
    expect(rig.current.active).toBe(THIS_COMPUTER)
  })
})

describe('remove', () => {
  it('forgets profile and secrets; in use is this computer then, if it was in use', () => {
    const [one, two] = [
      rig.add({ name: 'One', username: 'ann', password: 'secret' }),
      rig.add({ name: 'Two' }),
    ]
    rig.profiles.use(two)
    expect(rig.profiles.remove(one)).toEqual({ ok: true, value: undefined })
    expect(rig.current).toMatchObject({ secrets: {}, active: two })
    rig.profiles.remove(two)
    expect(rig.profiles.view()).toMatchObject({ active: THIS_COMPUTER, list: [] })
  })

  it('refuses one that is not there, and says when it is only gone for this run', () => {
    expect(rig.profiles.remove('gone')).toEqual(refused({ kind: 'unknown-profile' }))
    const id = rig.add()
    rig.trouble = 'EROFS'
    expect(rig.profiles.remove(id)).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
    expect(rig.profiles.list).toEqual([])
  })
})

describe('add, from a file', () => {
  it('gives each a new id and a free name, and writes over nothing', () => {
    const id = rig.add({ username: 'ann', password: 'secret' })
    const [home] = rig.profiles.list
    const added = rig.profiles.add([home!, { ...home!, id: 'other', name: 'HOME 2' }, { ...home!, id: 'x' }])
    expect(added).toMatchObject({ ok: true })
    expect(names()).toEqual(['Home', 'Home 2', 'HOME 2 2', 'Home 3'])
    expect(new Set(rig.profiles.list.map((profile) => profile.id)).size).toBe(4)
    expect(added.ok && added.value.get(id)).toBe(rig.profiles.list[1]?.id)
    expect(secretsOf(rig.profiles.list[1]!.id)).toMatchObject({ password: 'none' })
  })

  it('finds a name also where the longest one is taken, in whole letters', () => {
    const name = '🏠'.repeat(PROFILE_LIMITS.name)
    rig.add({ name })
    rig.profiles.add([{ ...rig.profiles.list[0]!, id: 'x' }])
    const second = names()[1]!
    expect(second.isWellFormed()).toBe(true)
    expect(second).toBe(`${'🏠'.repeat(PROFILE_LIMITS.name - 5)} 2`)
  })

  it('takes all of them or none', () => {
    for (let n = 1; n < PROFILE_LIMITS.profiles; n++) rig.add({ name: `Broker ${n}` })
    const one = rig.profiles.list[0]!
    expect(rig.profiles.add([one, one])).toEqual(
      refused({ kind: 'profile', field: 'profiles', problem: 'too-many' }),
    )
    expect(rig.profiles.list).toHaveLength(PROFILE_LIMITS.profiles - 1)
  })
})

it('says what becomes of secrets here', () => {
  rig.keyring = false
  const id = rig.add({ username: 'ann', password: 'secret' })
  expect(rig.profiles.view().keeping).toBe('this-run')
  expect(secretsOf(id)).toMatchObject({ password: 'this-run' })
  expect(rig.current.secrets).toEqual({})
})
