import type { WebFrameMain } from 'electron'
import { describe, expect, it } from 'vitest'
import { APP_ORIGIN, isOwnFrame, isOwnUrl } from './origin'

describe('isOwnUrl', () => {
  it.each([
    `${APP_ORIGIN}/controller/index.html`,
    'app://porchlight/',
    'app://porchlight/chat/index.html?x=1#y',
  ])('takes %s', (url) => expect(isOwnUrl(url)).toBe(true))

  it.each([
    '',
    'app:',
    'app://',
    'about:blank',
    'app://porchlight.example/index.html',
    'app://porchlight:80/index.html',
    'app://porchlight@example.org/index.html',
    'app://example.org/app://porchlight/',
    'app:porchlight/index.html',
    'apps://porchlight/index.html',
    'https://porchlight/index.html',
    'http://example.org/#app://porchlight/',
    'file:///app://porchlight/index.html',
    'javascript:location="app://porchlight/"',
    'data:text/html,app://porchlight/',
    'blob:app://porchlight/0b9f2d5e',
    'porchlight',
  ])('refuses %j', (url) => expect(isOwnUrl(url)).toBe(false))
})

describe('isOwnFrame', () => {
  const frame = (url: string, parent: unknown = null): WebFrameMain =>
    ({ url, parent }) as unknown as WebFrameMain
  const ours = frame(`${APP_ORIGIN}/chat/index.html`)

  it('takes the top frame of our page only', () => {
    expect(isOwnFrame(ours)).toBe(true)
    expect(isOwnFrame(frame(`${APP_ORIGIN}/chat/index.html`, ours))).toBe(false)
    expect(isOwnFrame(frame('https://example.org/'))).toBe(false)
    expect(isOwnFrame(null)).toBe(false)
  })
})
