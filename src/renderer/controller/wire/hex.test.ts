import { expect, it } from 'vitest'
import { HEX_PAGE, hexDigits, hexLines } from './hex'

const bytes = Uint8Array.from({ length: 20 }, (_, index) => 0x3c + index * 9)

it('writes offset, bytes and what of them can be read', () => {
  expect(hexLines(new Uint8Array([0, 0x6f, 0x6e, 0xff]), 0, 8)).toBe('000000  00 6f 6e ff              ·on·')
})

it('puts as many to a line as are asked for, the last one filled up so that the texts stand in line', () => {
  const lines = hexLines(bytes, 0, 16).split('\n')
  expect(lines.map((line) => line.slice(0, 6))).toEqual(['000000', '000010'])
  expect(lines[1]!.indexOf('·')).toBe(lines[0]!.length - 16)
})

it('writes one page and goes on where the next one begins', () => {
  const long = new Uint8Array(HEX_PAGE + 5)
  expect(hexLines(long, 0, 16).split('\n')).toHaveLength(HEX_PAGE / 16)
  expect(hexLines(long, HEX_PAGE, 16)).toMatch(/^001000 {2}00 00 00 00 00 /)
  expect(hexLines(long, HEX_PAGE, 16).split('\n')).toHaveLength(1)
})

it('writes nothing of nothing', () => {
  expect(hexLines(new Uint8Array(), 0, 16)).toBe('')
  expect(hexDigits(new Uint8Array())).toBe('')
})

it('writes the bare digits for other programs', () => {
  expect(hexDigits(new Uint8Array([0, 15, 255]))).toBe('000fff')
})
