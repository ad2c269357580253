import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Profile } from './profile'
import { readProfile, readSavedMessage, readSecrets, writeProfile } from './stored'
import { CERTIFICATE } from './testing'

const small = { id: 'home', name: 'Home', addresses: ['mqtt://broker.example:1883'] }
const full = {
  ...small,
  addresses: ['mqtts://a.example:8883', 'wss://b.example:443/mqtt?x=y', 'mqtt://[::1]:1884'],
  version: '5',
  clientId: 'me',
  keepAlive: 60,
  sessionExpiry: 0,
  username: 'anna',
  tls: { ca: CERTIFICATE, certificate: CERTIFICATE, serverName: 'a.example', alpn: ['mqtt'] },
}

describe('a profile in a file', () => {
  it('says its addresses as a person would', () => {
    const profile = readProfile(full)
    expect(profile?.addresses[1]).toEqual({ scheme: 'wss', host: 'b.example', port: 443, path: '/mqtt?x=y' })
    expect(JSON.parse(JSON.stringify(writeProfile(profile as Profile)))).toEqual(full)
  })

  it('written by hand needs an id, a name and an address', () => {
    expect(readProfile(small)).toEqual({
      id: 'home',
      name: 'Home',
      addresses: [{ scheme: 'mqtt', host: 'broker.example', port: 1883 }],
      version: 'auto',
      keepAlive: 30,
      sessionExpiry: 604_800,
      tls: {},
    })
  })

  it('loses everything that is unknown, secrets before all', () => {
    const more = {
      ...small,
      password: 'geheim',
      key: 'geheim',
      tls: { key: 'geheim', rejectUnauthorized: false },
    }
    expect(readProfile(more)).toEqual(readProfile(small))
    expect(JSON.stringify(writeProfile({ ...readProfile(small), ...more } as never))).not.toMatch(
      /geheim|reject/,
    )
  })

  it.each<[string, object]>([
    ['no id', { id: undefined }],
    ['the id of this computer', { id: 'this-computer' }],
    ['an id that every object has', { id: 'constructor' }],
    ['an id that is a prototype', { id: '__proto__' }],
    ['an id that is a path', { id: '../home' }],
    ['an id without end', { id: 'x'.repeat(65) }],
    ['a name that is a number', { name: 5 }],
    ['no name', { name: ' ' }],
    ['no addresses', { addresses: [] }],
    ['one address that is no list', { addresses: 'mqtt://host' }],
    ['a password in an address', { addresses: ['mqtt://anna:geheim@host'] }],
    ['a host with a space', { addresses: ['mqtt://my host'] }],
    ['a port out of range', { addresses: ['mqtt://host:70000'] }],
    ['another version', { version: '6' }],
    ['a keep-alive in words', { keepAlive: '30' }],
    ['a keep-alive out of range', { keepAlive: 0 }],
    ['a CA that is a picture', { tls: { ca: '\ufffdPNG' } }],
    ['TLS that is a list', { tls: { alpn: 'mqtt' } }],
    ['a fingerprint that is too short', { tls: { pinned: 'AB' } }],
  ])('is refused with %s', (_name, change) => {
    expect(readProfile({ ...small, ...change })).toBeUndefined()
  })

  it('can be anything: it is read or refused, never thrown about', () => {
    fc.assert(
      fc.property(
        fc.anything(),
        fc.constantFrom('id', 'name', 'addresses', 'tls', 'keepAlive'),
        (value, field) => {
          expect(readProfile(value)).toBeUndefined()
          readProfile({ ...small, [field]: value })
        },
      ),
    )
  })
})

describe('secrets after they were decrypted', () => {
  it('are what is known and not empty', () => {
    expect(readSecrets({ password: 'a', keyPassphrase: 'b' })).toEqual({ password: 'a', keyPassphrase: 'b' })
  })

  it.each([{}, [], null, 'password', 5, { password: '' }, { password: 5 }, { password: 'a', more: 1 }])(
    'are not %j',
    (value) => {
      expect(readSecrets(value)).toBeUndefined()
    },
  )
})

describe('a saved message', () => {
  const message = { id: 'a', name: 'On', topic: 'led', payload: '', qos: 1, retain: false }
  it('is read without what is unknown', () => {
    expect(readSavedMessage({ ...message, name: ' On ', more: 1 })).toEqual(message)
    expect(readSavedMessage({ ...message, payload: 'x'.repeat(10_000) })).toBeDefined()
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', []],
    ['no id', { ...message, id: '' }],
    ['an empty name', { ...message, name: ' ' }],
    ['a name without end', { ...message, name: 'x'.repeat(81) }],
    ['a filter for a topic', { ...message, topic: '#' }],
    ['a payload without end', { ...message, payload: 'x'.repeat(10_001) }],
    ['a QoS of 3', { ...message, qos: 3 }],
    ['retain in words', { ...message, retain: 'no' }],
  ])('is refused: %s', (_name, value) => {
    expect(readSavedMessage(value)).toBeUndefined()
  })
})
