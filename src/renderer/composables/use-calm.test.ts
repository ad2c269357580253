import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useCalm } from './use-calm'

describe('a calm value', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('shows the first change at once, and a burst after it together', async () => {
    const source = shallowRef(0)
    const calm = effectScope().run(() => useCalm(() => source.value, 150))!
    source.value = 1
    await nextTick()
    expect(calm.value).toBe(1)
    for (const value of [2, 3, 4]) {
      source.value = value
      await nextTick()
    }
    expect(calm.value).toBe(1)
    vi.advanceTimersByTime(150)
    expect(calm.value).toBe(4)
  })

  it('is quick again after a rest', async () => {
    const source = shallowRef(0)
    const calm = effectScope().run(() => useCalm(() => source.value, 150))!
    source.value = 1
    await nextTick()
    vi.advanceTimersByTime(150)
    source.value = 2
    await nextTick()
    expect(calm.value).toBe(2)
  })

  it('stops with its owner', async () => {
    const source = shallowRef(0)
    const scope = effectScope()
    const calm = scope.run(() => useCalm(() => source.value, 150))!
    source.value = 1
    await nextTick()
    source.value = 2
    scope.stop()
    vi.advanceTimersByTime(1_000)
    expect(calm.value).toBe(1)
  })
})
