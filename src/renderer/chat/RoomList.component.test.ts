import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { ROOM_COLOURS } from '@shared/chat/room-settings'
import type { RoomSummary } from '@shared/ipc/state'
import { aRoom, aSummary } from '../testing/state'
import { openPart } from '../testing/window'
import RoomList from './RoomList.vue'
import RoomMenu from './RoomMenu.vue'
import { useRoomKeys } from './use-room-keys'

enableAutoUnmount(afterEach)

const garden = aSummary({ topic: 'house/garden', name: 'Garden', colour: 'green' })
const yoko = aSummary({ topic: 'direct/a/b', name: 'Yoko', kind: 'direct', here: true })
const views = (...rooms: RoomSummary[]) => ({ rooms, room: aRoom() })

describe('the list', () => {
  const open = (...rooms: RoomSummary[]) => openPart(RoomList, { views: views(...rooms) })
  const rows = ({ part }: ReturnType<typeof open>) => part.findAll('li button')

  it('is a navigation that names the rooms in their order, and says which is shown', () => {
    const list = open(aSummary(), garden)
    expect(list.part.get('nav').attributes('aria-label')).toBe('Rooms')
    expect(list.part.get('nav').attributes('title')).toContain('Ctrl+Tab')
    expect(rows(list).map((row) => row.attributes('aria-label'))).toEqual(['chat', 'Garden'])
    expect(rows(list).map((row) => row.attributes('aria-current'))).toEqual(['true', undefined])
  })

  it('shows a room on a press', async () => {
    const list = open(aSummary(), garden)
    await rows(list)[1]!.trigger('click')
    expect(list.main.showRoom.mock.calls).toEqual([[{ room: 'house/garden' }]])
    expect(list.part.emitted('chosen')).toHaveLength(1)
  })

  it.each([
    [aSummary({ unread: 3 }), 'chat, 3 unread'],
    [aSummary({ unread: 1_234 }), 'chat, 1,234 unread'],
    [aSummary({ kind: 'private', key: 'known' }), 'chat, private'],
    [aSummary({ notify: false, unread: 1 }), 'chat, muted, 1 unread'],
    [yoko, 'Yoko, here'],
    [{ ...yoko, here: false }, 'Yoko, not here'],
  ])('says in words all that is drawn: %#', (room, words) => {
    expect(rows(open(room))[0]!.attributes('aria-label')).toBe(words)
  })

  it('draws each sign only where it holds', () => {
    const signs = (room: RoomSummary) => {
      const row = rows(open(room))[0]!
      return ['.lock', '.muted', '.here', '.there', '.badge'].filter((sign) => row.find(sign).exists())
    }
    expect(signs(aSummary())).toEqual([])
    expect(signs(aSummary({ kind: 'private', notify: false, unread: 2 }))).toEqual([
      '.lock',
      '.muted',
      '.badge',
    ])
    expect(signs(yoko)).toEqual(['.here', '.there'])
    expect(signs({ ...yoko, here: false })).toEqual(['.here'])
  })

  it('keeps a badge small', () => {
    expect(
      open(aSummary({ unread: 99 }))
        .part.get('.badge')
        .attributes('data-count'),
    ).toBe('99')
    expect(
      open(aSummary({ unread: 100 }))
        .part.get('.badge')
        .attributes('data-count'),
    ).toBe('99+')
  })

  it.each(ROOM_COLOURS)('marks a room in %s', (colour) => {
    expect(open(aSummary({ colour })).part.get('.mark').classes()).toContain(colour)
  })

  it('keeps a name that looks like HTML as text', () => {
    const list = open(aSummary({ name: '<b>x</b>' }))
    expect(list.part.find('b').exists()).toBe(false)
    expect(list.part.get('li').text()).toBe('<b>x</b>')
  })

  it('offers a new room', async () => {
    const list = open(aSummary())
    await list.part.get('.add').trigger('click')
    expect(list.part.get('.add').text()).toBe('New room')
    expect(list.part.emitted('add')).toHaveLength(1)
  })
})

describe('the menu', () => {
  const open = (...rooms: RoomSummary[]) => openPart(RoomMenu, { views: views(...rooms) })

  it('says how many messages are unread in all rooms together', async () => {
    const menu = open(aSummary({ unread: 2 }), { ...garden, unread: 3 })
    expect(menu.part.get('button').attributes('aria-label')).toBe('Rooms, 5 unread')
    expect(menu.part.get('.badge').attributes('data-count')).toBe('5')
    await menu.show({ rooms: [aSummary()] })
    expect(menu.part.get('button').attributes('aria-label')).toBe('Rooms')
    expect(menu.part.find('.badge').exists()).toBe(false)
  })

  it('opens the list, and closes when a room is chosen', async () => {
    const menu = open(aSummary(), garden)
    expect(menu.part.find('nav').exists()).toBe(false)
    await menu.part.get('button').trigger('click')
    await flushPromises()
    await menu.part.findAll('nav li button')[1]!.trigger('click')
    expect(menu.main.showRoom.mock.calls).toEqual([[{ room: 'house/garden' }]])
    await vi.waitFor(() => expect(menu.part.find('nav').exists()).toBe(false))
  })

  it('closes before a new room is asked for', async () => {
    const menu = open(aSummary())
    await menu.part.get('button').trigger('click')
    await flushPromises()
    await menu.part.get('.add').trigger('click')
    expect(menu.part.emitted('add')).toHaveLength(1)
    await vi.waitFor(() => expect(menu.part.find('nav').exists()).toBe(false))
  })
})

describe('the keys', () => {
  const Keys = defineComponent({
    setup() {
      useRoomKeys()
      return () => h('p')
    },
  })
  const rooms = [aSummary(), garden, yoko]
  const open = (topic = 'chat', all = rooms) =>
    openPart(Keys, { views: { rooms: all, room: aRoom({ topic }) } })
  function press(init: KeyboardEventInit): boolean {
    const event = new KeyboardEvent('keydown', { cancelable: true, bubbles: true, ...init })
    document.body.dispatchEvent(event)
    return event.defaultPrevented
  }

  it.each([
    ['chat', { key: 'Tab', ctrlKey: true }, 'house/garden'],
    ['direct/a/b', { key: 'Tab', ctrlKey: true }, 'chat'],
    ['chat', { key: 'Tab', ctrlKey: true, shiftKey: true }, 'direct/a/b'],
    ['house/garden', { key: 'ArrowUp', altKey: true }, 'chat'],
    ['house/garden', { key: 'ArrowDown', altKey: true }, 'direct/a/b'],
    ['left', { key: 'ArrowDown', altKey: true }, 'chat'],
    ['left', { key: 'ArrowUp', altKey: true }, 'direct/a/b'],
  ])('go from %s with %j to %s', (from, key, to) => {
    const { main } = open(from)
    expect(press(key)).toBe(true)
    expect(main.showRoom.mock.calls).toEqual([[{ room: to }]])
  })

  it.each([
    { key: 'Tab' },
    { key: 'ArrowUp' },
    { key: 'ArrowUp', altKey: true, shiftKey: true },
    { key: 'ArrowUp', altKey: true, ctrlKey: true },
    { key: 'Tab', ctrlKey: true, metaKey: true },
    { key: 'a', altKey: true },
  ])('leave %j alone', (key) => {
    const { main } = open()
    expect(press(key)).toBe(false)
    expect(main.showRoom).not.toHaveBeenCalled()
  })

  it('do nothing where there is one room, none, or a question', () => {
    expect(press({ key: 'Tab', ctrlKey: true })).toBe(false)
    const one = open('chat', [aSummary()])
    press({ key: 'Tab', ctrlKey: true })
    expect(one.main.showRoom).not.toHaveBeenCalled()
    expect(open('chat', []).main.showRoom).not.toHaveBeenCalled()
    const several = open()
    const dialog = document.body.appendChild(document.createElement('dialog'))
    dialog.open = true
    expect(press({ key: 'Tab', ctrlKey: true })).toBe(false)
    dialog.remove()
    expect(several.main.showRoom).not.toHaveBeenCalled()
  })
})
