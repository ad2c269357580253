import { describe, expect, it } from 'vitest'
import { holds } from './holds'

describe('holds', () => {
  it.each([
    [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }] }],
    [{ a: 'x' }, {}],
    [[], []],
    [0, 0],
  ])('%j holds %j', (whole, said) => expect(holds(whole, said)).toBe(true))

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: null }, { a: {} }],
    [{ a: [1, 2] }, { a: [1] }],
    [{ a: [2, 1] }, { a: [1, 2] }],
    [{ a: { 0: 1 } }, { a: [1] }],
    [{}, { toString: 1 }],
    [{ a: 1 }, { a: '1' }],
  ])('%j does not hold %j', (whole, said) => expect(holds(whole, said)).toBe(false))
})
