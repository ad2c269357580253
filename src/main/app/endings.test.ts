import { EventEmitter } from 'node:events'
import type { PowerMonitor } from 'electron'
import { expect, it, vi } from 'vitest'
import { quitWithTheSystem } from './endings'

function begin(platform: NodeJS.Platform) {
  const quit = vi.fn()
  const powerMonitor = new EventEmitter()
  const ear = new EventEmitter()
  const createEar = vi.fn(() => ear)
  const system = Object.assign(new EventEmitter(), { platform })
  quitWithTheSystem({
    app: { quit },
    powerMonitor: powerMonitor as unknown as PowerMonitor,
    process: system as unknown as NodeJS.Process,
    createEar,
  })
  return { quit, powerMonitor, ear, createEar, system }
}

it.each(['linux', 'darwin'] as const)(
  '%s is held back at its shutdown until the app has quit',
  (platform) => {
    const { quit, powerMonitor, createEar } = begin(platform)
    const event = { preventDefault: vi.fn() }
    powerMonitor.emit('shutdown', event)
    expect(event.preventDefault).toHaveBeenCalledOnce()
    expect(quit).toHaveBeenCalledOnce()
    expect(createEar).not.toHaveBeenCalled()
  },
)

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('%s is a quit, as often as it comes', (signal) => {
  const { quit, system } = begin('linux')
  system.emit(signal)
  system.emit(signal)
  expect(quit).toHaveBeenCalledTimes(2)
})

it('Windows tells a window that nobody sees', () => {
  const { quit, ear, system } = begin('win32')
  expect(quit).not.toHaveBeenCalled()
  ear.emit('session-end')
  expect(quit).toHaveBeenCalledOnce()
  expect(system.eventNames()).toEqual([])
})
