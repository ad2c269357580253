import { describe, expect, it } from 'vitest'
import { Turns } from './turns'

describe('tasks of several owners', () => {
  it('take turns, and keep the order each owner gave them in', () => {
    const turns = new Turns<string, string>()
    for (const task of ['a1', 'a2', 'a3']) turns.add('a', task)
    for (const task of ['b1', 'b2']) turns.add('b', task)
    expect(turns.next()).toBe('a1')
    turns.add('c', 'c1')
    expect([1, 2, 3, 4, 5].map(() => turns.next())).toEqual(['b1', 'a2', 'c1', 'b2', 'a3'])
    expect(turns.isEmpty).toBe(true)
    expect(turns.next()).toBeUndefined()
  })
})
