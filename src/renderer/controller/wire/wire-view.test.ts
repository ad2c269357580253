import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { useAppState } from '../../stores/app-state'
import { anEntry } from '../../testing/state'
import { useWireView } from './wire-view'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

/** What main pushes, until the list has taken notice of it. */
async function pass(seqs: readonly number[], dropBefore?: number): Promise<void> {
  const upsert = seqs.map((seq) => anEntry({ seq, topic: seq % 2 ? 'odd' : 'even', preview: `no ${seq}` }))
  useAppState().apply({ snapshot: false, views: {}, wire: { upsert, dropBefore } })
  await nextTick()
  vi.advanceTimersByTime(1_000)
  await nextTick()
}
const shown = (): number[] => useWireView().rows.map(({ seq }) => seq)

it('lets go of what main lets go, but not under a reader’s eyes', async () => {
  const view = useWireView()
  await pass([1, 2, 3])
  await pass([4], 2)
  expect(shown()).toEqual([2, 3, 4])
  view.reading = true
  await pass([5], 4)
  expect(shown()).toEqual([2, 3, 4, 5])
  view.reading = false
  await nextTick()
  expect(shown()).toEqual([4, 5])
})

it('counts what waits while it is paused, and shows it afterwards', async () => {
  const view = useWireView()
  await pass([1])
  view.paused = true
  await pass([2, 3])
  expect(shown()).toEqual([1])
  expect(view.waiting).toBe(2)
  view.paused = false
  await nextTick()
  expect(shown()).toEqual([1, 2, 3])
  expect(view.waiting).toBe(0)
})

it.each([
  ['a few', 3, 250],
  ['more than is read by then', 1_000, 500],
])('rests after a drawing that brought %s', async (_what, count, ms) => {
  const view = useWireView()
  const many = Array.from({ length: count }, (_, index) => anEntry({ seq: 1 + index }))
  useAppState().apply({ snapshot: false, views: {}, wire: { upsert: many } })
  await nextTick()
  expect(view.rows.at(-1)?.seq).toBe(many.at(-1)?.seq)
  const last = anEntry({ seq: count + 1 })
  useAppState().apply({ snapshot: false, views: {}, wire: { upsert: [last] } })
  await nextTick()
  vi.advanceTimersByTime(ms - 1)
  expect(view.rows.at(-1)?.seq).toBe(many.at(-1)?.seq)
  vi.advanceTimersByTime(1)
  await nextTick()
  expect(view.rows.at(-1)).toBe(last)
})

it('tells how many wait while it is paused no later for a flood', async () => {
  const view = useWireView()
  await pass([1])
  view.paused = true
  const come = async (from: number): Promise<void> => {
    const upsert = Array.from({ length: 1_000 }, (_, index) => anEntry({ seq: from + index }))
    useAppState().apply({ snapshot: false, views: {}, wire: { upsert } })
    await nextTick()
  }
  await come(2)
  expect(view.waiting).toBe(1_000)
  await come(1_002)
  vi.advanceTimersByTime(250)
  expect(view.waiting).toBe(2_000)
})

describe('the filter', () => {
  it('holds for what is there and for what comes', async () => {
    const view = useWireView()
    await pass([1, 2, 3])
    view.filter = { ...view.filter, topic: 'odd' }
    await nextTick()
    expect(shown()).toEqual([1, 3])
    expect(view.filtering).toBe(true)
    await pass([4, 5])
    expect(shown()).toEqual([1, 3, 5])
  })

  it('holds while the list is paused', async () => {
    const view = useWireView()
    await pass([1, 2])
    view.paused = true
    await pass([3])
    view.filter = { ...view.filter, text: 'no 2' }
    await nextTick()
    expect(shown()).toEqual([2])
  })

  it('that cannot be used leaves the last one in force, also for an export', async () => {
    const view = useWireView()
    await pass([1, 2])
    view.filter = { ...view.filter, topic: 'odd' }
    await nextTick()
    view.filter = { ...view.filter, topic: 'a/#/b' }
    await nextTick()
    expect(view.filterProblem).toBe('misplaced-wildcard')
    expect(view.usedFilter).toEqual({ topic: 'odd', text: '' })
    expect(shown()).toEqual([1])
  })
})

it('forgets everything when it is cleared, even while it is paused', async () => {
  const view = useWireView()
  await pass([1, 2])
  view.choose(anEntry({ seq: 1 }), true)
  view.paused = true
  view.forget()
  await nextTick()
  expect(shown()).toEqual([])
  expect(view.chosen).toBeUndefined()
  expect(view.detailsOpen).toBe(false)
  expect(view.waiting).toBe(0)
})

it('opens the details only for whoever asks for them', () => {
  const view = useWireView()
  view.choose(anEntry({ seq: 1 }), false)
  expect(view.detailsOpen).toBe(false)
  view.choose(anEntry({ seq: 2 }), true)
  view.choose(anEntry({ seq: 3 }), false)
  expect(view.detailsOpen).toBe(true)
  expect(view.chosen?.seq).toBe(3)
})
