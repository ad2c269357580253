import { describe, expect, it } from 'vitest'
import type { BrokerTarget } from '@shared/mqtt/address'
import type { Profile, ProfileSecrets } from '@shared/profile/profile'
import type { Located } from '../mqtt/located'
import { createDestination, locatedAt, type DestinationParts } from './destination'

const { signal } = new AbortController()
const one = { scheme: 'mqtts', host: 'one.example', port: 8883 } as const
const two = { ...one, host: 'two.example' }
const three = { ...one, host: 'three.example' }
const profile: Profile = {
  id: 'lab',
  name: 'Lab',
  addresses: [one],
  version: 'auto',
  keepAlive: 30,
  sessionExpiry: 3_600,
  tls: {},
}
const cluster: Profile = { ...profile, addresses: [one, two, three] }

const destination = (parts: Partial<DestinationParts>): ReturnType<typeof createDestination> =>
  createDestination({
    forced: undefined,
    active: () => undefined,
    local: () => Promise.resolve({ port: 1883, hostedHere: true }),
    ...parts,
  })
const find = (parts: Partial<DestinationParts>): Promise<Located> => destination(parts)(signal, 0)
const using =
  (used: Profile, secrets: ProfileSecrets = {}): DestinationParts['active'] =>
  () => ({ profile: used, secrets })

describe('this computer', () => {
  it('is asked for its broker, on the loopback, and spoken with as ever', async () => {
    expect(await find({})).toEqual({
      address: { scheme: 'mqtt', host: '127.0.0.1', port: 1883 },
      hostedHere: true,
    })
  })

  it('says which port was taken', async () => {
    const local = () => Promise.resolve({ port: 1884, hostedHere: false, portTaken: 1883 })
    expect(await find({ local })).toEqual({
      address: { scheme: 'mqtt', host: '127.0.0.1', port: 1884 },
      hostedHere: false,
      portTaken: 1883,
    })
  })

  it('is called off with the try it belongs to', async () => {
    let given: AbortSignal | undefined
    await find({ local: (passed) => ((given = passed), Promise.resolve({ port: 1, hostedHere: true })) })
    expect(given).toBe(signal)
  })

  it('hands its failure on', async () => {
    await expect(find({ local: () => Promise.reject(new Error('no port')) })).rejects.toThrow('no port')
  })
})

describe('the profile in use', () => {
  it('is where to go, and nothing is looked for here', async () => {
    const local = () => Promise.reject(new Error('must not be asked'))
    const found = await find({ local, active: using(profile, { password: 'secret' }) })
    expect(found).toEqual(locatedAt(profile, { password: 'secret' }, one))
    expect(found).toMatchObject({ address: one, hostedHere: false, addresses: 1 })
  })

  it('is read anew for every try', async () => {
    let active: ReturnType<DestinationParts['active']>
    const locate = destination({ active: () => active })
    expect((await locate(signal, 0)).hostedHere).toBe(true)
    active = { profile, secrets: {} }
    expect((await locate(signal, 0)).address).toEqual(one)
  })

  it('leads to the next of its addresses after each failure, round and round', async () => {
    const locate = destination({ active: using(cluster) })
    const hosts: string[] = []
    for (let failures = 0; failures < 5; failures++) {
      const { address, addresses } = await locate(signal, failures)
      expect(addresses).toBe(3)
      hosts.push(address.host)
    }
    expect(hosts).toEqual(['one.example', 'two.example', 'three.example', 'one.example', 'two.example'])
  })

  it('stays where the last connection stood', async () => {
    const locate = destination({ active: using(cluster) })
    await locate(signal, 0)
    await locate(signal, 1)
    // It stood; a wake-up makes a new one.
    expect((await locate(signal, 0)).address).toEqual(two)
    // It stood again and was lost.
    expect((await locate(signal, 1)).address).toEqual(three)
  })

  it('may have lost addresses since', async () => {
    let used = cluster
    const locate = destination({ active: () => ({ profile: used, secrets: {} }) })
    for (let failures = 0; failures < 3; failures++) await locate(signal, failures)
    used = profile
    expect((await locate(signal, 0)).address).toEqual(one)
  })
})

it('prefers the command line to everything', async () => {
  const forced: BrokerTarget = {
    address: { scheme: 'ws', host: 'h', port: 80, path: '/mqtt' },
    credentials: { username: 'u', password: 'p' },
  }
  expect(await find({ forced, active: using(profile, { password: 'secret' }) })).toEqual({
    ...forced,
    hostedHere: false,
    choice: { version: 'auto', keepAlive: 30, sessionExpiry: 604_800, tls: {} },
  })
})

describe('locatedAt', () => {
  it('takes along all it needs, and nothing that is not there', () => {
    expect(locatedAt(cluster, {}, two)).toEqual({
      address: two,
      hostedHere: false,
      addresses: 3,
      choice: { version: 'auto', keepAlive: 30, sessionExpiry: 3_600, tls: {} },
    })
    const tls = { ca: 'CA', certificate: 'CERT', serverName: 'name', alpn: ['mqtt'], pinned: 'AA' }
    const full: Profile = { ...profile, version: '5', clientId: 'me', username: 'ann', tls }
    const secrets = { password: 'secret', key: 'KEY', keyPassphrase: 'opens' }
    expect(locatedAt(full, secrets, one)).toEqual({
      address: one,
      hostedHere: false,
      addresses: 1,
      credentials: { username: 'ann', password: 'secret' },
      choice: {
        clientId: 'me',
        version: '5',
        keepAlive: 30,
        sessionExpiry: 3_600,
        tls: { ...tls, key: 'KEY', keyPassphrase: 'opens' },
      },
    })
  })

  it('knows a user without a password, and never a password without a user', () => {
    expect(locatedAt({ ...profile, username: 'ann' }, {}, one).credentials).toEqual({
      username: 'ann',
      password: '',
    })
    expect(locatedAt(profile, { password: 'left over' }, one)).not.toHaveProperty('credentials')
  })
})
