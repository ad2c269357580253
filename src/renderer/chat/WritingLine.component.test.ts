import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { aRoom } from '../testing/state'
import { openPart } from '../testing/window'
import WritingLine from './WritingLine.vue'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const open = (...writing: string[]) => openPart(WritingLine, { views: { room: aRoom({ writing }) } })

it.each([
  [[], ''],
  [['Yoko'], 'Yoko is writing'],
  [['Yoko', 'Ringo'], 'Yoko and Ringo are writing'],
  [['Yoko', 'Ringo', 'Paul'], '3 people are writing'],
])('%j: %s', (writing, words) => {
  const line = open(...writing).part
  expect(line.attributes()).toMatchObject({ role: 'status', 'aria-label': 'Writing' })
  expect(line.text()).toBe(words)
})

it('is calm where people begin and stop at once', async () => {
  const { part, show } = open()
  await show({ room: aRoom({ writing: ['Yoko'] }) })
  expect(part.text()).toBe('Yoko is writing')
  await show({ room: aRoom() })
  await show({ room: aRoom({ writing: ['Ringo'] }) })
  expect(part.text()).toBe('Yoko is writing')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(part.text()).toBe('Ringo is writing')
})
