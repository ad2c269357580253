import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAlpn, parseFingerprint, parseServerName } from './tls'

describe('a server name', () => {
  it.each([
    ['broker.example', 'broker.example'],
    ['Broker.Example', 'broker.example'],
    ['localhost', 'localhost'],
    ['my_nas', 'my_nas'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['1and1.com', '1and1.com'],
    ['4.3.2.1.in-addr.arpa', '4.3.2.1.in-addr.arpa'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('%j is %s', (text, name) => {
    expect(parseServerName(text)).toBe(name)
  })

  it.each([
    '',
    ' ',
    '192.168.1.20',
    '1.2',
    '7',
    '0x7f.1',
    '[::1]',
    '::1',
    'fe80::1',
    'broker.example.',
    '.example',
    'a..b',
    '-a.example',
    'a-.example',
    'a b',
    'a/b',
    'a:1883',
    'user@host',
    '*.example',
    'a%2eb',
    'a\u0000b',
    'xn--a.\ud800',
    `${'a'.repeat(64)}.example`,
    `${'a.'.repeat(127)}`,
    Array.from({ length: 130 }, () => 'a').join('.'),
  ])('%j is none', (text) => {
    expect(parseServerName(text)).toBeUndefined()
  })

  it('stays as it is once it was read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.domain(), fc.webAuthority()), (text) => {
        const name = parseServerName(text)
        if (name !== undefined) expect(parseServerName(name)).toBe(name)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the protocols offered', () => {
  it.each([
    ['mqtt', ['mqtt']],
    [' mqtt , x-amzn-mqtt-ca ', ['mqtt', 'x-amzn-mqtt-ca']],
    ['mqtt,,mqtt,', ['mqtt']],
    ['', []],
    ['x'.repeat(255), ['x'.repeat(255)]],
    ['1,2,3,4,5,6,7,8', ['1', '2', '3', '4', '5', '6', '7', '8']],
  ])('%j', (text, names) => {
    expect(parseAlpn(text)).toEqual(names)
  })

  it.each(['é', 'x'.repeat(256), 'a\u0000', '1,2,3,4,5,6,7,8,9'])('not %j', (text) => {
    expect(parseAlpn(text)).toBeUndefined()
  })
})

describe('a fingerprint', () => {
  const normal = Array.from({ length: 32 }, () => 'AB').join(':')
  it.each([
    'ab'.repeat(32),
    normal,
    normal.toLowerCase(),
    normal.replaceAll(':', ' '),
    normal.replaceAll(':', '-'),
    'ABAB '.repeat(16),
    `${'AB'.repeat(16)}\n${'AB'.repeat(16)}`,
  ])('%j', (text) => {
    expect(parseFingerprint(text)).toBe(normal)
  })

  it.each(['', 'AB', 'ab'.repeat(20), 'ab'.repeat(31), 'ab'.repeat(33), 'xy'.repeat(32), `${normal}:0`])(
    'not %j',
    (text) => {
      expect(parseFingerprint(text)).toBeUndefined()
    },
  )
})
