import { beforeEach, describe, expect, it } from 'vitest'
import { FIRST_CHAT_SETTINGS, type ChatSettings, type KeptRoom } from '@shared/chat/room-settings'
import type { RoomSummary } from '@shared/ipc/state'
import { en } from '../words/en'
import { Outside } from './outside'

const chat: KeptRoom = { topic: 'chat', name: '', kind: 'open', colour: 'none', notify: true }
const message = { id: 'm1', clock: 1, user: 'Yoko', text: 'Hi', ts: 1 }

let done: unknown[][]
let settings: ChatSettings
let watched: string | undefined
let unread: number
let outside: Outside

beforeEach(() => {
  done = []
  settings = FIRST_CHAT_SETTINGS
  watched = undefined
  unread = 0
  outside = new Outside({
    chat: () => settings,
    isWatched: (room) => room === watched,
    unread: () => unread,
    notifications: {
      tell: ({ id, title }, silent) => done.push(['tell', id, title, silent]),
      read: (room) => done.push(['read', room]),
    },
    badge: { show: (count, quiet) => done.push(['badge', count, quiet]) },
    beep: () => done.push(['beep']),
    words: en.telling,
  })
})

function arrives(yourTurn: boolean): void {
  outside.arrived({ room: chat, message, yourTurn })
}

describe('a message', () => {
  it('is told', () => {
    arrives(false)
    expect(done).toEqual([['tell', 'm1', 'Yoko', false]])
  })

  it('makes one sound where it gives the user the turn', () => {
    arrives(true)
    expect(done).toEqual([['tell', 'm1', 'Yoko', true], ['beep']])
  })

  it('makes its sound also where it is not told in words', () => {
    settings = { ...settings, notifications: false }
    arrives(true)
    expect(done).toEqual([['beep']])
  })

  it('is not told to who watches the room', () => {
    watched = 'chat'
    arrives(true)
    expect(done).toEqual([])
  })
})

describe('the rooms', () => {
  function push(...rooms: readonly (readonly [topic: string, unread: number])[]): void {
    const views = {
      rooms: rooms.map(([topic, count]): RoomSummary => ({
        ...{ topic, name: topic, given: '', kind: 'open', colour: 'none', notify: true, unread: count },
      })),
    }
    outside.push({ snapshot: false, views })
  }

  it('show how much was not read, and take back what was', () => {
    unread = 2
    push(['chat', 2], ['kitchen', 0])
    expect(done).toEqual([
      ['read', 'kitchen'],
      ['badge', 2, false],
    ])
  })

  it('take back what a room told that the user has left', () => {
    push(['chat', 2], ['kitchen', 1])
    done = []
    settings = { ...settings, doNotDisturb: true }
    push(['chat', 2])
    expect(done).toEqual([
      ['read', 'kitchen'],
      ['badge', 0, true],
    ])
  })

  it('are left alone by what is not about them', () => {
    outside.push({ snapshot: false, views: {} })
    expect(done).toEqual([])
  })

  it('are shown again to a window that comes', () => {
    unread = 3
    outside.renew()
    expect(done).toEqual([['badge', 3, false]])
  })
})
