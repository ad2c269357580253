import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { leaveProperly } from './leave'

let app: EventEmitter & { exit: ReturnType<typeof vi.fn> }
const end = (): 'end' => 'end'
beforeEach(() => {
  vi.useFakeTimers()
  app = Object.assign(new EventEmitter(), { exit: vi.fn() })
})
afterEach(() => void vi.useRealTimers())

function quit(): { preventDefault: ReturnType<typeof vi.fn> } {
  const event = { preventDefault: vi.fn() }
  app.emit('before-quit', event)
  return event
}

it('holds the quit back until good-bye is said, once', async () => {
  let farewells = 0
  let said: () => void = () => undefined
  leaveProperly(
    app as unknown as App,
    () => {
      farewells++
      return new Promise((resolve) => (said = resolve))
    },
    end,
  )
  expect(quit().preventDefault).toHaveBeenCalledOnce()
  expect(quit().preventDefault).toHaveBeenCalledOnce()
  expect(farewells).toBe(1)
  expect(app.exit).not.toHaveBeenCalled()
  said()
  await vi.advanceTimersByTimeAsync(0)
  expect(app.exit.mock.calls).toEqual([[0]])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(app.exit).toHaveBeenCalledOnce()
})

it('leaves also when saying good-bye fails', async () => {
  leaveProperly(app as unknown as App, () => Promise.reject(new Error('no')), end)
  quit()
  await vi.advanceTimersByTimeAsync(0)
  expect(app.exit).toHaveBeenCalledOnce()
})

it('does not wait longer than two seconds', async () => {
  leaveProperly(app as unknown as App, () => new Promise(() => undefined), end)
  quit()
  await vi.advanceTimersByTimeAsync(1_999)
  expect(app.exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(app.exit).toHaveBeenCalledOnce()
})

it('takes the last step once, and does not stand in the way of a copy that ends by itself after it', async () => {
  const finish = vi.fn(() => 'ends-itself' as const)
  leaveProperly(app as unknown as App, () => Promise.resolve(), finish)
  quit()
  await vi.advanceTimersByTimeAsync(9_999)
  expect(finish).toHaveBeenCalledOnce()
  expect(quit().preventDefault).not.toHaveBeenCalled()
  expect(app.exit).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(app.exit).toHaveBeenCalledOnce()
})
