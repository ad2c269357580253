import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue'
import type { CommandResult, PorchlightApi } from '@shared/ipc/contract'
import { ok, refused } from '@shared/result'
import type { WireDetail } from '@shared/wire/entry'
import { anEntry } from '../../testing/state'
import { useDetail } from './use-detail'

let scope: EffectScope | undefined
afterEach(() => scope?.stop())

/** A reader at the message 1, and a main process whose answers the test gives one by one. */
function look() {
  const answers: ((result: CommandResult<WireDetail>) => void)[] = []
  const asked = vi.fn<PorchlightApi['wireEntry']>(() => new Promise((resolve) => answers.push(resolve)))
  vi.stubGlobal('window', { porchlight: { wireEntry: asked } })
  const entry = shallowRef(anEntry({ seq: 1 }))
  scope = effectScope()
  const { detail, gone } = scope.run(() => useDetail(() => entry.value))!
  return {
    asked: () => asked.mock.calls.map(([{ seq }]) => seq),
    detail,
    gone,
    goTo: async (seq: number) => {
      entry.value = anEntry({ seq })
      await nextTick()
    },
    answer: async (result: CommandResult<WireDetail>) => {
      answers.shift()!(result)
      await flushPromises()
    },
    asking: asked,
  }
}
const whole = (seq: number): WireDetail => ({ seq, payload: Uint8Array.of(seq) })

it('shows what main answers', async () => {
  const { asked, detail, gone, answer } = look()
  expect(asked()).toEqual([1])
  expect(detail.value).toBeUndefined()
  await answer(ok(whole(1)))
  expect(detail.value).toEqual(whole(1))
  expect(gone.value).toBe(false)
})

it('asks for the one where the reader stops, not for all on the way', async () => {
  const { asked, detail, goTo, answer } = look()
  for (const seq of [2, 3, 4]) await goTo(seq)
  await answer(ok(whole(1)))
  // The answer for another message is not shown for this one.
  expect(detail.value).toBeUndefined()
  expect(asked()).toEqual([1, 4])
  await answer(ok(whole(4)))
  expect(detail.value).toEqual(whole(4))
})

it('shows nothing of the last one while it asks for the next', async () => {
  const { detail, goTo, answer } = look()
  await answer(ok(whole(1)))
  await goTo(2)
  expect(detail.value).toBeUndefined()
})

it('says that one is gone, and asks for the next all the same', async () => {
  const { asked, gone, goTo, answer } = look()
  await answer(refused({ kind: 'gone' }))
  expect(gone.value).toBe(true)
  await goTo(2)
  expect(gone.value).toBe(false)
  expect(asked()).toEqual([1, 2])
})

it('takes a main process that fails for one that has it no more', async () => {
  const { gone, goTo, answer, asking } = look()
  asking.mockRejectedValueOnce(new Error('main has gone'))
  await goTo(2)
  await answer(ok(whole(1)))
  expect(gone.value).toBe(true)
})
