import { expect, it } from 'vitest'
import { byteSize } from './byte-size'

it.each([
  [0, 0, 'bytes'],
  [999, 999, 'bytes'],
  [1_000, 1, 'kilobytes'],
  [1_049, 1, 'kilobytes'],
  [1_051, 1.1, 'kilobytes'],
  [9_949, 9.9, 'kilobytes'],
  [9_960, 10, 'kilobytes'],
  [999_499, 999, 'kilobytes'],
  [999_500, 1, 'megabytes'],
  [33_554_432, 34, 'megabytes'],
])('%i bytes are %d %s', (bytes, value, unit) => {
  expect(byteSize(bytes)).toEqual({ value, unit })
})
