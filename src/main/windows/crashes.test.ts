import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { watchPage } from './crashes'

let now: number
let done: string[]
let page: EventEmitter
let window: EventEmitter & { destroyed: boolean }

beforeEach(() => {
  now = 1_000
  done = []
  page = new EventEmitter()
  window = open()
})

function open(): typeof window {
  page = new EventEmitter()
  const made = Object.assign(new EventEmitter(), {
    webContents: page,
    destroyed: false,
    isDestroyed: () => made.destroyed,
    reload: () => done.push('reload'),
    destroy: () => {
      made.destroyed = true
      done.push('destroy')
    },
  })
  watchPage(made as unknown as BrowserWindow, 'Chat', {
    now: () => now,
    report: (where, what) => done.push(`${where}: ${String(what)}`),
    gaveUp: (title) => done.push(`gave up ${title}`),
  })
  return made
}

const crash = (reason = 'crashed'): boolean => page.emit('render-process-gone', {}, { reason, exitCode: 5 })
const outcome = (): string[] => done.filter((each) => !each.startsWith('Chat:'))

it('a page that crashes is loaded anew, and it is noted', () => {
  crash('oom')
  expect(done).toEqual(['Chat: its page has crashed (oom, 5)', 'reload'])
})

it('the third time within a minute its window closes', () => {
  crash()
  now += 30_000
  crash()
  now += 29_999
  crash()
  expect(outcome()).toEqual(['reload', 'reload', 'destroy', 'gave up Chat'])
  crash()
  expect(outcome()).toHaveLength(4)
})

it('crashes that are further apart are each their own', () => {
  for (let time = 0; time < 10; time++) {
    crash()
    now += 30_000
  }
  expect(outcome()).toEqual(Array.from({ length: 10 }, () => 'reload'))
})

it('a window that is opened anew begins anew', () => {
  for (let time = 0; time < 3; time++) crash()
  window = open()
  crash()
  expect(outcome().at(-1)).toBe('reload')
})

it('a page that ends as it should is left alone', () => {
  crash('clean-exit')
  expect(done).toEqual([])
})

it('one that hangs is only noted', () => {
  window.emit('unresponsive')
  window.emit('responsive')
  expect(done).toEqual(['Chat: its page does not answer', 'Chat: its page answers again'])
})
