import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redact } from './redact'

const HOME = '/home/john'

describe('what is taken out of a text', () => {
  it.each([
    ['mqtt://john:s3cret@lab.example:1883 refused', 'mqtt://…@lab.example:1883 refused'],
    ['at mqtts://john:p@ss/w:rd@lab.example', 'at mqtts://…@lab.example'],
    ['given john:s3cret@lab.example', 'given …@lab.example'],
    ['password=s3cret', 'password=…'],
    ['{"user":"john","password":"s3\\"cret","x":1}', '{"user":"john","password":…'],
    ['Passphrase: correct horse battery staple\nnext', 'Passphrase: …\nnext'],
    ['ws://lab.example/mqtt?token=abcdef&x=1', 'ws://lab.example/mqtt?token=…'],
    ['keyPassphrase = horse', 'keyPassphrase = …'],
    [`Unexpected token 'H', "Hello John" is not valid JSON`, `Unexpected token 'H', … is not valid JSON`],
    ['/home/john/.config/porchlight and /home/johnny/x', '~/.config/porchlight and /home/…/x'],
    ['C:\\Users\\Yoko Smith\\x', 'C:\\Users\\… Smith\\x'],
  ])('%j', (text, left) => {
    expect(redact(text, HOME)).toBe(left)
  })

  it('knows a home folder of Windows however it is written', () => {
    const home = 'C:\\Users\\Yoko Smith'
    for (const text of [
      'in C:\\Users\\Yoko Smith\\AppData',
      'in c:\\users\\yoko smith\\AppData',
      'in C:/Users/Yoko Smith/AppData',
      'in file:///C:/Users/Yoko%20Smith/AppData',
    ]) {
      expect(redact(text, home)).toMatch(/~[\\/]AppData$/)
      expect(redact(text, home)).not.toMatch(/yoko|smith/i)
    }
  })

  it('is a key, whole or broken off', () => {
    const lines = Array.from({ length: 5 }, (_, n) => `${n}`.repeat(64))
    const whole = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----'].join('\n')
    expect(redact(`key ${whole} end`, HOME)).toBe('key -----BEGIN PRIVATE KEY----- … end')
    expect(redact(whole.slice(0, 150), HOME)).toBe('-----BEGIN PRIVATE KEY----- …')
    expect(redact(whole.slice(28, 150), HOME)).not.toMatch(/0{10}|1{10}/)
    expect(redact(JSON.stringify(whole), HOME)).not.toMatch(/0{10}|1{10}/)
  })

  it('leaves what says something', () => {
    const text =
      'connect ECONNREFUSED 127.0.0.1:1883 at f (/opt/Porchlight/resources/app.asar/out/main/index.cjs:1:2)'
    expect(redact(text, HOME)).toBe(text)
    expect(redact('wrong password', HOME)).toBe('wrong password')
    expect(redact('/x', '/')).toBe('/x')
  })
})

// Letters that the rules care about are among them.
const secret = fc
  .string({
    unit: fc.constantFrom(...'abcXYZ019@:/?#&=+"\'\\{}[]()<>%$|;,.ä€😀'),
    minLength: 6,
    maxLength: 30,
  })
  .map((text) => `Q${text}Q`)

describe('a secret of any characters', () => {
  it('is in no address', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('mqtt', 'mqtts', 'ws', 'wss'), (password, scheme) => {
        const text = `cannot reach ${scheme}://john:${password}@lab.example:1883 now`
        expect(redact(text, HOME)).toBe(`cannot reach ${scheme}://…@lab.example:1883 now`)
      }),
    )
  })

  it('does not stand behind a word for it', () => {
    const word = fc.constantFrom(
      'password',
      'Password',
      'passphrase',
      'keyPassphrase',
      'api_key',
      'token',
      'secret',
    )
    const sign = fc.constantFrom('=', ':', ' = ', ': ', '": "', "'=")
    fc.assert(
      fc.property(secret, word, sign, fc.string({ maxLength: 20 }), (value, name, is, before) => {
        expect(redact(`${before} ${name}${is}${value} and ${value}`, HOME)).not.toContain(value)
      }),
    )
  })

  // Held by the patience of the test alone: what is not linear takes minutes.
  it('never makes it fail or last long, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        expect(typeof redact(text, HOME)).toBe('string')
      }),
    )
    for (const piece of [
      'a://',
      'password',
      '-----BEGIN A-----',
      'Unexpected token x, ',
      '/home/',
      'a:@',
      'A',
      '  ',
    ]) {
      redact(piece.repeat(20_000), HOME)
    }
  })

  it('is what it was when it is taken out twice', () => {
    fc.assert(
      fc.property(secret, (value) => {
        const once = redact(`mqtt://john:${value}@lab.example password=${value}`, HOME)
        expect(redact(once, HOME)).toBe(once)
      }),
    )
  })
})
