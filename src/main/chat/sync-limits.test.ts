import { describe, expect, it } from 'vitest'
import { Due, MOST_TAKEN } from './sync-due'
import { Allowance, MOST_CLIENTS } from './sync-limits'

describe('an allowance', () => {
  it('is used up, and comes back with time', () => {
    let now = 0
    const allowance = new Allowance(10, 1_000, () => now)
    expect(allowance.take('a', 10)).toBe(true)
    expect(allowance.take('a', 1)).toBe(false)
    // Others have their own.
    expect(allowance.take('b', 10)).toBe(true)
    now = 300
    expect(allowance.take('a', 4)).toBe(false)
    expect(allowance.take('a', 3)).toBe(true)
    now = 100_000
    expect(allowance.take('a', 11)).toBe(false)
    expect(allowance.take('a', 10)).toBe(true)
  })

  it('neither grows nor shrinks when the clock is set back', () => {
    let now = 5_000
    const allowance = new Allowance(10, 1_000, () => now)
    allowance.take('a', 4)
    now = 0
    expect(allowance.take('a', 7)).toBe(false)
    expect(allowance.take('a', 6)).toBe(true)
  })

  it('is not kept for any number of clients, and nobody who is remembered gains by newcomers', () => {
    let now = 0
    const allowance = new Allowance(10, 1_000, () => now)
    for (let at = 0; at < MOST_CLIENTS; at++) expect(allowance.take(`c${at}`, 10)).toBe(true)
    expect(allowance.take('late', 1)).toBe(false)
    expect(allowance.take('c0', 1)).toBe(false)
    now = 1_000
    expect(allowance.take('late', 1)).toBe(true)
  })
})

describe('what others may give', () => {
  it('is nothing before they are asked, and then what was asked for', () => {
    const due = new Due(() => 0)
    due.expect('a', 100)
    expect(due.take('a', 101)).toBe(false)
    expect(due.take('a', 100)).toBe(true)
    expect(due.take('b', 1)).toBe(false)
    due.begin()
    expect(due.take('a', 150)).toBe(true)
    expect(due.take('a', 51)).toBe(false)
    due.expect('a', 100)
    expect(due.take('a', 150)).toBe(true)
    expect(due.take('a', 1)).toBe(false)
    expect(due.take('b', 200)).toBe(true)
  })

  it('is never more than 2,500 messages of one client', () => {
    const due = new Due(() => 0)
    due.begin()
    for (let at = 0; at < 100; at++) due.expect('a', 200)
    expect(due.take('a', 2_501)).toBe(false)
    expect(due.take('a', 2_500)).toBe(true)
  })

  it('is little of a million messages, whatever names they come by', () => {
    const due = new Due(() => 0)
    due.begin()
    let taken = 0
    for (let at = 0; at < 50_000; at++) if (due.take(`c${at % 5_000}`, 20)) taken += 20
    expect(taken).toBe(MOST_TAKEN)
  })
})
