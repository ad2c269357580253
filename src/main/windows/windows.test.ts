import { EventEmitter } from 'node:events'
import type { BrowserWindow } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { Windows } from './windows'

class FakeWindow extends EventEmitter {
  readonly done: string[] = []
  minimized = false
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.done.push('restore')
  }
  show(): void {
    this.done.push('show')
  }
  focus(): void {
    this.done.push('focus')
  }
}

let made: { name: string; window: FakeWindow }[]
let windows: Windows<'controller' | 'chat'>
beforeEach(() => {
  made = []
  windows = new Windows((name) => {
    const window = new FakeWindow()
    made.push({ name, window })
    return window as unknown as BrowserWindow
  })
})

it('makes one window of a kind and leaves showing it to itself', () => {
  windows.open('controller')
  windows.open('chat')
  expect(made.map(({ name }) => name)).toEqual(['controller', 'chat'])
  expect(made[0]?.window.done).toEqual([])
  expect(windows.count).toBe(2)
})

it('brings the one that is there to the front', () => {
  const first = windows.open('controller')
  expect(windows.open('controller')).toBe(first)
  expect(made).toHaveLength(1)
  expect(made[0]?.window.done).toEqual(['show', 'focus'])
})

it('restores one that is minimised', () => {
  windows.open('chat')
  Object.assign(made[0]?.window ?? {}, { minimized: true })
  windows.open('chat')
  expect(made[0]?.window.done).toEqual(['restore', 'show', 'focus'])
})

it('makes a new one after the old one was closed', () => {
  const first = windows.open('chat')
  windows.open('controller')
  made[0]?.window.emit('closed')
  expect(windows.count).toBe(1)
  const second = windows.open('chat')
  expect(second).not.toBe(first)
  expect(made.map(({ name }) => name)).toEqual(['chat', 'controller', 'chat'])
  expect(windows.open('controller')).toBe(made[1]?.window)
})
