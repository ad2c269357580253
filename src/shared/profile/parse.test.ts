import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { ProfileForm } from './form'
import { parseProfile } from './parse'
import { readProfile, writeProfile } from './stored'
import { CERTIFICATE, FORM, KEY } from './testing'

vi.setConfig({ testTimeout: 60_000 })

const parse = (change: Partial<ProfileForm>): ReturnType<typeof parseProfile> =>
  parseProfile({ ...FORM, ...change })
const read = (change: Partial<ProfileForm>): unknown => {
  const parsed = parse(change)
  return parsed.ok ? parsed.value : parsed.error
}
const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')

describe('a form that is right', () => {
  it('needs a name and an address; what is left empty is not there', () => {
    expect(parse({})).toEqual({
      ok: true,
      value: {
        name: 'Home',
        addresses: [{ scheme: 'mqtt', host: 'broker.example', port: 1883 }],
        version: 'auto',
        keepAlive: 30,
        sessionExpiry: 604_800,
        tls: {},
      },
    })
  })

  it('has everything, in normal form, and none of the secrets', () => {
    const parsed = parse({
      name: '  My \n broker ',
      version: '5',
      clientId: ' me ',
      keepAlive: 5,
      sessionExpiry: 4_294_967_295,
      username: ' anna ',
      ca: CERTIFICATE.replaceAll('\n', '\r\n'),
      certificate: KEY + CERTIFICATE,
      serverName: ' Broker.Example ',
      alpn: 'mqtt, h2',
      pinned: 'ab'.repeat(32),
      password: 'geheim',
      key: KEY,
      keyPassphrase: 'sehr geheim',
    })
    expect(parsed).toEqual({
      ok: true,
      value: {
        name: 'My broker',
        addresses: [{ scheme: 'mqtt', host: 'broker.example', port: 1883 }],
        version: '5',
        clientId: 'me',
        keepAlive: 5,
        sessionExpiry: 4_294_967_295,
        username: 'anna',
        tls: {
          ca: CERTIFICATE,
          certificate: CERTIFICATE,
          serverName: 'broker.example',
          alpn: ['mqtt', 'h2'],
          pinned: fingerprint,
        },
      },
    })
    expect(JSON.stringify(parsed)).not.toMatch(/geheim|PRIVATE/)
  })

  it.each<[string, Partial<ProfileForm>]>([
    ['the longest name, in characters that are two each', { name: '😀'.repeat(80) }],
    ['the longest client id', { clientId: 'x'.repeat(200) }],
    ['the least keep-alive', { keepAlive: 5 }],
    ['the largest keep-alive', { keepAlive: 65_535 }],
    ['no session expiry', { sessionExpiry: 0 }],
    ['a user without a password', { username: 'anna' }],
    ['a password that is forgotten with its user', { password: '' }],
    ['the longest password', { username: 'anna', password: '☂'.repeat(1_000) }],
    ['a certificate whose key is kept', { id: 'home', certificate: CERTIFICATE }],
    ['a key that is forgotten with its certificate', { id: 'home', key: '' }],
  ])('%s', (_name, change) => {
    expect(parse(change).ok).toBe(true)
  })
})

describe('what is wrong is told with its field', () => {
  it.each<[Partial<ProfileForm>, string, string]>([
    [{ name: '' }, 'name', 'empty'],
    [{ name: ' \n\u202e ' }, 'name', 'empty'],
    [{ name: '\u200b' }, 'name', 'empty'],
    [{ name: 'x'.repeat(81) }, 'name', 'too-long'],
    [{ addresses: [] }, 'addresses', 'none'],
    [{ clientId: 'x'.repeat(201) }, 'clientId', 'too-long'],
    [{ clientId: 'a\u0000b' }, 'clientId', 'forbidden-character'],
    [{ clientId: 'a\tb' }, 'clientId', 'forbidden-character'],
    [{ clientId: 'a\ud800' }, 'clientId', 'forbidden-character'],
    [{ keepAlive: 4 }, 'keepAlive', 'range'],
    [{ keepAlive: 65_536 }, 'keepAlive', 'range'],
    [{ keepAlive: 30.5 }, 'keepAlive', 'range'],
    [{ keepAlive: NaN }, 'keepAlive', 'range'],
    [{ sessionExpiry: -1 }, 'sessionExpiry', 'range'],
    [{ sessionExpiry: 4_294_967_296 }, 'sessionExpiry', 'range'],
    [{ sessionExpiry: Infinity }, 'sessionExpiry', 'range'],
    [{ username: 'x'.repeat(1_001) }, 'username', 'too-long'],
    [{ password: 'geheim' }, 'username', 'missing'],
    [{ username: ' ', password: 'geheim' }, 'username', 'missing'],
    [{ username: 'a', password: 'x'.repeat(1_001) }, 'password', 'too-long'],
    [{ ca: 'a picture' }, 'ca', 'not-pem'],
    [{ ca: CERTIFICATE.repeat(2_000) }, 'ca', 'too-long'],
    [{ certificate: KEY }, 'certificate', 'not-pem'],
    [{ certificate: CERTIFICATE }, 'key', 'missing'],
    [{ id: 'home', certificate: CERTIFICATE, key: '' }, 'key', 'missing'],
    [{ key: KEY }, 'key', 'without-certificate'],
    [{ certificate: CERTIFICATE, key: 'a key' }, 'key', 'not-pem'],
    [{ certificate: CERTIFICATE, key: KEY.repeat(5_000) }, 'key', 'too-long'],
    [{ keyPassphrase: 'x'.repeat(1_001) }, 'keyPassphrase', 'too-long'],
    [{ serverName: '10.0.0.1' }, 'serverName', 'form'],
    [{ alpn: 'é' }, 'alpn', 'form'],
    [{ alpn: ',' }, 'alpn', 'form'],
    [{ pinned: 'AB:CD' }, 'pinned', 'form'],
  ])('%j', (change, field, problem) => {
    expect(read(change)).toEqual({ field, problem })
  })

  it('from the top of the form', () => {
    expect(read({ name: '', addresses: [], keepAlive: 0 })).toMatchObject({ field: 'name' })
    expect(read({ keepAlive: 0, pinned: 'x', password: 'x' })).toMatchObject({ field: 'keepAlive' })
  })
})

it('a user name that was pasted loses what cannot be sent', () => {
  expect(read({ username: 'an\u0000na\r\n\ud800' })).toMatchObject({ username: 'anna\ufffd' })
})

it('never throws, and what is accepted is the same after it was kept and read', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'x', '☂'.repeat(90), CERTIFICATE, KEY, fingerprint, 'mqtt, h2', ',', '\u202e'),
  )
  const usual = <T>(value: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: other })
  const address = fc.oneof(
    fc.webUrl({ withQueryParameters: true }).map((url) => url.replace(/^http/, 'ws')),
    fc.domain().map((host) => `mqtts://${host}:8884`),
    fc.ipV6().map((host) => `mqtt://[${host}]`),
  )
  let accepted = 0
  fc.assert(
    fc.property(
      fc.record({
        name: usual('Home', text),
        addresses: fc.oneof(
          { weight: 4, arbitrary: fc.array(address, { maxLength: 3, minLength: 1 }) },
          { weight: 1, arbitrary: fc.array(text) },
        ),
        version: fc.constantFrom('auto', '3.1.1', '5'),
        clientId: usual('', text),
        keepAlive: usual(30, fc.oneof(fc.integer(), fc.double())),
        sessionExpiry: usual(0, fc.oneof(fc.nat(), fc.double({ min: 1 }))),
        username: usual('anna', text),
        ca: usual('', text),
        certificate: usual('', text),
        serverName: usual('', fc.oneof(text, fc.domain())),
        alpn: usual('', text),
        pinned: usual('', text),
      }),
      fc.record(
        { id: fc.constant('home'), password: text, key: text, keyPassphrase: text },
        { requiredKeys: [] },
      ),
      (form, secret) => {
        const parsed = parseProfile({ ...form, ...secret })
        if (!parsed.ok) return
        accepted++
        const profile = { id: 'home', ...parsed.value }
        const kept: unknown = JSON.parse(JSON.stringify(writeProfile(profile)))
        expect(readProfile(kept)).toEqual(profile)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(accepted).toBeGreaterThan(50)
})
