import { describe, expect, it } from 'vitest'
import { isClean, tally, tallyLine, type Said } from './tally'

const said = new Map([
  ['John', 3],
  ['Yoko', 2],
])
const john = (number: number): Said => ({ user: 'John', number })
const yoko = (number: number): Said => ({ user: 'Yoko', number })
const whole = [john(1), yoko(1), john(2), yoko(2), john(3)]

describe('tally', () => {
  it('finds nothing where both sides have everything once and in order', () => {
    const result = tally(said, [whole, whole])
    expect(result).toEqual({ lost: 0, twice: 0, outOfOrder: 0 })
    expect(isClean(result)).toBe(true)
  })

  it('minds only the order of each person, not the one between them', () => {
    const shuffled = [yoko(1), yoko(2), john(1), john(2), john(3)]
    expect(isClean(tally(said, [whole, shuffled]))).toBe(true)
  })

  it('counts what a side lacks, also where all of a person is lacking', () => {
    expect(tally(said, [whole, [john(1), john(3)]])).toEqual({ lost: 3, twice: 0, outOfOrder: 0 })
    expect(tally(said, [whole, []]).lost).toBe(5)
  })

  it('counts every copy beyond the first, and not as out of order', () => {
    const result = tally(said, [[...whole, john(2), john(2)], whole])
    expect(result).toEqual({ lost: 0, twice: 2, outOfOrder: 0 })
  })

  it('counts what stands behind a later one of the same person', () => {
    const late = [john(2), yoko(1), john(1), yoko(2), john(3)]
    expect(tally(said, [late, late])).toEqual({ lost: 0, twice: 0, outOfOrder: 2 })
  })

  it('says it in one line with the numbers', () => {
    expect(tallyLine({ lost: 1, twice: 2, outOfOrder: 3 })).toBe('lost 1, twice 2, out of order 3')
    expect(isClean({ lost: 0, twice: 1, outOfOrder: 0 })).toBe(false)
    expect(isClean({ lost: 0, twice: 0, outOfOrder: 1 })).toBe(false)
  })
})
