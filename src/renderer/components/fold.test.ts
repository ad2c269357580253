import { describe, expect, it } from 'vitest'
import { folded } from './fold'

describe('folding', () => {
  it('leaves a short text alone', () => {
    expect(folded('one\ntwo', 10, 2)).toBeUndefined()
    expect(folded('', 10, 2)).toBeUndefined()
  })

  it('cuts after so many characters', () => {
    expect(folded('x'.repeat(11), 10, 2)).toBe('x'.repeat(10))
  })

  it('cuts after so many lines', () => {
    expect(folded('a\nb\nc', 10, 2)).toBe('a\nb')
  })

  it('does not tear a character in two', () => {
    const cut = folded('123456789💡x', 10, 2)
    expect(cut?.isWellFormed()).toBe(true)
  })
})
