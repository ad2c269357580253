import { beforeEach, expect, it } from 'vitest'
import type { Keeping } from '@shared/chat/room-settings'
import { KeepingTime } from './keeping'

const DAY = 86_400_000
let now: number
let keep: Keeping
/** When what is kept came here. */
let kept: number[]
let did: string[]
let timers: { readonly ms: number; readonly task: () => void; off: boolean }[]
let keeping: KeepingTime

beforeEach(() => {
  now = 1_000 * DAY
  keep = 'for-ever'
  kept = []
  did = []
  timers = []
  keeping = new KeepingTime({
    history: {
      // Two at a time: a long deletion comes in parts.
      prune: (before) => {
        const old = kept.filter((at) => at < before).slice(0, 2)
        kept = kept.filter((at) => !old.includes(at))
        return { messages: old.length, more: kept.some((at) => at < before) }
      },
    },
    keep: () => keep,
    now: () => now,
    after: (ms, task) => {
      const timer = { ms, task, off: false }
      timers.push(timer)
      return () => (timer.off = true)
    },
    rooms: { beforeDeletion: () => did.push('before'), afterDeletion: () => did.push('after') },
  })
})

/** Lets the next timer run; says how long it had to wait. */
function ring(): number | undefined {
  const timer = timers.filter(({ off }) => !off).pop()
  timers = []
  timer?.task()
  return timer?.ms
}

it('keeps everything for ever', () => {
  kept = [0, 1]
  keeping.start()
  expect(kept).toEqual([0, 1])
  expect(did).toEqual([])
})

it('deletes what is older than a month, a part at a time, and looks again every hour', () => {
  keep = 'month'
  kept = [1, 2, 3, now - 30 * DAY]
  keeping.start()
  expect(kept).toEqual([3, now - 30 * DAY])
  expect(did).toEqual(['before', 'after'])
  expect(ring()).toBe(50)
  expect(kept).toEqual([now - 30 * DAY])
  now += 2 * DAY
  expect(ring()).toBe(3_600_000)
  expect(kept).toEqual([])
})

it('of a session keeps what came since it began, and nothing when it ends', () => {
  keep = 'session'
  kept = [now - 1, now + 5, now + 6, now + 7]
  keeping.start()
  expect(kept).toEqual([now + 5, now + 6, now + 7])
  now += 10
  keeping.stop()
  expect(kept).toEqual([])
  expect(did.at(-1)).toBe('before')
})

it('obeys another wish at once, and ends with the app', () => {
  kept = [1]
  keeping.start()
  keep = 'year'
  keeping.start()
  expect(kept).toEqual([])
  keeping.stop()
  expect(ring()).toBeUndefined()
})
