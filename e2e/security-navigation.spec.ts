import type { ElectronApplication } from '@playwright/test'
import { bothPages, effectivePreferences, expect, test } from './fixtures/hostile'
import { openOther } from './fixtures/other-windows'

test('11, 12: there is no <webview>, and one that is forced in is not attached', async ({
  launch,
  elsewhere,
}) => {
  const copy = await launch({ user: 'John' })
  for (const page of await bothPages(copy)) {
    const isWebview = await page.evaluate((src) => {
      const webview = document.createElement('webview')
      for (const name of ['nodeintegration', 'allowpopups', 'disablewebsecurity'])
        webview.setAttribute(name, '')
      webview.setAttribute('src', src)
      document.body.append(webview)
      return 'getWebContentsId' in webview
    }, elsewhere.origin)
    expect(isWebview).toBe(false)
  }
  for (const preferences of await effectivePreferences(copy.app))
    expect(preferences['webviewTag']).toBe(false)

  // Even in a window with the tag, which only a mistake of ours could make, the guard on all contents stops it.
  const html = `<webview src="${elsewhere.origin}" nodeintegration allowpopups></webview>`
  const attached = await copy.app.evaluate(
    async ({ BrowserWindow, webContents }, url) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true, sandbox: true } })
      const decided = new Promise<boolean>((resolve) =>
        window.webContents.on('will-attach-webview', (event) => resolve(event.defaultPrevented)),
      )
      await window.loadURL(url)
      const stopped = await decided
      return {
        stopped,
        views: webContents.getAllWebContents().filter((each) => each.getType() === 'webview').length,
      }
    },
    `data:text/html,${encodeURIComponent(html)}`,
  )
  expect(attached).toEqual({ stopped: true, views: 0 })
  expect(elsewhere.visits()).toEqual([])
})

interface Leaving {
  url: string
  stopped: boolean
}

/** Notes what every try to leave a page comes to. Listening last, it sees what the app has decided. */
async function watchLeaving(app: ElectronApplication): Promise<() => Promise<Leaving[]>> {
  await app.evaluate(({ webContents }) => {
    const noted: Leaving[] = []
    Object.assign(globalThis, { leaving: noted })
    for (const contents of webContents.getAllWebContents()) {
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect'] as const) {
        contents.on(event as 'will-navigate', ({ url, defaultPrevented }) =>
          noted.push({ url, stopped: defaultPrevented }),
        )
      }
    }
  })
  return () => app.evaluate(() => (globalThis as never as { leaving: Leaving[] }).leaving)
}

test('13: a page cannot be led anywhere else', async ({ launch, elsewhere }) => {
  const copy = await launch({ user: 'John' })
  const pages = await bothPages(copy)
  const leaving = await watchLeaving(copy.app)
  for (const page of pages) {
    const before = page.url()
    await page.evaluate(() => Object.assign(window, { stillHere: true }))
    const ways: Record<string, (url: string) => unknown> = {
      location: (url) => void (location.href = url),
      replace: (url) => location.replace(url),
      link: (url) => Object.assign(document.createElement('a'), { href: url }).click(),
      refresh: (url) => {
        const meta = document.createElement('meta')
        meta.httpEquiv = 'refresh'
        meta.content = `0;url=${url}`
        document.head.append(meta)
      },
    }
    for (const [way, go] of Object.entries(ways)) {
      const url = `${elsewhere.origin}/${new URL(before).pathname.split('/')[1]}/${way}`
      await page.evaluate(go, url)
      await expect.poll(leaving, way).toContainEqual({ url, stopped: true })
    }
    // Not even to the other one of our own pages, nor to what Chromium would still allow.
    for (const url of [
      'app://porchlight/chat/index.html?x',
      'app://other/',
      'mailto:x@example.org',
      'blob:app://porchlight/x',
    ]) {
      await page.evaluate((to) => Object.assign(document.createElement('a'), { href: to }).click(), url)
    }
    const thrown = await page.evaluate((url) => {
      try {
        history.pushState(null, '', url)
      } catch (error) {
        return (error as Error).name
      }
      return 'pushed'
    }, elsewhere.origin)
    expect(thrown).toBe('SecurityError')
    await page.evaluate(() => history.back())
    expect(await page.evaluate(() => 'stillHere' in window)).toBe(true)
    expect(page.url()).toBe(before)
  }
  expect((await leaving()).filter(({ stopped }) => !stopped)).toEqual([])
  expect(elsewhere.visits()).toEqual([])
})

test('13: forms, frames and redirects are stopped too where no CSP is in the way', async ({
  launch,
  elsewhere,
}) => {
  const copy = await launch({ user: 'John' })
  await bothPages(copy)
  const page = await openOther(copy.app, {
    url: 'app://porchlight/bare.html',
    served: { '/bare.html': '<!doctype html><title>No CSP</title><body>' },
  })
  const leaving = await watchLeaving(copy.app)
  const form = `${elsewhere.origin}/form`
  await page.evaluate((action) => {
    const made = Object.assign(document.createElement('form'), { action, method: 'post' })
    document.body.append(made)
    made.submit()
  }, form)
  await expect.poll(leaving).toContainEqual({ url: form, stopped: true })
  const frame = `${elsewhere.origin}/frame`
  await page.evaluate((src) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src }))
  }, frame)
  await expect.poll(leaving).toContainEqual({ url: frame, stopped: true })
  expect(elsewhere.visits()).toEqual([])

  // Our pages are never redirected; a window that a mistake of ours had sent out would not follow.
  const arrived = await copy.app.evaluate(async ({ BrowserWindow }, url) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } })
    return window.loadURL(url).then(
      () => true,
      () => false,
    )
  }, `${elsewhere.origin}/redirect`)
  expect(arrived).toBe(false)
  expect(elsewhere.visits()).toEqual(['/redirect'])
})

test('14: no page can open a window', async ({ launch, elsewhere }) => {
  const copy = await launch({ user: 'John' })
  const pages = await bothPages(copy)
  for (const page of pages) {
    const opened = await page.evaluate((url) => {
      const targets = [url, 'about:blank', 'app://porchlight/chat/index.html', 'file:///etc/passwd', '']
      const windows = targets.map((target) => window.open(target, '_blank', 'nodeIntegration=yes,width=10'))
      for (const target of ['_blank', 'elsewhere']) {
        Object.assign(document.createElement('a'), { href: url, target }).click()
      }
      return windows.map((each) => each === null)
    }, elsewhere.origin)
    expect(opened).toEqual([true, true, true, true, true])
    await page
      .getByRole('button')
      .first()
      .click({ modifiers: ['Control', 'Shift'] })
  }
  const windows = await copy.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(windows).toBe(2)
  expect(elsewhere.visits()).toEqual([])
})

test('15: only web and mail links are handed to the system, and only as they were checked', async ({
  launch,
  observe,
}) => {
  const copy = await launch({ user: 'John' })
  await copy.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = async (url: string) => void opened.push(url)
    shell.openPath = async (path: string) => (opened.push(path), '')
  })
  const opened = (): Promise<string[]> =>
    copy.app.evaluate(() => (globalThis as never as { opened: string[] }).opened)
  const { page } = await copy.chat()
  await expect.poll(() => copy.tray.tooltip()).toContain('· connected')

  const client = await observe()
  const bad = [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://host/share',
    'vscode://x',
    'app://porchlight/x',
  ]
  const worse = [
    'data:text/html,x',
    'ms-msdt:/id',
    'ftp://host/x',
    '/etc/passwd',
    '\\\\host\\share',
    'http:',
    ' ',
    '',
  ]
  await client.publish(
    'chat',
    JSON.stringify({ user: 'Yoko', message: `see https://example.org/a?b=1, ${bad.join(' ')}` }),
  )
  const article = page.getByRole('article').filter({ hasText: 'example.org' })
  await expect(article.getByRole('link')).toHaveText(['https://example.org/a?b=1'])
  expect(await opened()).toEqual([])
  await article.getByRole('link').click()
  await expect.poll(opened).toEqual(['https://example.org/a?b=1'])

  for (const url of [...bad, ...worse]) {
    const result = await page.evaluate((link) => window.porchlight.openLink({ url: link }), url)
    expect(result, url).toEqual({ ok: false, error: { kind: 'link' } })
  }
  await page.evaluate(() => window.porchlight.openLink({ url: 'HTTP://Example.org/\u0007"&calc' }))
  await page.evaluate(() => window.porchlight.openLink({ url: 'mailto:john@example.org' }))
  expect(await opened()).toEqual([
    'https://example.org/a?b=1',
    'http://example.org/%07%22&calc',
    'mailto:john@example.org',
  ])
})
