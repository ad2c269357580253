import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { formatAddress, parseBroker } from './address'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('a broker that can be used', () => {
  it.each([
    ['localhost', 'mqtt://localhost:1883'],
    ['  localhost  ', 'mqtt://localhost:1883'],
    ['localhost:1884', 'mqtt://localhost:1884'],
    ['MQTT://LocalHost', 'mqtt://localhost:1883'],
    ['mqtt://localhost/', 'mqtt://localhost:1883'],
    ['mqtts://broker.example', 'mqtts://broker.example:8883'],
    ['ws://broker.example', 'ws://broker.example:80'],
    ['wss://broker.example/mqtt', 'wss://broker.example:443/mqtt'],
    ['wss://broker.example:8084/mqtt?a=b', 'wss://broker.example:8084/mqtt?a=b'],
    ['192.168.1.20', 'mqtt://192.168.1.20:1883'],
    ['[::1]', 'mqtt://[::1]:1883'],
    ['mqtt://[2001:DB8::0:1]:1884', 'mqtt://[2001:db8::1]:1884'],
    ['[fe80::80]', 'mqtt://[fe80::80]:1883'],
    ['bücher.example', 'mqtt://xn--bcher-kva.example:1883'],
    ['my_nas', 'mqtt://my_nas:1883'],
    ['host:1', 'mqtt://host:1'],
    ['host:65535', 'mqtt://host:65535'],
    ['host:01883', 'mqtt://host:1883'],
    ['host:', 'mqtt://host:1883'],
  ])('%j is %s', (text, url) => {
    const parsed = parseBroker(text)
    expect(parsed.ok && formatAddress(parsed.value.address)).toBe(url)
  })

  // Port 80 is what http leaves out, so it is the one that gets lost easily.
  it.each([
    ['mqtt://host:80', 80],
    ['mqtts://host:080/', 80],
    ['mqtt://[::1]:80', 80],
    ['mqtt://u:p@host:80', 80],
    ['wss://host:80/mqtt', 80],
    ['wss://host/room:80', 443],
    ['wss://host/?to=other:80', 443],
    ['mqtt://user:80@host', 1883],
    ['mqtt://host80', 1883],
  ])('%s has port %i', (text, port) => {
    const parsed = parseBroker(text)
    expect(parsed.ok && parsed.value.address.port).toBe(port)
  })

  it('keeps the path only where a WebSocket has one', () => {
    expect(parseBroker('mqtt://host')).toEqual({
      ok: true,
      value: { address: { scheme: 'mqtt', host: 'host', port: 1883 } },
    })
    expect(parseBroker('ws://host')).toEqual({
      ok: true,
      value: { address: { scheme: 'ws', host: 'host', port: 80, path: '/' } },
    })
  })
})

describe('a broker that cannot be used', () => {
  it.each([
    ['', 'empty'],
    [' \t\n', 'empty'],
    ['my broker', 'not-a-url'],
    ['host\n:1883', 'not-a-url'],
    ['mqtt://host :1883', 'not-a-url'],
    ['h'.repeat(2_049), 'not-a-url'],
    ['http://host', 'scheme'],
    ['tcp://host:1883', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['javascript://x', 'scheme'],
    ['constructor://host', 'scheme'],
    ['mqtt://', 'host'],
    ['mqtt://:1883', 'host'],
    ['mqtt://user:pw@', 'host'],
    ['[::1', 'host'],
    ['::1', 'host'],
    ['mqtt://[fe80::1%25eth0]', 'host'],
    ['ho<st', 'host'],
    ['ho<st:1883', 'host'],
    ['mqtt://user:12345@ho<st', 'host'],
    ['999.999.999.999', 'host'],
    ['host\u0000', 'not-a-url'],
    ['\u0001host', 'not-a-url'],
    ['host:0', 'port'],
    ['host:65536', 'port'],
    ['[::1]:65536', 'port'],
    ['host:99999999999999999999', 'port'],
    ['host:abc', 'port'],
    ['host:-1', 'port'],
    ['host:1883abc', 'port'],
    ['host:1883:1884', 'port'],
    ['host:18.83', 'port'],
    ['mqtt://user:pw@host:abc', 'port'],
    ['mqtt://host/path', 'extra'],
    ['mqtt://host?x=1', 'extra'],
    ['mqtt://host#x', 'extra'],
    ['host\\path', 'extra'],
    ['wss://host/mqtt#x', 'extra'],
    ['mqtt://user:%zz@host', 'not-a-url'],
    ['mqtt://user:%ff@host', 'not-a-url'],
  ])('%.40j: %s', (text, problem) => {
    expect(parseBroker(text)).toEqual({ ok: false, error: problem })
  })

  it('never throws, and what it takes has a port and a host', () => {
    const looksLikeUrl = fc
      .tuple(
        fc.constantFrom('', 'mqtt://', 'mqtts://', 'ws://', 'wss://', 'x://', '://', 'mqtt:/'),
        fc.string({ unit: fc.constantFrom(...'ab1:@/[]%.?#\\-é<\u0000') }),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(looksLikeUrl, fc.string({ unit: 'binary' })), (text) => {
        const parsed = parseBroker(text)
        if (!parsed.ok) return
        const { host, port } = parsed.value.address
        expect(host).not.toBe('')
        expect(port).toBeGreaterThanOrEqual(1)
        expect(port).toBeLessThanOrEqual(65_535)
        // What is kept in the settings is read back the same.
        const again = parseBroker(formatAddress(parsed.value.address))
        expect(again).toEqual({ ok: true, value: { address: parsed.value.address } })
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('credentials', () => {
  it.each([
    ['mqtt://anna:secret@host', 'anna', 'secret'],
    ['anna:secret@host:1884', 'anna', 'secret'],
    ['mqtt://anna@host', 'anna', ''],
    ['mqtt://:secret@host', '', 'secret'],
    ['mqtt://an%40na:a%3Ab%2Fc%20d@host', 'an@na', 'a:b/c d'],
    ['mqtt://anna:p@ss:word@host', 'anna', 'p@ss:word'],
    ['wss://jürgen:größe@host/mqtt', 'jürgen', 'größe'],
  ])('are read from %s', (text, username, password) => {
    const parsed = parseBroker(text)
    expect(parsed.ok && parsed.value.credentials).toEqual({ username, password })
  })

  it('are none in a URL with an empty user part', () => {
    expect(parseBroker('mqtt://@host')).toEqual({
      ok: true,
      value: { address: { scheme: 'mqtt', host: 'host', port: 1883 } },
    })
  })

  it('are never in what is shown or logged', () => {
    const secret = fc.stringMatching(/^SECRET[a-z0-9@:%!*]{0,20}$/)
    fc.assert(
      fc.property(fc.constantFrom('mqtt', 'mqtts', 'ws', 'wss'), secret, secret, (scheme, user, password) => {
        const url = `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@host.example:1884`
        const parsed = parseBroker(url)
        expect(parsed.ok && parsed.value.credentials).toEqual({ username: user, password })
        expect(parsed.ok && formatAddress(parsed.value.address)).toBe(`${scheme}://host.example:1884`)
      }),
    )
  })
})
