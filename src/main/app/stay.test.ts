import { EventEmitter } from 'node:events'
import type { App, BrowserWindow } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { stayInTray } from './stay'

let app: EventEmitter
let done: string[]
let asked: number
let windows: number
let tell: (shown: boolean) => void

beforeEach(() => {
  done = []
  asked = 0
  windows = 1
  app = Object.assign(new EventEmitter(), { quit: () => done.push('quit') })
})

function begin(firstWindow?: EventEmitter): void {
  stayInTray(
    app as unknown as App,
    {
      askTray: () => {
        asked++
        return new Promise<boolean>((resolve) => (tell = resolve))
      },
      noTray: () => done.push('say that there is no tray'),
      openWindows: () => windows,
      openController: () => done.push('open'),
    },
    firstWindow as unknown as BrowserWindow | undefined,
  )
}

async function trayIs(shown: boolean): Promise<void> {
  tell(shown)
  await new Promise<void>((resolve) => setImmediate(resolve))
}

async function closeLast(): Promise<void> {
  windows = 0
  app.emit('window-all-closed')
  await new Promise<void>((resolve) => setImmediate(resolve))
}

it('asks for the tray only when the first window is seen, and once', async () => {
  const first = new EventEmitter()
  begin(first)
  expect(asked).toBe(0)
  first.emit('show')
  first.emit('show')
  await trayIs(true)
  await closeLast()
  expect(asked).toBe(1)
})

it('stays when the last window is closed and the tray is shown', async () => {
  begin()
  await trayIs(true)
  await closeLast()
  expect(done).toEqual([])
})

it('stays while it is not known whether there is a tray, and then does what is right', async () => {
  begin()
  await closeLast()
  expect(done).toEqual([])
  windows = 1
  await trayIs(false)
  // Another window was opened meanwhile.
  expect(done).toEqual(['say that there is no tray'])
})

it('says that there is no tray, and ends with the last window', async () => {
  begin()
  await trayIs(false)
  expect(done).toEqual(['say that there is no tray'])
  await closeLast()
  expect(done.at(-1)).toBe('quit')
})

it('shows itself where it was started hidden and there is no tray', async () => {
  windows = 0
  begin()
  await trayIs(false)
  expect(done).toEqual(['say that there is no tray', 'open'])
})

it.each(['second-instance', 'activate'])('comes up at %s', (event) => {
  begin()
  app.emit(event, {}, ['porchlight', '--user=John'])
  expect(done).toEqual(['open'])
})

it('stays where it is at a second start that is to be hidden', () => {
  begin()
  app.emit('second-instance', {}, ['porchlight', '--original-process-start-time=1', '--hidden'])
  expect(done).toEqual([])
})
