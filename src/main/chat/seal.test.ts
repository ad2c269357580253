import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_SENT_PAYLOAD, decodeText, encodeText } from '@shared/mqtt/message'
import { KEY_LENGTH, createSeal, deriveKey, isSealed, type Seal } from './seal'

interface Vector {
  readonly passphrase: string
  readonly room: string
  readonly topic: string
  readonly key: string
  readonly nonce: string
  readonly plaintext: string
  readonly payload: string
}
const vectors = JSON.parse(
  readFileSync(new URL('./testing/private-room-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[]

const KEY = new Uint8Array(KEY_LENGTH).fill(7)
const seal = createSeal(KEY)
const opened = (by: Seal, topic: string, payload: Uint8Array, retained = false): string | undefined => {
  const plain = by.open(topic, payload, retained)
  return plain && decodeText(plain)
}
const boxOf = (payload: Uint8Array): string => (JSON.parse(decodeText(payload)!) as { box: string }).box
const wrap = (box: string): Uint8Array => encodeText(JSON.stringify({ porchlight: 1, box }))
const hello = encodeText('hello')

const bytes = fc.uint8Array({ maxLength: 300 })
const topic = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'))

describe('what is published', { timeout: 60_000 }, () => {
  it.each(vectors)('$topic: is what docs/PRIVATE-ROOMS.md says, byte by byte', async (vector) => {
    const key = await deriveKey(vector.passphrase, vector.room)
    expect(Buffer.from(key).toString('hex')).toBe(vector.key)
    const fixed = createSeal(key, () => Buffer.from(vector.nonce, 'hex'))
    expect(decodeText(fixed.seal(vector.topic, encodeText(vector.plaintext)))).toBe(vector.payload)
    expect(opened(fixed, vector.topic, encodeText(vector.payload))).toBe(vector.plaintext)
  })

  it('the documentation shows the same vectors', () => {
    const page = readFileSync(new URL('../../../docs/PRIVATE-ROOMS.md', import.meta.url), 'utf8')
    for (const { key, payload } of vectors) {
      expect(page).toContain(key)
      expect(page).toContain(payload)
    }
  })

  it('opens again, on the topic and with the key it was sealed for', () => {
    fc.assert(
      fc.property(topic, bytes, (name, payload) => {
        expect(createSeal(KEY).open(name, seal.seal(name, payload), false)).toEqual(payload)
      }),
    )
  })

  it('differs every time, and says little about how long the text is', () => {
    const yes = seal.seal('chat', encodeText('yes'))
    expect(seal.seal('chat', encodeText('yes'))).not.toEqual(yes)
    const lengths = Array.from(
      { length: 64 },
      (_, length) => seal.seal('chat', new Uint8Array(length)).length,
    )
    expect(new Set(lengths)).toEqual(new Set([yes.length]))
    expect(seal.seal('chat', new Uint8Array(64)).length).toBeGreaterThan(yes.length)
  })

  it('has nothing of the text or the topic in it', () => {
    const payload = decodeText(seal.seal('secret-room', encodeText('{"user":"Anna","message":"soup"}')))
    expect(payload).toMatch(/^\{"porchlight":1,"box":"[A-Za-z0-9+/]{123}="\}$/)
    expect(Buffer.from(boxOf(encodeText(payload!)), 'base64').toString('latin1')).not.toMatch(
      /Anna|soup|secret/,
    )
  })
})

describe('what does not open', () => {
  it('another topic, be it a part or another client of the same room', () => {
    const places = ['a', 'a/turn', 'a/rules', 'a/presence/x', 'a/presence/y', 'a/typing/x', 'b', 'A', 'a/']
    for (const from of places) {
      for (const to of places.filter((place) => place !== from)) {
        expect(seal.open(to, seal.seal(from, hello), true)).toBeUndefined()
      }
    }
  })

  it('another key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: KEY_LENGTH, maxLength: KEY_LENGTH }), bytes, (key, payload) => {
        fc.pre(Buffer.compare(key, KEY) !== 0)
        expect(createSeal(key).open('chat', seal.seal('chat', payload), false)).toBeUndefined()
      }),
    )
  })

  it('any bit that is another one', () => {
    const sealed = seal.seal('chat', hello)
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(seal.open('chat', changed, true), `bit ${bit}`).toBeUndefined()
    }
    expect(opened(seal, 'chat', sealed)).toBe('hello')
  })

  it('garbage, and what only looks like a box', () => {
    const box = boxOf(seal.seal('chat', hello))
    const fakes = [
      '',
      'null',
      '7',
      '[]',
      '{}',
      '[1,2]',
      `{"porchlight":2,"box":"${box}"}`,
      `{"porchlight":"1","box":"${box}"}`,
      `{"porchlight":1,"box":"${box}","more":1}`,
      `{"porchlight":1,"box":["${box}"]}`,
      '{"porchlight":1,"box":""}',
      `{"porchlight":1,"box":"${box}"`,
      `{"porchlight":1,"box":"${box}\\n"}`,
      `{"porchlight":1,"box":" ${box}"}`,
      `{"porchlight":1,"box":"${box.slice(4)}"}`,
      `{"porchlight":1,"box":"${box.replaceAll('+', '-')}=="}`,
      `\ufeff{"porchlight":1,"box":"${box}x"}`,
    ]
    for (const fake of fakes) {
      expect(seal.open('chat', encodeText(fake), true), fake).toBeUndefined()
      expect(isSealed(encodeText(fake)), fake).toBe(false)
    }
    fc.assert(
      fc.property(fc.oneof(bytes, fc.json().map(encodeText), fc.base64String().map(wrap)), (payload) => {
        expect(seal.open('chat', payload, true)).toBeUndefined()
      }),
    )
  })

  it('more than is ever sent', () => {
    const box = boxOf(seal.seal('chat', hello))
    const long = (spaces: number): Uint8Array =>
      encodeText(`{"porchlight":1,"box":"${box}"${' '.repeat(spaces)}}`)
    const room = MAX_SENT_PAYLOAD - long(0).length
    expect(opened(createSeal(KEY), 'chat', long(room))).toBe('hello')
    expect(createSeal(KEY).open('chat', long(room + 1), true)).toBeUndefined()
  })

  it.each([
    ['nothing', 0],
    ['zeros alone', 64],
  ])('%s where the text should be', async (_name, length) => {
    const key = await crypto.subtle.importKey('raw', KEY, 'AES-GCM', false, ['encrypt'])
    const nonce = new Uint8Array(12)
    const additionalData = encodeText('porchlight room box 1\0chat')
    const data = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData },
      key,
      new Uint8Array(length),
    )
    const box = Buffer.concat([nonce, new Uint8Array(data)]).toString('base64')
    expect(seal.open('chat', wrap(box), false)).toBeUndefined()
  })
})

describe('a recording', () => {
  it('is refused, but not where the broker hands out what it keeps', () => {
    const own = createSeal(KEY)
    const sealed = own.seal('a/rules', hello)
    expect(opened(own, 'a/rules', sealed, true)).toBe('hello')
    expect(opened(own, 'a/rules', sealed, true)).toBe('hello')
    expect(own.open('a/rules', sealed, false)).toBeUndefined()
    expect(opened(createSeal(KEY), 'a/rules', sealed)).toBe('hello')
  })

  it('is refused however its envelope is written', () => {
    const own = createSeal(KEY)
    const sealed = own.seal('a', hello)
    expect(opened(own, 'a', sealed)).toBe('hello')
    expect(own.open('a', encodeText(`{ "box": "${boxOf(sealed)}", "porchlight": 1 }`), false)).toBeUndefined()
  })

  it('is not confused with what could not be opened', () => {
    const own = createSeal(KEY)
    const sealed = own.seal('a', hello)
    expect(own.open('b', sealed, false)).toBeUndefined()
    expect(opened(own, 'a', sealed)).toBe('hello')
  })

  it('is known among the last 20,000', () => {
    const own = createSeal(KEY)
    const first = own.seal('a', hello)
    const second = own.seal('a', hello)
    for (const sealed of [first, second]) expect(opened(own, 'a', sealed)).toBe('hello')
    for (let more = 0; more < 19_999; more++) own.open('a', own.seal('a', hello), false)
    expect(own.open('a', second, false)).toBeUndefined()
    expect(opened(own, 'a', first)).toBe('hello')
  }, 60_000)
})

// Each key takes 64 MB and, where other tests run beside it, more than a second.
describe('a key', { timeout: 60_000 }, () => {
  it('is another one for another passphrase or room, and the same for letters that look the same', async () => {
    const hex = async (passphrase: string, room: string): Promise<string> =>
      Buffer.from(await deriveKey(passphrase, room)).toString('hex')
    const composed = await hex('caf\u00e9 au lait', 'chat')
    expect(composed).toMatch(/^[0-9a-f]{64}$/)
    expect(await hex('cafe\u0301 au lait', 'chat')).toBe(composed)
    expect(await hex('caf\u00e9 au lait', 'chat2')).not.toBe(composed)
    expect(await hex('Caf\u00e9 au lait', 'chat')).not.toBe(composed)
  })
})

it('a box is told from a plain payload by who has no key', () => {
  expect(isSealed(seal.seal('chat', hello))).toBe(true)
  expect(isSealed(encodeText('{"user":"Anna","message":"hi"}'))).toBe(false)
  expect(isSealed(new Uint8Array())).toBe(false)
})
