import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import axe from 'axe-core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPart } from '../testing/window'
import { loadEmoji } from './emoji-data'
import { recentEmoji } from './emoji-recent'
import EmojiPicker from './EmojiPicker.vue'

enableAutoUnmount(afterEach)
beforeEach(() => localStorage.clear())

async function open(load = () => loadEmoji('en')) {
  const loading = load()
  const { part } = openPart(EmojiPicker, { props: { load: () => loading } })
  await part.get('button[aria-label=Emoji]').trigger('click')
  // They are read from a file, which takes its time on a busy machine.
  await loading.catch(() => undefined)
  await flushPromises()
  const dialog = part.get('[role=dialog]')
  const field = dialog.get<HTMLInputElement>('input[type=search]')
  return {
    part,
    dialog,
    field,
    shown: () => part.findAll('[role=gridcell] button'),
    search: async (text: string) => {
      await field.setValue(text)
    },
    picked: () => part.emitted('pick')?.map(([character]) => character as string) ?? [],
  }
}

it('loads nothing before it is opened', () => {
  const load = vi.fn(() => loadEmoji('en'))
  openPart(EmojiPicker, { props: { load } })
  expect(load).not.toHaveBeenCalled()
})

describe('the open picker', () => {
  it('is a dialog with a search box that has the focus, and nothing that axe objects to', async () => {
    const { dialog, field, part } = await open()
    expect(dialog.attributes('aria-label')).toBe('Emoji')
    expect(field.attributes('aria-label')).toBe('Search emoji')
    expect(document.activeElement).toBe(field.element)
    // Colours and sizes are for a real browser.
    const found = await axe.run(part.element.parentElement ?? document.body, {
      rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    })
    expect(found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
  })

  it('shows one group at a time', async () => {
    const { part, shown } = await open()
    const first = shown().length
    expect(first).toBeGreaterThan(100)
    expect(first).toBeLessThan(400)
    await part.get('[role=tab][aria-label="Food and drink"]').trigger('mousedown', { button: 0 })
    await flushPromises()
    expect(shown().map((each) => each.text())).toContain('🍎')
    expect(shown().length).toBeLessThan(400)
  })

  it('finds by name and takes the first with Enter', async () => {
    const { field, search, picked, part } = await open()
    await search('party popper')
    await field.trigger('keydown', { key: 'Enter' })
    expect(picked()).toEqual(['🎉'])
    await flushPromises()
    expect(part.find('[role=dialog]').exists()).toBe(false)
  })

  it('says what to do where nothing is found', async () => {
    const { dialog, search, shown } = await open()
    await search('zzzz')
    expect(shown()).toEqual([])
    expect(dialog.text()).toContain('Try another word.')
  })

  it('is walked with the arrow keys, as one stop of Tab', async () => {
    const { part, field, shown } = await open()
    await field.trigger('keydown', { key: 'ArrowDown' })
    const at = (): number => shown().findIndex(({ element }) => element === document.activeElement)
    const press = async (key: string): Promise<number> => {
      await part.get('[role=grid]').trigger('keydown', { key })
      return at()
    }
    expect(at()).toBe(0)
    expect(await press('ArrowLeft')).toBe(0)
    expect(await press('ArrowRight')).toBe(1)
    expect(await press('ArrowDown')).toBe(9)
    expect(await press('ArrowUp')).toBe(1)
    expect(await press('End')).toBe(shown().length - 1)
    expect(await press('ArrowDown')).toBe(shown().length - 1)
    expect(await press('Home')).toBe(0)
    expect(shown().filter((each) => each.attributes('tabindex') === '0')).toHaveLength(1)
  })

  it('says that it could not be loaded', async () => {
    const { dialog } = await open(() => Promise.reject(new Error('no file')))
    expect(dialog.text()).toContain('could not be loaded')
  })
})

describe('what was used recently', () => {
  it('comes first the next time', async () => {
    const once = await open()
    await once.search('party popper')
    await once.field.trigger('keydown', { key: 'Enter' })
    once.part.unmount()
    const again = await open()
    expect(again.part.get('[role=tab][aria-selected=true]').attributes('aria-label')).toBe('Used recently')
    expect(again.shown().map((each) => each.text())).toEqual(['🎉'])
  })

  it.each(['{', '{"a":1}', '[1,null,{}]', JSON.stringify(['x'.repeat(1_000)])])(
    'is nothing where what was kept is %j',
    (kept) => {
      localStorage.setItem('emoji-recent', kept)
      expect(recentEmoji()).toEqual([])
    },
  )
})
