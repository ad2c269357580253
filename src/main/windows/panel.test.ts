import { EventEmitter } from 'node:events'
import type { BrowserWindow, Display, Rectangle } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { trayPanel } from './panel'

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter()
  bounds: Rectangle | undefined
  visible = false
  /** The page’s own word on its place was not taken. */
  left = false
  gone = false
  isVisible(): boolean {
    return this.visible
  }
  isDestroyed(): boolean {
    return this.gone
  }
  setBounds(bounds: Rectangle): void {
    this.bounds = bounds
  }
  show(): void {
    this.visible = true
  }
  close(): void {
    if (this.gone) return
    this.gone = true
    this.emit('closed')
  }
  grow(height: number): void {
    const event = { preventDefault: () => (this.left = true) }
    this.webContents.emit('content-bounds-updated', event, { x: 9, y: 9, width: 320, height })
  }
}

const workArea = { x: 0, y: 40, width: 1920, height: 1040 }
let made: FakeWindow[]
let now: number
let asked: unknown[]
let cursor: { x: number; y: number }
let panel: ReturnType<typeof trayPanel>
const last = (): FakeWindow => made.at(-1)!

beforeEach(() => {
  made = []
  now = 0
  asked = []
  cursor = { x: 1000, y: 20 }
  panel = trayPanel({
    create: () => {
      const window = new FakeWindow()
      made.push(window)
      return window as unknown as BrowserWindow
    },
    screen: {
      getCursorScreenPoint: () => cursor,
      getDisplayNearestPoint: (point) => {
        asked.push(point)
        return { workArea } as Display
      },
    },
    now: () => now,
  })
})

describe('its place', () => {
  it('is shown when its page has a height, and not before', () => {
    panel.click()
    expect(last().visible).toBe(false)
    last().grow(0)
    expect(last().visible).toBe(false)
    last().grow(251)
    expect(last().visible).toBe(true)
    expect(last().bounds).toEqual({ x: 840, y: 48, width: 320, height: 251 })
    expect(last().left).toBe(true)
  })

  it('follows its page up to 480 pixels', () => {
    panel.click()
    last().grow(200)
    last().grow(5_000)
    expect(last().bounds).toEqual({ x: 840, y: 48, width: 320, height: 480 })
  })

  it('is at the icon on the icon’s screen where the system tells, else at the cursor', () => {
    const bounds = { x: 300, y: 8, width: 24, height: 24 }
    panel.click(bounds)
    last().grow(200)
    expect(last().bounds).toMatchObject({ x: 152, y: 48 })
    last().close()
    panel.click({ x: 0, y: 0, width: 0, height: 0 })
    last().grow(200)
    expect(last().bounds).toMatchObject({ x: 840, y: 48 })
    expect(asked).toEqual([bounds, { x: 1000, y: 20 }])
  })

  it('is where it was when the cursor seems to be where it stood: X11 tells no better', () => {
    panel.click()
    last().grow(200)
    last().close()
    cursor = { x: 900, y: 100 }
    panel.click()
    last().grow(200)
    expect(last().bounds).toMatchObject({ x: 840, y: 48 })
    last().close()
    cursor = { x: 500, y: 20 }
    panel.click()
    last().grow(200)
    expect(last().bounds).toMatchObject({ x: 340, y: 48 })
  })

  it('takes no word of a page that is gone', () => {
    panel.click()
    last().close()
    last().grow(200)
    expect(last().bounds).toBeUndefined()
  })
})

describe('a click', () => {
  it('closes it where it still is open', () => {
    panel.click()
    panel.click()
    expect(made).toHaveLength(1)
    expect(last().gone).toBe(true)
  })

  it('that took the focus away from it leaves it closed', () => {
    panel.click()
    last().emit('blur')
    expect(last().gone).toBe(true)
    now += 299
    panel.click()
    expect(made).toHaveLength(1)
    now += 1
    panel.click()
    expect(made).toHaveLength(2)
    expect(last().gone).toBe(false)
  })

  it('opens it at once after its page has closed it', () => {
    panel.click()
    last().close()
    panel.click()
    expect(made).toHaveLength(2)
  })
})
