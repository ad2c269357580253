import { EventEmitter } from 'node:events'
import type { App, HandlerDetails, WebContents, WindowOpenHandlerResponse } from 'electron'
import { beforeEach, expect, it, vi } from 'vitest'
import { hardenContents, hardenedPreferences } from './harden'

class FakeContents extends EventEmitter {
  openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined
  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler
  }
}

let app: EventEmitter
beforeEach(() => {
  app = new EventEmitter()
  hardenContents(app as unknown as App)
})

function created(): FakeContents {
  const contents = new FakeContents()
  app.emit('web-contents-created', {}, contents as unknown as WebContents)
  return contents
}

it.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
  'denies %s on every page, whatever made it',
  (name) => {
    for (const contents of [created(), created()]) {
      const event = { preventDefault: vi.fn(), url: 'app://porchlight/chat/index.html' }
      contents.emit(name, event)
      expect(event.preventDefault).toHaveBeenCalledOnce()
    }
  },
)

it.each(['https://example.org', 'app://porchlight/chat/index.html', 'about:blank', 'file:///'])(
  'opens no window for %s',
  (url) => expect(created().openHandler?.({ url } as HandlerDetails)).toEqual({ action: 'deny' }),
)

it('states every switch that keeps a page away from the computer', () => {
  expect(hardenedPreferences('/preload.cjs')).toEqual({
    preload: '/preload.cjs',
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: process.platform === 'darwin',
  })
})
