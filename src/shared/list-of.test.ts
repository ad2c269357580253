import * as v from 'valibot'
import { describe, expect, it, vi } from 'vitest'
import { listOf } from './list-of'

describe('listOf', () => {
  it.each([
    [[], true],
    [['a', 'b'], true],
    [['a', 'b', 'c'], false],
    [['a', 1], false],
    ['ab', false],
    [{ length: 1, 0: 'a' }, false],
    [undefined, false],
  ])('takes of %j: %s', (value, taken) => {
    expect(v.safeParse(listOf(v.string(), 2), value).success).toBe(taken)
  })

  it('looks at no entry of a list that is too long', () => {
    const look = vi.fn(() => true)
    expect(v.is(listOf(v.custom<string>(look), 2), ['a', 'b', 'c'])).toBe(false)
    expect(look).not.toHaveBeenCalled()
  })
})
