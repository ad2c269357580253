import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { stayInTray } from './stay'

let app: EventEmitter
let done: string[]
let windows: number
let tell: (shown: boolean) => void

beforeEach(() => {
  done = []
  windows = 1
  app = Object.assign(new EventEmitter(), { quit: () => done.push('quit') })
  const trayShown = new Promise<boolean>((resolve) => (tell = resolve))
  stayInTray(app as unknown as App, {
    trayShown,
    noTray: () => done.push('say that there is no tray'),
    openWindows: () => windows,
    openController: () => done.push('open'),
  })
})

async function trayIs(shown: boolean): Promise<void> {
  tell(shown)
  await Promise.resolve()
}

it('stays when the last window is closed and the tray is shown', async () => {
  await trayIs(true)
  app.emit('window-all-closed')
  expect(done).toEqual([])
})

it('stays while it is not known whether there is a tray', () => {
  app.emit('window-all-closed')
  expect(done).toEqual([])
})

it('says that there is no tray, and ends with the last window', async () => {
  await trayIs(false)
  expect(done).toEqual(['say that there is no tray'])
  app.emit('window-all-closed')
  expect(done.at(-1)).toBe('quit')
})

it('shows itself where it was started hidden and there is no tray', async () => {
  windows = 0
  await trayIs(false)
  expect(done).toEqual(['say that there is no tray', 'open'])
})

it.each(['second-instance', 'activate'])('comes up at %s', (event) => {
  app.emit(event)
  expect(done).toEqual(['open'])
})
