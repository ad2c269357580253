import type { NativeImage } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { Badge, type BadgeWindow } from './badge'

const dot = 'dot' as unknown as NativeImage
let calls: unknown[][]

class FakeWindow implements BadgeWindow {
  focused = false
  #focus: (() => void) | undefined
  isDestroyed = (): boolean => false
  isFocused = (): boolean => this.focused
  flashFrame = (flash: boolean): unknown => calls.push(['flash', flash])
  setOverlayIcon = (icon: NativeImage | null, words: string): unknown => calls.push(['overlay', icon, words])
  once = (_event: 'focus', listener: () => void): unknown => (this.#focus = listener)
  focus(): void {
    this.focused = true
    this.#focus?.()
  }
}

let window: FakeWindow | undefined

beforeEach(() => {
  calls = []
  window = undefined
})

function start(platform: NodeJS.Platform): Badge {
  return new Badge({
    app: { setBadgeCount: (count) => calls.push(['count', count]) > 0 },
    platform,
    dot: () => dot,
    words: (unread) => `${unread} unread`,
    chatWindow: () => window,
  })
}

it.each(['linux', 'darwin'] as const)('is a count on %s, set only when it changes', (platform) => {
  const badge = start(platform)
  for (const unread of [0, 2, 2, 3, 0]) badge.show(unread, false)
  expect(calls).toEqual([
    ['count', 2],
    ['count', 3],
    ['count', 0],
  ])
})

it('is a picture with words on Windows, on every window that comes', () => {
  const badge = start('win32')
  badge.show(2, true)
  expect(calls).toEqual([])
  window = new FakeWindow()
  badge.show(2, true)
  badge.show(0, true)
  expect(calls).toEqual([
    ['overlay', dot, '2 unread'],
    ['overlay', null, ''],
  ])
})

function flashes(): unknown[][] {
  return calls.filter(([name]) => name === 'flash')
}

it('calls with the first unread message, until the window is looked at', () => {
  window = new FakeWindow()
  const badge = start('linux')
  badge.show(1, false)
  badge.show(2, false)
  expect(flashes()).toEqual([['flash', true]])
  window.focus()
  expect(flashes()).toEqual([
    ['flash', true],
    ['flash', false],
  ])
})

it('does not call who looks, or is not to be disturbed', () => {
  window = new FakeWindow()
  const badge = start('linux')
  badge.show(1, true)
  badge.show(0, false)
  window.focus()
  badge.show(1, false)
  expect(flashes()).toEqual([])
})
