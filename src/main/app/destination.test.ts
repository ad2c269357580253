import { describe, expect, it } from 'vitest'
import type { BrokerTarget } from '@shared/mqtt/address'
import type { BrokerChoice } from '@shared/settings'
import { destination, type DestinationParts } from './destination'

const { signal } = new AbortController()
const address = { scheme: 'mqtts', host: 'broker.example', port: 8883 } as const
const chosen: BrokerChoice = { kind: 'address', url: 'mqtts://broker.example:8883', username: 'ann' }

function find(parts: Partial<DestinationParts>): ReturnType<typeof destination> {
  return destination(
    {
      forced: undefined,
      chosen: () => ({ kind: 'this-computer' }),
      password: () => undefined,
      local: () => Promise.resolve({ port: 1883, hostedHere: true }),
      ...parts,
    },
    signal,
  )
}

describe('this computer', () => {
  it('is asked for its broker, on the loopback', async () => {
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

  it('never gets the password of another broker', async () => {
    expect(await find({ password: () => 'secret' })).not.toHaveProperty('credentials')
  })

  it('hands its failure on', async () => {
    await expect(find({ local: () => Promise.reject(new Error('no port')) })).rejects.toThrow('no port')
  })
})

describe('an address from the settings', () => {
  it('is used with its credentials, and nothing is looked for here', async () => {
    const local = () => Promise.reject(new Error('must not be asked'))
    const found = await find({ chosen: () => chosen, password: () => 'secret', local })
    expect(found).toEqual({
      address,
      hostedHere: false,
      credentials: { username: 'ann', password: 'secret' },
    })
  })

  it('may have a user without a password, or no user at all', async () => {
    expect(await find({ chosen: () => chosen })).toMatchObject({
      credentials: { username: 'ann', password: '' },
    })
    const nobody = { kind: 'address', url: chosen.kind === 'address' ? chosen.url : '' } as const
    expect(await find({ chosen: () => nobody, password: () => 'left over' })).not.toHaveProperty(
      'credentials',
    )
  })

  it('is read anew for every try', async () => {
    let choice: BrokerChoice = { kind: 'this-computer' }
    const parts = { chosen: () => choice }
    expect((await find(parts)).hostedHere).toBe(true)
    choice = chosen
    expect((await find(parts)).address).toEqual(address)
  })
})

it('prefers the command line to everything', async () => {
  const forced: BrokerTarget = {
    address: { scheme: 'ws', host: 'h', port: 80, path: '/mqtt' },
    credentials: { username: 'u', password: 'p' },
  }
  expect(await find({ forced, chosen: () => chosen, password: () => 'secret' })).toEqual({
    ...forced,
    hostedHere: false,
  })
})
