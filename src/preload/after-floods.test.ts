import { beforeEach, describe, expect, it } from 'vitest'
import { afterFloods } from './after-floods'

describe('what a flood of pushes has left', () => {
  let freed: number
  let timers: { ms: number; task: () => void }[]
  let pushed: () => void
  beforeEach(() => {
    freed = 0
    timers = []
    pushed = afterFloods(
      (ms, task) => timers.push({ ms, task }),
      () => void freed++,
    )
  })

  /** Ten seconds with so many pushes. */
  function stretch(pushes: number): void {
    for (let count = 0; count < pushes; count++) pushed()
    for (const { ms, task } of timers.splice(0)) {
      expect(ms).toBe(10_000)
      task()
    }
  }

  it('is freed in the first calm after it, once', () => {
    stretch(100)
    expect(freed).toBe(0)
    stretch(19)
    expect(freed).toBe(1)
    stretch(19)
    expect(freed).toBe(1)
  })

  it('is kept while much goes on', () => {
    stretch(600)
    for (let count = 0; count < 5; count++) stretch(20)
    stretch(99)
    expect(freed).toBe(0)
    stretch(0)
    expect(freed).toBe(1)
  })

  it('is freed after each flood', () => {
    for (let flood = 1; flood <= 3; flood++) {
      stretch(200)
      stretch(0)
      expect(freed).toBe(flood)
    }
  })

  it('is nothing where little is pushed, however long', () => {
    for (let count = 0; count < 100; count++) stretch(99)
    expect(freed).toBe(0)
  })

  it('needs no timer while nothing is pushed', () => {
    expect(timers).toEqual([])
    stretch(1)
    expect(timers).toEqual([])
    stretch(100)
    stretch(0)
    expect(timers).toEqual([])
  })
})
