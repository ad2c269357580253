import { EventEmitter } from 'node:events'
import type { App, UtilityProcess } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { FIRST_DESKTOP, type DesktopView } from '@shared/desktop/desktop'
import type { UpdateState } from '@shared/desktop/update'
import type { StatePush } from '@shared/ipc/state'
import type { ConnectionState } from '@shared/mqtt/connection'
import { catchFaults, connectionLines, loggedFork, logProcesses, logStart, logStates } from './log-session'

class Lines {
  readonly list: string[] = []
  info(where: string, text: string): void {
    this.list.push(`${where}: ${text}`)
  }
  error(where: string, error: unknown): void {
    this.list.push(`${where}! ${String(error)}`)
  }
}

const broker = { scheme: 'wss', host: 'lab.example', port: 8084, path: '/mqtt?token=s3cret' } as const
const waiting = (kind: 'refused' | 'timed-out', nextTryAt: number): ConnectionState => ({
  phase: 'waiting',
  broker,
  nextTryAt,
  reason: { kind, detail: 'connect ECONNREFUSED for john' },
})
const connected: ConnectionState = { phase: 'connected', broker, hostedHere: false, version: '5' }

describe('the connection', () => {
  it('is told of when it changes, without the path and the details', () => {
    const lines = connectionLines()
    const said = [
      { phase: 'connecting' } as const,
      connected,
      waiting('refused', 1),
      { phase: 'stopped', broker, reason: { kind: 'certificate', rule: 'expired', detail: 'x' } } as const,
    ].flatMap(lines)
    expect(said).toEqual([
      'connecting',
      'connected wss://lab.example:8084, MQTT 5',
      'waiting wss://lab.example:8084, refused',
      'stopped wss://lab.example:8084, certificate (expired)',
    ])
  })

  it('that is tried again and again is a count', () => {
    const lines = connectionLines()
    const said: string[] = []
    for (let n = 0; n < 500; n++) {
      said.push(...lines({ phase: 'connecting', broker }), ...lines(waiting('refused', n)))
    }
    said.push(...lines(waiting('timed-out', 1)), ...lines(connected), ...lines(connected))
    expect(said).toEqual([
      'connecting wss://lab.example:8084',
      'waiting wss://lab.example:8084, refused',
      'the same 499 times more',
      'waiting wss://lab.example:8084, timed-out',
      'connected wss://lab.example:8084, MQTT 5',
    ])
  })
})

it('updates and notices are told of once each, notices by their kind alone', () => {
  const log = new Lines()
  let push: (push: StatePush) => void = () => undefined
  const stop = vi.fn()
  const feed = {
    attach: (sink: typeof push) => {
      push = sink
      return stop
    },
  }
  expect(logStates(feed, log)).toBe(stop)
  const desktop = (update: UpdateState): DesktopView => ({
    settings: FIRST_DESKTOP,
    startAtLogin: 'off',
    update,
  })
  const notices = [{ id: 1, kind: 'qos-lowered', detail: 'secret/topic' } as const]
  push({ snapshot: true, views: { connection: connected, notices, desktop: desktop({ phase: 'idle' }) } })
  push({
    snapshot: false,
    views: { desktop: desktop({ phase: 'downloading', version: '2.0.0', percent: 1 }) },
  })
  push({
    snapshot: false,
    views: { desktop: desktop({ phase: 'downloading', version: '2.0.0', percent: 2 }) },
  })
  push({ snapshot: false, views: { desktop: desktop({ phase: 'failed', at: 1, detail: 'no space' }) } })
  push({ snapshot: false, views: { notices: [...notices, { id: 2, kind: 'no-tray' }] } })
  push({ snapshot: false, views: { notices: [] } })
  expect(log.list).toEqual([
    'connection: connected wss://lab.example:8084, MQTT 5',
    'notice: qos-lowered',
    'update: downloading 2.0.0',
    'update: failed, no space',
    'notice: no-tray',
  ])
})

it('a run begins with what it is', () => {
  const log = new Lines()
  const run = { version: '0.1.0', packaged: true, hidden: true, platform: 'linux', arch: 'x64' } as const
  logStart(log, {
    ...run,
    folder: '/data',
    versions: { electron: '33.2.1' },
    env: { XDG_SESSION_TYPE: 'wayland' },
  })
  expect(log.list).toEqual([
    'start: Porchlight 0.1.0 (packaged), Electron 33.2.1, linux x64, wayland, hidden, in /data',
  ])
})

it('the broker and other processes are told of when they come and go', () => {
  const log = new Lines()
  const child = Object.assign(new EventEmitter(), { pid: 42 })
  const fork = vi.fn(() => child as unknown as UtilityProcess)
  expect(loggedFork(fork, log)()).toBe(child)
  child.emit('spawn')
  child.emit('exit', 9)
  const app = new EventEmitter()
  logProcesses(app as unknown as App, log)
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5 })
  app.emit(
    'child-process-gone',
    {},
    { type: 'Utility', name: 'Porchlight broker', reason: 'clean-exit', exitCode: 0 },
  )
  expect(log.list).toEqual([
    'broker: its process has started (42)',
    'broker: its process has ended with 9',
    'process! GPU: crashed (5)',
  ])
})

it('what nobody has caught is reported and told, and never thrown again', () => {
  const source = new EventEmitter()
  const reported: unknown[] = []
  const tell = vi.fn()
  catchFaults(source as unknown as NodeJS.Process, (where, error) => void reported.push([where, error]), tell)
  source.emit('uncaughtException', 'a')
  source.emit('unhandledRejection', 'b')
  expect(reported).toEqual([
    ['uncaught', 'a'],
    ['unhandled', 'b'],
  ])
  tell.mockImplementation(() => {
    throw new Error('not yet')
  })
  expect(() => source.emit('uncaughtException', 'c')).not.toThrow()
  expect(tell).toHaveBeenCalledTimes(3)
})
