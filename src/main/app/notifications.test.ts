import type { NotificationConstructorOptions } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { en } from '../words/en'
import { Notifications, type NotificationHandle } from './notifications'
import type { Note } from './telling'
import { HandClock } from './testing/hand-clock'

/** What the desktop shows of one notification. */
class Shown implements NotificationHandle {
  isOpen = false
  readonly options: NotificationConstructorOptions
  readonly #listeners = new Map<string, () => void>()

  constructor(options: NotificationConstructorOptions) {
    this.options = options
    all.push(this)
  }
  show(): void {
    this.isOpen = true
  }
  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.#listeners.get('close')?.()
  }
  on(event: string, listener: () => void): void {
    this.#listeners.set(event, listener)
  }
  happen(event: 'click' | 'failed'): void {
    this.#listeners.get(event)?.()
  }
}

let all: Shown[]
let clicks: string[][]
let clock: HandClock
let notifications: Notifications
let isSupported: boolean

beforeEach(() => {
  all = []
  clicks = []
  clock = new HandClock()
  isSupported = true
  notifications = start('linux')
})

function start(platform: NodeJS.Platform): Notifications {
  return new Notifications({
    create: (options) => new Shown(options),
    isSupported: () => isSupported,
    platform,
    now: () => clock.now,
    after: clock.after,
    words: en.telling,
    clicked: (room, id) => clicks.push([room, id]),
  })
}

function note(id: string, more: Partial<Note> = {}): Note {
  const title = `Yoko in kitchen`
  return { room: 'kitchen', id, title, body: `text ${id}`, place: 'kitchen', yourTurn: false, ...more }
}

function open(): (string | undefined)[][] {
  return all.filter((one) => one.isOpen).map(({ options: { title, body } }) => [title, body])
}

it('shows a message at once', () => {
  notifications.tell(note('a'), false)
  expect(all.map(({ options }) => options)).toEqual([
    { title: 'Yoko in kitchen', body: 'text a', silent: false },
  ])
  expect(open()).toHaveLength(1)
})

it('puts a later one of the room in the place of the earlier', () => {
  notifications.tell(note('a'), false)
  clock.pass(2_000)
  notifications.tell(note('b'), true)
  expect(open()).toEqual([['Yoko in kitchen', 'text b']])
  expect(all[1]?.options.silent).toBe(true)
})

it('leaves what other rooms have', () => {
  notifications.tell(note('a'), false)
  notifications.tell(note('b', { room: 'chat', place: 'chat', title: 'Yoko' }), false)
  expect(open()).toEqual([
    ['Yoko in kitchen', 'text a'],
    ['Yoko', 'text b'],
  ])
})

describe('many in a short time', () => {
  it('are told together, once in two seconds', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      notifications.tell(note(id), false)
      clock.pass(100)
    }
    expect(open()).toEqual([['Yoko in kitchen', 'text a']])
    clock.pass(2_000)
    expect(open()).toEqual([['kitchen', '5 new messages']])
    notifications.tell(note('f'), false)
    clock.pass(2_000)
    expect(open()).toEqual([['kitchen', '6 new messages']])
    expect(all).toHaveLength(3)
  })

  it('are few on the desktop however many they are', () => {
    for (let index = 0; index < 10_000; index += 1) {
      notifications.tell(note(`${index}`), false)
      clock.pass(1)
    }
    expect(all.length).toBeLessThanOrEqual(6)
    expect(clock.waiting).toBeLessThanOrEqual(1)
  })

  it('keep that it is the user’s turn', () => {
    notifications.tell(note('a'), false)
    notifications.tell(note('b', { yourTurn: true }), false)
    notifications.tell(note('c'), false)
    clock.pass(2_000)
    expect(open()).toEqual([['kitchen – your turn', '3 new messages']])
  })

  it('begin to be counted anew after a pause', () => {
    notifications.tell(note('a'), false)
    notifications.tell(note('b'), false)
    clock.pass(4_000)
    notifications.tell(note('c'), false)
    expect(open()).toEqual([['Yoko in kitchen', 'text c']])
  })

  it('begin to be counted anew after the user has closed the notification', () => {
    notifications.tell(note('a'), false)
    all[0]?.close()
    notifications.tell(note('b'), false)
    expect(open()).toEqual([['Yoko in kitchen', 'text b']])
  })
})

describe('a click', () => {
  it('leads to the message, and takes the notification away', () => {
    notifications.tell(note('a'), false)
    all[0]?.happen('click')
    expect(clicks).toEqual([['kitchen', 'a']])
    expect(open()).toEqual([])
  })

  it('leads to the first of several', () => {
    notifications.tell(note('a'), false)
    notifications.tell(note('b'), false)
    clock.pass(2_000)
    all[1]?.happen('click')
    expect(clicks).toEqual([['kitchen', 'a']])
  })
})

it('takes back what was read, also before it was told', () => {
  notifications.tell(note('a'), false)
  notifications.tell(note('b'), false)
  notifications.read('kitchen')
  clock.pass(10_000)
  expect(all).toHaveLength(1)
  expect(open()).toEqual([])
})

it('takes everything back at the end', () => {
  notifications.tell(note('a'), false)
  notifications.tell(note('b', { room: 'chat' }), false)
  notifications.stop()
  expect(open()).toEqual([])
})

it('does nothing where nothing shows notifications', () => {
  isSupported = false
  notifications.tell(note('a'), false)
  expect(all).toEqual([])
})

it('goes on after one could not be shown', () => {
  notifications.tell(note('a'), false)
  all[0]?.happen('failed')
  notifications.tell(note('b'), false)
  expect(all).toHaveLength(1)
  clock.pass(2_000)
  expect(all).toHaveLength(2)
})

it.each([
  ['linux', '‹b>x‹/b> ‹3'],
  ['win32', '<b>x</b> <3'],
  ['darwin', '<b>x</b> <3'],
] as const)('hands %s nothing that it takes for tags', (platform, body) => {
  start(platform).tell(note('a', { body: '<b>x</b> <3' }), false)
  expect(all[0]?.options.body).toBe(body)
})
