import { beforeEach, describe, expect, it } from 'vitest'
import { RoomKeys, roomSecretsId } from './room-keys'
import { Secrets, type KeptSecrets } from './secrets'

let kept: Map<string, string>
let keyring: boolean

/** As the next start finds it. */
function secretsOf(): Secrets {
  const store: KeptSecrets = {
    ids: () => [...kept.keys()],
    read: (id) => kept.get(id),
    write: (id, encrypted) => void (encrypted === undefined ? kept.delete(id) : kept.set(id, encrypted)),
    answer: () => undefined,
    setAnswer: () => undefined,
  }
  const turned = (bytes: Buffer): Buffer => Buffer.from(bytes).reverse()
  const safe = {
    isEncryptionAvailable: () => keyring,
    setUsePlainTextEncryption: () => undefined,
    encryptString: (text: string) => turned(Buffer.from(text)),
    decryptString: (bytes: Buffer) => turned(bytes).toString(),
  }
  return new Secrets(safe, store)
}

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index)
beforeEach(() => {
  kept = new Map()
  keyring = true
})

it('a room stands beside profiles under a name that does not tell its topic', () => {
  expect(roomSecretsId('ship/galley')).toMatch(/^room-[0-9a-f]{32}$/)
  expect(roomSecretsId('chat')).toBe('room-31e06f7d89feb99a0e6c0affe198748c')
  expect(roomSecretsId('Chat')).not.toBe(roomSecretsId('chat'))
})

describe('where the platform encrypts', () => {
  it('a key is there for the next start, for its room alone', () => {
    new RoomKeys(secretsOf()).put('ship', KEY)
    const next = new RoomKeys(secretsOf())
    expect(next.get('ship')).toEqual(KEY)
    expect(next.isKept('ship')).toBe(true)
    expect(next.get('shi')).toBeUndefined()
    expect(next.isKept('shi')).toBe(false)
    expect([...kept.values()].join()).not.toContain(Buffer.from(KEY).toString('base64'))
  })

  it('another key takes the place of the first, and none is left when it is forgotten', () => {
    const keys = new RoomKeys(secretsOf())
    keys.put('ship', KEY)
    keys.put('ship', KEY.toReversed())
    keys.put('quay', KEY)
    expect(keys.get('ship')).toEqual(KEY.toReversed())
    keys.forget('ship')
    expect(keys.get('ship')).toBeUndefined()
    expect([...kept.keys()]).toEqual([roomSecretsId('quay')])
  })

  it('the secrets of profiles are left alone', () => {
    const secrets = secretsOf()
    secrets.change('home', { key: 'PEM' })
    const keys = new RoomKeys(secrets)
    keys.put('home', KEY)
    keys.forget('home')
    expect(secrets.get('home')).toEqual({ key: 'PEM' })
  })

  it.each(['', 'AAAA', 'no base64 at all', `${'A'.repeat(44)}`])('%j is no key', (key) => {
    const secrets = secretsOf()
    secrets.change(roomSecretsId('ship'), { key })
    expect(new RoomKeys(secrets).get('ship')).toBeUndefined()
  })
})

it('where it does not, a key is known for this run, and that can be told', () => {
  keyring = false
  const keys = new RoomKeys(secretsOf())
  keys.put('ship', KEY)
  expect(keys.get('ship')).toEqual(KEY)
  expect(keys.isKept('ship')).toBe(false)
  expect(kept.size).toBe(0)
  expect(new RoomKeys(secretsOf()).get('ship')).toBeUndefined()
  keys.forget('ship')
  expect(keys.get('ship')).toBeUndefined()
})
