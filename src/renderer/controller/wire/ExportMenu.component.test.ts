import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { ok } from '@shared/result'
import { anEntry } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import ExportMenu from './ExportMenu.vue'
import { useWireView } from './wire-view'

enableAutoUnmount(afterEach)

function open() {
  const window = openPart(ExportMenu, { push: { wire: { upsert: [anEntry({ seq: 1 })] } } })
  return {
    ...window,
    choose: async (format: string) => {
      await window.part.get('button').trigger('keydown', { key: 'Enter' })
      await flushPromises()
      const item = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((each) =>
        each.textContent?.includes(format),
      )
      item!.click()
      await flushPromises()
    },
    said: () => window.part.get('[role=status]').text(),
  }
}

it.each([
  ['JSON Lines', 'jsonl'],
  ['CSV', 'csv'],
] as const)('writes %s of what the filter lets through, and says where', async (words, format) => {
  const menu = open()
  menu.main.exportWire.mockResolvedValue(ok({ file: '/home/john/wire', entries: 1_240 }))
  useWireView().filter = { topic: 'house/#', text: '' }
  await nextTick()
  await menu.choose(words)
  expect(menu.main.exportWire.mock.calls).toEqual([[{ format, filter: { topic: 'house/#', text: '' } }]])
  expect(menu.said()).toBe('Exported 1,240 messages to /home/john/wire')
})

it('says nothing where the reader has thought better of it', async () => {
  const menu = open()
  await menu.choose('CSV')
  expect(menu.main.exportWire).toHaveBeenCalledTimes(1)
  expect(menu.said()).toBe('')
})

it('says why it could not be written', async () => {
  const menu = open()
  menu.main.exportWire.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'the disk is full' }))
  await menu.choose('CSV')
  expect(menu.said()).toContain('the disk is full')
  expect(menu.part.get('[role=status]').classes()).toContain('problem')
})

it('has nothing to write of an empty log', () => {
  const { part } = openPart(ExportMenu)
  expect(part.get('button').attributes('disabled')).toBeDefined()
})
