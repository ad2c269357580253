import fc from 'fast-check'
import { expect, it } from 'vitest'
import { oneLine } from './one-line'

it('leaves plain text as it is', () => {
  expect(oneLine('Ciao, come va? 👋 è così', 40)).toBe('Ciao, come va? 👋 è così')
})

it('takes the acting characters out of a terminal escape, and puts lines in one', () => {
  expect(oneLine('\u001b[2J\u001b]0;title\u0007gone', 40)).toBe('[2J ]0;title gone')
  expect(oneLine('a\r\nb\u2028c\u202ed', 40)).toBe('a b c d')
})

it('cuts at whole characters and shows that it did', () => {
  expect(oneLine('👋👋👋👋', 4)).toBe('👋👋👋👋')
  expect(oneLine('👋👋👋👋👋', 4)).toBe('👋👋👋…')
})

it('gives no control character and no more than asked, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      (text, most) => {
        const line = oneLine(text, most)
        expect(line).not.toMatch(/\p{Cc}/u)
        expect(Array.from(line).length).toBeLessThanOrEqual(most)
      },
    ),
  )
})
