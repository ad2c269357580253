import { expect, test } from 'vitest'
import { authorityEntry } from './virtual-screen.mjs'

test('the password file of a screen is one wildcard entry of the X authority format', () => {
  const cookie = Buffer.alloc(16, 7)
  const entry = authorityEntry(cookie)
  const expected = [
    0xff,
    0xff, // family: wild
    0,
    0, // any address
    0,
    0, // any display
    0,
    18,
    ...Buffer.from('MIT-MAGIC-COOKIE-1'),
    0,
    16,
    ...cookie,
  ]
  expect([...entry]).toEqual(expected)
})
