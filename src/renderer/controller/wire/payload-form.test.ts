import { expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { legible, readPayload } from './payload-form'

it.each([
  ['on', 'text'],
  ['', 'text'],
  ['line\r\n\tline', 'text'],
  ['{"state":"ON"}', 'json'],
  [' [1]', 'json'],
  ['21.5', 'text'],
  ['\u0001\u0002', 'hex'],
])('%j is shown best as %s', (text, best) => {
  expect(readPayload(encodeText(text)).best).toBe(best)
})

it('shows bytes that are no text in hexadecimal, and what can be read of them all the same', () => {
  const bytes = Uint8Array.from([0x6f, 0x6e, 0xff])
  expect(readPayload(bytes)).toEqual({ bytes, best: 'hex' })
  expect(legible(bytes)).toBe('on\ufffd')
})
