import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SearchHit, SearchPage } from '@shared/chat/page'
import type { CommandResult } from '@shared/ipc/contract'
import { ok, refused } from '@shared/result'
import { aMessage, aRoom, aSummary } from '../testing/state'
import { openPart } from '../testing/window'
import ConversationLog from './ConversationLog.vue'

enableAutoUnmount(afterEach)
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const aHit = (more: Partial<SearchHit> = {}): SearchHit => ({
  room: 'chat',
  id: 'm1',
  user: 'Ada',
  ts: Date.UTC(2026, 4, 10, 12),
  pieces: [
    { text: 'the ', hit: false },
    { text: 'lamp', hit: true },
    { text: ' is lit', hit: false },
  ],
  ...more,
})

async function open(...pages: SearchPage[]) {
  const window = openPart(ConversationLog, {
    views: { rooms: [aSummary(), aSummary({ topic: 'boat', name: 'The boat' })] },
  })
  const { part, main } = window
  main.chatPage.mockResolvedValue(ok({ messages: [aMessage({ id: 'm1' })], earlier: false, later: false }))
  for (const page of pages) main.searchChat.mockResolvedValueOnce(ok(page))
  await window.show({ room: aRoom() })
  const button = (name: string) => part.findAll('button').find((each) => each.text() === name)
  button('Search')!.element.focus()
  await button('Search')!.trigger('click')
  await flushPromises()
  const box = () => part.get<HTMLInputElement>('input[type=search]')
  return {
    ...window,
    button,
    box,
    asked: () => main.searchChat.mock.calls.map(([args]) => args),
    hits: () => part.findAll('ul[aria-label=Results] button'),
    type: async (text: string) => {
      await box().setValue(text)
      vi.advanceTimersByTime(120)
      await flushPromises()
    },
  }
}

describe('searching', () => {
  it('is opened by a button or Ctrl+F, and gives the focus back', async () => {
    const { box, part, button } = await open()
    expect(box().attributes('aria-label')).toBe('Search messages')
    expect(document.activeElement).toBe(box().element)
    await box().trigger('keydown', { key: 'Escape' })
    await flushPromises()
    expect(part.find('input[type=search]').exists()).toBe(false)
    expect(document.activeElement).toBe(button('Search')!.element)
    const find = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true, cancelable: true })
    window.dispatchEvent(find)
    await flushPromises()
    expect(find.defaultPrevented).toBe(true)
    expect(document.activeElement).toBe(box().element)
  })

  it('asks while one types, once for what is typed fast', async () => {
    const { box, type, asked, hits } = await open({ hits: [aHit()] })
    await box().setValue('la')
    vi.advanceTimersByTime(100)
    await type('lamp')
    expect(asked()).toEqual([{ text: 'lamp', room: 'chat' }])
    expect(hits()).toHaveLength(1)
    await type('  ')
    expect(asked()).toHaveLength(1)
    expect(hits()).toHaveLength(0)
  })

  it('shows who, when and where the words are, as text', async () => {
    const html = '<img src=x onerror=alert(1)>'
    const pieces = [
      { text: html, hit: false },
      { text: '<b>lamp</b>', hit: true },
    ]
    const { type, hits, part } = await open({ hits: [aHit({ pieces }), aHit({ id: 'm2', user: undefined })] })
    await type('lamp')
    expect(hits()[0]!.text()).toContain('Ada')
    expect(hits()[1]!.text()).toContain('Somebody')
    expect(hits()[0]!.get('time').attributes('datetime')).toBe('2026-05-10T12:00:00.000Z')
    expect(part.findAll('mark').map((mark) => mark.text())).toEqual(['<b>lamp</b>', 'lamp'])
    expect(part.find('.hit img, .hit b').exists()).toBe(false)
    expect(hits()[0]!.text()).toContain(html)
  })

  it('says that there is nothing, or why it cannot be said', async () => {
    const { type, part, main } = await open({ hits: [] })
    expect(part.text()).not.toContain('Nothing found')
    await type('nowhere')
    expect(part.get('[role=search] [role=status]').text()).toBe('Nothing found')
    main.searchChat.mockResolvedValueOnce(refused({ kind: 'failed' }))
    await type('broken')
    expect(part.get('[role=search] [role=status]').text()).toBe('')
    expect(part.get('[role=search] [role=alert]').text()).not.toBe('')
  })

  it('goes by the text that stands there now, whatever answer comes last', async () => {
    const { type, hits, main } = await open()
    let slow: (result: CommandResult<SearchPage>) => void = () => undefined
    main.searchChat.mockReturnValueOnce(new Promise((resolve) => (slow = resolve)))
    await type('la')
    main.searchChat.mockResolvedValueOnce(ok({ hits: [aHit({ user: 'Yoko' })] }))
    await type('lamp')
    slow(ok({ hits: [aHit(), aHit({ id: 'm2' })] }))
    await flushPromises()
    expect(hits().map((hit) => hit.get('.author').text())).toEqual(['Yoko'])
  })

  it('in all rooms says in which', async () => {
    const { type, part, asked, hits } = await open({ hits: [] }, { hits: [aHit({ room: 'boat' }), aHit()] })
    await type('lamp')
    await part.get('input[type=checkbox]').setValue(true)
    vi.advanceTimersByTime(120)
    await flushPromises()
    expect(asked()[1]).toEqual({ text: 'lamp' })
    expect(hits().map((hit) => hit.get('.room').text())).toEqual(['The boat', 'chat'])
  })

  it('shows more on demand, once', async () => {
    const { type, button, asked, hits } = await open(
      { hits: [aHit()], more: 7 },
      { hits: [aHit({ id: 'm2' })] },
    )
    await type('lamp')
    const more = button('More results')!
    void more.trigger('click')
    await more.trigger('click')
    await flushPromises()
    expect(asked().slice(1)).toEqual([{ text: 'lamp', room: 'chat', before: 7 }])
    expect(hits()).toHaveLength(2)
    expect(button('More results')).toBeUndefined()
  })
})

describe('a result', () => {
  it('leads to the message', async () => {
    const { type, hits, main } = await open({ hits: [aHit({ id: 'm7' })] })
    await type('lamp')
    await hits()[0]!.trigger('click')
    expect(main.chatPage.mock.lastCall).toEqual([{ room: 'chat', at: { kind: 'around', id: 'm7' } }])
    expect(main.showRoom).not.toHaveBeenCalled()
  })

  it('of another room leads there', async () => {
    const { type, hits, main, show } = await open({ hits: [aHit({ room: 'boat', id: 'm7' })] })
    await type('lamp')
    await hits()[0]!.trigger('click')
    expect(main.showRoom.mock.calls).toEqual([[{ room: 'boat' }]])
    await show({ room: aRoom({ topic: 'boat' }) })
    expect(main.chatPage.mock.lastCall).toEqual([{ room: 'boat', at: { kind: 'around', id: 'm7' } }])
  })
})

it('a day leads to its first message, where the reader is', async () => {
  const { part, main } = await open()
  await part.get('input[type=date]').setValue('2026-05-08')
  await part.get('form.date').trigger('submit')
  const ts = new Date(2026, 4, 8).getTime()
  expect(main.chatPage.mock.lastCall).toEqual([{ room: 'chat', at: { kind: 'date', ts } }])
})
