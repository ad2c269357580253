import { EventEmitter } from 'node:events'
import type { IpcMain, WebFrameMain } from 'electron'
import { beforeEach, expect, it } from 'vitest'
import { STATE_CHANNEL, WATCH_CHANNEL } from '@shared/ipc/contract'
import type { StatePush } from '@shared/ipc/state'
import { isOwnFrame } from '../security/origin'
import { pushState } from './push'
import type { StateFeed, Wants } from './state-feed'

class FakeContents extends EventEmitter {
  readonly got: { channel: string; push: StatePush }[] = []
  gone = false

  constructor(readonly id: number) {
    super()
  }

  isDestroyed(): boolean {
    return this.gone
  }

  send(channel: string, push: StatePush): void {
    if (this.gone) throw new TypeError('Object has been destroyed')
    this.got.push({ channel, push })
  }

  destroy(): void {
    this.gone = true
    this.emit('destroyed')
  }
}

const ours = { url: 'app://porchlight/chat/index.html', parent: null } as unknown as WebFrameMain
let ipc: EventEmitter
let sinks: Set<(push: StatePush) => void>
let wanted: Wants[]
let feed: Pick<StateFeed, 'attach'>
const push = (snapshot: boolean): StatePush => ({ snapshot, views: {} })
const tell = (): void => sinks.forEach((sink) => sink(push(false)))

beforeEach(() => {
  ipc = new EventEmitter()
  sinks = new Set()
  wanted = []
  feed = {
    attach: (sink, wants) => {
      wanted.push(wants)
      sink(push(true))
      sinks.add(sink)
      return () => sinks.delete(sink)
    },
  }
  pushState(ipc as unknown as IpcMain, isOwnFrame)(feed)
})

const watch = (sender: FakeContents, senderFrame: WebFrameMain | null = ours): boolean =>
  ipc.emit(WATCH_CHANNEL, { sender, senderFrame })
const kinds = (contents: FakeContents): boolean[] => contents.got.map(({ push: { snapshot } }) => snapshot)

it('sends a snapshot, then patches, on the one channel', () => {
  const window = new FakeContents(1)
  watch(window)
  tell()
  expect(window.got).toEqual([
    { channel: STATE_CHANNEL, push: push(true) },
    { channel: STATE_CHANNEL, push: push(false) },
  ])
})

it('keeps a window waiting that asks before there is a feed, and forgets one that has gone meanwhile', () => {
  const late = new EventEmitter()
  const start = pushState(late as unknown as IpcMain, isOwnFrame)
  const [window, gone] = [new FakeContents(1), new FakeContents(2)]
  for (const sender of [window, gone]) late.emit(WATCH_CHANNEL, { sender, senderFrame: ours })
  gone.destroy()
  expect(sinks.size).toBe(0)
  start(feed)
  tell()
  expect(kinds(window)).toEqual([true, false])
  expect(gone.got).toEqual([])
  expect(sinks.size).toBe(1)
})

it('serves each window', () => {
  const windows = [new FakeContents(1), new FakeContents(2)]
  windows.forEach((window) => watch(window))
  tell()
  expect(windows.map(kinds)).toEqual([
    [true, false],
    [true, false],
  ])
})

it('sends a new snapshot after a reload and each patch only once', () => {
  const window = new FakeContents(1)
  for (let reload = 0; reload < 5; reload++) watch(window)
  tell()
  expect(kinds(window)).toEqual([true, true, true, true, true, false])
  expect(sinks.size).toBe(1)
  expect(window.listenerCount('destroyed')).toBe(1)
})

it('stops when the window is gone, and begins anew with the next one', () => {
  const window = new FakeContents(1)
  watch(window)
  window.destroy()
  expect(sinks.size).toBe(0)
  tell()
  expect(kinds(window)).toEqual([true])
  const next = new FakeContents(2)
  watch(next)
  next.destroy()
  expect(sinks.size).toBe(0)
})

it('sends nothing to a window that is just going', () => {
  const window = new FakeContents(1)
  watch(window)
  window.gone = true
  expect(tell).not.toThrow()
  expect(kinds(window)).toEqual([true])
})

it.each([
  ['nobody', null],
  ['a page of the web', { url: 'https://example.org', parent: null }],
  ['a frame inside our page', { url: ours.url, parent: ours }],
])('sends nothing to %s', (_who, frame) => {
  const window = new FakeContents(1)
  watch(window, frame as WebFrameMain | null)
  tell()
  expect(window.got).toEqual([])
  expect(sinks.size).toBe(0)
})

it.each([
  ['controller/index.html', { lights: true, wire: true, messages: false }],
  ['panel/index.html', { lights: true, wire: false, messages: false }],
  ['chat/index.html', { lights: false, wire: false, messages: true }],
  ['chat/index.html?controller#/controller/', { lights: false, wire: false, messages: true }],
  ['other/controller/', { lights: false, wire: false, messages: false }],
  ['', { lights: false, wire: false, messages: false }],
])('asks for the lists that the page %j shows', (page, wants) => {
  watch(new FakeContents(1), { url: `app://porchlight/${page}`, parent: null } as unknown as WebFrameMain)
  expect(wanted).toEqual([wants])
})
