import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanLabel, parseLabel } from './label'

it.each([
  ['  Desk lamp ', 'Desk lamp'],
  ['a\u202eb\nc\u0000', 'abc'],
  ['Lámpa', 'Lámpa'],
  ['💡'.repeat(60), '💡'.repeat(60)],
])('%j is %j', (text, label) => {
  expect(parseLabel(text)).toEqual({ ok: true, value: label })
})

it.each([
  ['', 'name-empty'],
  [' \n\u3000', 'name-empty'],
  ['\u200b\u2060', 'name-empty'],
  ['x'.repeat(61), 'name-too-long'],
])('%j is refused: %s', (text, error) => {
  expect(parseLabel(text)).toEqual({ ok: false, error })
})

it('a name is the same when it is read again, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const parsed = parseLabel(text)
      if (parsed.ok) expect(parseLabel(parsed.value)).toEqual(parsed)
      expect(parseLabel(cleanLabel(text, '?')).ok).toBe(true)
    }),
  )
})

it('somebody else’s name is cut', () => {
  expect(cleanLabel(` \u202e${'x'.repeat(10_000)}`, '?')).toBe('x'.repeat(60))
  expect(cleanLabel('\u200b', 'led')).toBe('led')
})
