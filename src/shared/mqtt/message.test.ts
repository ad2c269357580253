import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeText, encodeText } from './message'

describe('text on the wire', () => {
  it('comes back as it went', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        // A byte order mark at the start is no part of the text.
        expect(decodeText(encodeText(text))).toBe(text.replace(/^\ufeff/, ''))
      }),
    )
  })

  it.each([
    ['a lone continuation byte', [0x80]],
    ['a cut character', [0x61, 0xe2, 0x82]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['above U+10FFFF', [0xf5, 0x80, 0x80, 0x80]],
    ['UTF-16', [0xff, 0xfe, 0x6f, 0x00]],
  ])('is refused where it is not UTF-8: %s', (_what, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toBeUndefined()
  })

  it('is read from a part of a larger buffer, as Node hands it out', () => {
    expect(decodeText(new TextEncoder().encode('xxonxx').subarray(2, 4))).toBe('on')
  })

  it('is read right after something that was not', () => {
    decodeText(Uint8Array.from([0xe2, 0x82]))
    expect(decodeText(encodeText('on'))).toBe('on')
  })
})
