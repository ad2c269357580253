import { expect, it } from 'vitest'
import { decode, encodingOf } from './decode'

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

it.each([
  ['SET UTF-8\n', 'utf-8'],
  ['# words\nSET ISO8859-1\n', 'iso-8859-1'],
  ['SET\tISO8859-15\r\n', 'iso-8859-15'],
  ['SET microsoft-cp1251\n', 'windows-1251'],
  ['TRY abc\n', 'latin1'],
])('knows the encoding by %j', (aff, expected) => {
  expect(encodingOf(latin(aff))).toBe(expected)
  expect(decode(latin('a'), expected)).toBe('a')
})

it('reads letters beyond ASCII', () => {
  expect(decode(latin('perché'), encodingOf(latin('SET ISO8859-1\n')))).toBe('perché')
  expect(decode(Buffer.from('perché'), encodingOf(latin('SET UTF-8\n')))).toBe('perché')
})

it('throws for an encoding that nobody knows', () => {
  expect(() => decode(latin('a'), encodingOf(latin('SET KLINGON\n')))).toThrow(RangeError)
})
