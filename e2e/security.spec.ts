import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { PorchlightApi } from '../src/shared/ipc/contract'
import type { ProfileForm } from '../src/shared/profile/form'
import { startElsewhere, type Elsewhere } from './fixtures/elsewhere'
import { openOther } from './fixtures/other-windows'
import { expect, test as base, type Copy } from './fixtures/porchlight'
import { descendantsOf } from './fixtures/processes'

// One test or more per point of https://www.electronjs.org/docs/latest/tutorial/security, numbered as there.

const test = base.extend<{ elsewhere: Elsewhere }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  elsewhere: async ({}, use) => {
    const elsewhere = await startElsewhere()
    await use(elsewhere)
    await elsewhere.close()
  },
})

const PROFILE: ProfileForm = {
  name: 'Mine',
  addresses: ['mqtt://127.0.0.1:9'],
  version: 'auto',
  clientId: '',
  keepAlive: 30,
  sessionExpiry: 0,
  username: '',
  ca: '',
  certificate: '',
  serverName: '',
  alpn: '',
  pinned: '',
}

/** Every method of the bridge with arguments that an own page may send. */
const VALID: { [Name in keyof Omit<PorchlightApi, 'watchState'>]: unknown } = {
  setLight: { light: 'led', wish: { power: 'on' } },
  arrangeLight: { light: 'led' },
  orderLights: { lights: ['led'] },
  chooseTrayLight: { light: 'led' },
  savePlainLight: { topic: 'mine', sends: 'words' },
  forgetLight: { light: 'led' },
  saveGroup: { name: 'Mine', members: ['led'] },
  removeGroup: { id: 'group:x' },
  saveScene: { name: 'Mine', lights: ['led'] },
  recallScene: { id: 'x' },
  removeScene: { id: 'x' },
  setTimer: { light: 'led', power: 'on', when: { minutes: 1 } },
  removeTimer: { id: 'x' },
  setShortcut: { light: 'led', keys: 'CommandOrControl+Alt+L' },
  setColours: { colours: [{ temperature: 2_700 }] },
  offerLights: { offered: true },
  setTrayClick: { does: 'panel' },
  exportLights: undefined,
  importLights: undefined,
  publish: { topic: 'led', payload: 'on', qos: 0, retain: false },
  subscribe: { filter: '#', qos: 0 },
  unsubscribe: { filter: '#' },
  clearWire: undefined,
  sendMessage: { room: 'chat', text: 'hello' },
  changeMessage: { room: 'chat', id: 'x', text: 'hello' },
  takeBackMessage: { room: 'chat', id: 'x' },
  saveDraft: { room: 'chat', text: 'hello' },
  tellWriting: { room: 'chat' },
  markSeen: { room: 'chat', id: 'x' },
  showRoom: { room: 'chat' },
  chatPage: { room: 'chat', at: { kind: 'newest' } },
  searchChat: { text: 'hello' },
  exportChat: { room: 'chat', format: 'txt' },
  clearChat: { room: 'chat' },
  joinRoom: { topic: 'mine', name: '', kind: 'open' },
  talkTo: { client: 'x' },
  changeRoom: { topic: 'chat' },
  setRules: { topic: 'chat', turns: false, timeout: 0 },
  enterPassphrase: { topic: 'chat', passphrase: 'x' },
  leaveRoom: { topic: 'chat', forget: true },
  changeChat: {},
  checkSpelling: { words: ['porch'] },
  addWord: { word: 'porch' },
  setName: { name: 'Mallory' },
  wireEntry: { seq: 1 },
  resend: { seq: 1 },
  exportWire: { format: 'csv', filter: { topic: '#', text: '' } },
  clearRetained: { topic: 'led' },
  saveMessage: { name: 'Mine', topic: 'led', payload: 'on', qos: 0, retain: false },
  removeMessage: { id: 'x' },
  saveProfile: PROFILE,
  removeProfile: { id: 'x' },
  useProfile: { id: 'x' },
  testProfile: PROFILE,
  pickFile: { what: 'key' },
  exportProfiles: { ids: ['x'] },
  importProfiles: undefined,
  unlockProfiles: { passphrase: 'x' },
  consentToKeep: { keep: true },
  takeNewId: undefined,
  copyText: { text: 'hello' },
  retryConnection: undefined,
  changeDesktop: {},
  checkForUpdate: undefined,
  installUpdate: undefined,
  answerLink: { id: 1, accept: false },
  makeReport: undefined,
  saveReport: undefined,
  dismissNotice: { id: 1 },
  openWindow: { window: 'chat' },
  openLink: { url: 'https://example.org/' },
}

/** Both windows of a connected copy. */
async function bothPages(copy: Copy): Promise<Page[]> {
  const { page: controller, connection } = await copy.controller()
  await expect(connection).toContainText('Connected')
  return [controller, (await copy.chat()).page]
}

/** What each page runs with in the end, whatever was asked for. */
function effectivePreferences(app: ElectronApplication): Promise<Record<string, unknown>[]> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      // Not in Electron's types, but the only way to learn what Chromium was given.
      (webContents as never as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences(),
    ),
  )
}

/** Every URL that a page asks for from its beginning on. */
async function loadedAnew(page: Page): Promise<string[]> {
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await page.reload()
  await expect(page.locator('#app')).not.toBeEmpty()
  return urls
}

/** Makes a page live without its CSP, to see that the walls behind it stand as well. */
async function withoutCsp(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Page.setBypassCSP', { enabled: true })
  await page.reload()
}

test('1: the windows load nothing that is not ours', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  for (const page of await bothPages(copy)) {
    expect(page.url()).toMatch(/^app:\/\/porchlight\/(controller|chat|panel)\/index\.html$/)
    const loaded = await loadedAnew(page)
    expect(loaded.length).toBeGreaterThan(2)
    expect(
      loaded.filter((url) => !/^app:\/\/porchlight\/(assets|controller|chat|panel)\//.test(url)),
    ).toEqual([])
  }
})

test('2: a page has nothing of Node, nor has a worker or a frame that it makes', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  for (const page of await bothPages(copy)) {
    const found = await page.evaluate(() => {
      const names = [
        'require',
        'process',
        'Buffer',
        'global',
        'module',
        'exports',
        '__dirname',
        'setImmediate',
      ]
      const frame = document.body.appendChild(document.createElement('iframe')).contentWindow as never
      const has = (world: Record<string, unknown>): string[] =>
        names.filter((name) => world[name] !== undefined)
      return { page: has(window as never), frame: has(frame), bridgeInFrame: frame['porchlight'] }
    })
    expect(found).toEqual({ page: [], frame: [], bridgeInFrame: undefined })
  }
  for (const preferences of await effectivePreferences(copy.app)) {
    expect(preferences).toMatchObject({ nodeIntegration: false, nodeIntegrationInSubFrames: false })
    expect(preferences['nodeIntegrationInWorker'] ?? false).toBe(false)
  }
})

test('3: what a page does to its own world does not reach the preload script', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const [controller] = await bothPages(copy)
  const caught = await controller!.evaluate(async () => {
    const seen: unknown[] = []
    const spy = (name: string): PropertyDescriptor => ({
      configurable: true,
      get(this: unknown) {
        seen.push(name, this)
        return undefined
      },
    })
    // Functions that the preload script and Electron use on their way; in one world they would hand out what they are called on.
    for (const [owner, name] of [
      [Function.prototype, 'call'],
      [Function.prototype, 'apply'],
      [Array.prototype, 'push'],
      [Promise.prototype, 'then'],
    ] as const) {
      const original = (owner as never)[name] as (...args: unknown[]) => unknown
      ;(owner as unknown as Record<string, unknown>)[name] = function (this: unknown, ...args: unknown[]) {
        seen[seen.length] = this
        return Reflect.apply(original, this, args)
      }
    }
    Object.defineProperty(Object.prototype, 'senderId', spy('senderId'))
    const result = await window.porchlight.dismissNotice({ id: 77 })
    const isDangerous = (value: unknown): boolean =>
      ['ipcRenderer', 'invoke', 'sendSync', 'contextBridge', 'executeJavaScript'].some(
        (name) =>
          value !== null && value !== undefined && (value as Record<string, unknown>)[name] !== undefined,
      )
    return { ok: result.ok, dangerous: seen.filter(isDangerous).length }
  })
  expect(caught).toEqual({ ok: true, dangerous: 0 })
  // 999 is Electron's isolated world, in which the preload script lives.
  const inPreload = await copy.app.evaluate(({ BrowserWindow }) =>
    Promise.all(
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        webContents.executeJavaScriptInIsolatedWorld(999, [
          {
            code: `[/native code/.test(Array.prototype.push + Promise.prototype.then), 'senderId' in {}, typeof porchlight]`,
          },
        ]),
      ),
    ),
  )
  expect(inPreload).toEqual([
    [true, false, 'undefined'],
    [true, false, 'undefined'],
  ])
  for (const preferences of await effectivePreferences(copy.app))
    expect(preferences['contextIsolation']).toBe(true)
})

test('4: the pages are sandboxed, the preload script with them', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await bothPages(copy)
  for (const preferences of await effectivePreferences(copy.app)) expect(preferences['sandbox']).toBe(true)
  const node = `[typeof require, typeof process, typeof Buffer].join()`
  const worlds = await copy.app.evaluate(async ({ app, BrowserWindow }, code) => {
    const inPreload = (window: Electron.BrowserWindow): Promise<string> =>
      window.webContents.executeJavaScriptInIsolatedWorld(999, [{ code }]) as Promise<string>
    const ours = await Promise.all(BrowserWindow.getAllWindows().map(inPreload))
    // The same preload script in a window without a sandbox, to show that the question can be answered otherwise.
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const open = new BrowserWindow({ show: false, webPreferences: { sandbox: false, preload } })
    await open.loadURL('about:blank')
    return { ours, open: await inPreload(open) }
  }, node)
  expect(worlds.open).not.toBe('undefined,undefined,undefined')
  expect(worlds.ours).toEqual(['undefined,undefined,undefined', 'undefined,undefined,undefined'])
})

test('5: every permission that is asked for is denied', async ({ launch }) => {
  const copy = await launch({ user: 'John', args: ['--use-fake-device-for-media-stream'] })
  for (const page of await bothPages(copy)) {
    const asked = await page.evaluate(async () => {
      const outcome = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          (value) => `granted ${String(value)}`,
          (error: Error) => error.name,
        )
      const browser = navigator as Navigator & Record<string, never>
      return {
        notifications: await Notification.requestPermission(),
        geolocation: await new Promise((done) =>
          navigator.geolocation.getCurrentPosition(
            () => done('granted'),
            ({ code }) => done(code),
          ),
        ),
        camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
        microphone: await outcome(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
        clipboard: await outcome(navigator.clipboard.readText()),
        midi: await outcome((browser as unknown as Navigator).requestMIDIAccess({ sysex: true })),
        wakeLock: await outcome(navigator.wakeLock.request('screen')),
        persistence: await navigator.storage.persist(),
      }
    })
    expect(asked).toEqual({
      notifications: 'denied',
      geolocation: 1,
      camera: 'NotAllowedError',
      microphone: 'NotAllowedError',
      screen: 'NotAllowedError',
      clipboard: 'NotAllowedError',
      midi: 'NotAllowedError',
      wakeLock: 'NotAllowedError',
      persistence: false,
    })
    // The silent check, which pages use before they ask.
    const checked = await page.evaluate(
      (names) =>
        Promise.all(
          names.map((name) =>
            navigator.permissions.query({ name: name as PermissionName }).then(({ state }) => [name, state]),
          ),
        ),
      [
        ...['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read', 'persistent-storage'],
        ...['screen-wake-lock', 'window-management', 'local-fonts', 'idle-detection', 'storage-access'],
        'clipboard-write',
      ],
    )
    expect(checked.filter(([, state]) => state !== 'denied')).toEqual([['clipboard-write', 'granted']])
  }
})

test('6: other origins cannot be read, even where no CSP forbids it', async ({ launch, elsewhere }) => {
  const copy = await launch({ user: 'John' })
  const [page] = await bothPages(copy)
  for (const preferences of await effectivePreferences(copy.app))
    expect(preferences['webSecurity']).toBe(true)
  const read = (page: Page, path: string): Promise<string> =>
    page.evaluate(
      (url) =>
        fetch(url).then(
          (response) => response.text(),
          (error: Error) => error.name,
        ),
      elsewhere.origin + path,
    )
  expect(await read(page!, '/open')).toBe('TypeError')
  expect(elsewhere.visits()).toEqual([])
  await withoutCsp(page!)
  // Now the CSP is out of the way; what is left is the same-origin policy.
  expect(await read(page!, '/open')).toContain('Elsewhere')
  expect(await read(page!, '/closed')).toBe('TypeError')
})

test('7: the content security policy comes with every file and lets nothing in', async ({
  launch,
  elsewhere,
}) => {
  const copy = await launch({ user: 'John' })
  const pages = await bothPages(copy)
  for (const page of pages) {
    const files = await loadedAnew(page)
    const policies = await copy.app.evaluate(
      ({ net }, urls) =>
        Promise.all(
          urls.map((url) => net.fetch(url).then(({ headers }) => headers.get('content-security-policy'))),
        ),
      files,
    )
    for (const policy of policies) {
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
    }
    expect(await page.evaluate(breakPolicy, elsewhere.origin)).toEqual([])
    expect(await page.evaluate(() => (window as never as { intruder?: string }).intruder)).toBeUndefined()
  }
  expect(elsewhere.visits()).toEqual([])
})

/** Tries in the page what a CSP forbids, one after the other, and returns those tries of which no violation was reported. */
async function breakPolicy(elsewhere: string): Promise<string[]> {
  const element = (name: string, attributes: Record<string, string>, text = ''): void => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.textContent = text
    document.body.append(made)
  }
  const intrude = 'window.intruder = "in"'
  const tries: Record<string, () => unknown> = {
    'script-src-elem inline': () => element('script', {}, intrude),
    'script-src-elem remote': () => element('script', { src: `${elsewhere}/script.js` }),
    'script-src-elem data': () =>
      element('script', { type: 'module' }, `import 'data:text/javascript,${intrude}'`),
    'script-src-attr inline': () => {
      element('p', { onclick: intrude })
      ;(document.body.lastElementChild as HTMLElement).click()
    },
    'script-src eval': () => (0, eval)(intrude),
    'script-src Function': () => new Function(intrude)(),
    'style-src-elem inline': () => element('style', {}, 'body { display: none }'),
    'style-src-elem remote': () => element('link', { rel: 'stylesheet', href: `${elsewhere}/style.css` }),
    'style-src-attr inline': () => element('p', { style: 'position: fixed' }),
    'img-src remote': () => element('img', { src: `${elsewhere}/picture.png` }),
    'img-src data': () => element('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }),
    'media-src remote': () => element('video', { src: `${elsewhere}/film.mp4` }),
    'font-src remote': () =>
      void new FontFace('x', `url(${elsewhere}/font.woff2)`).load().catch(() => undefined),
    'frame-src remote': () => element('iframe', { src: `${elsewhere}/frame` }),
    'frame-src own': () => element('iframe', { src: location.href }),
    'object-src remote': () => element('object', { data: `${elsewhere}/object` }),
    'worker-src blob': () => new Worker(URL.createObjectURL(new Blob([intrude]))),
    'connect-src fetch': () => void fetch(`${elsewhere}/open`).catch(() => undefined),
    'connect-src own': () => void fetch(location.href).catch(() => undefined),
    'connect-src socket': () => new WebSocket(elsewhere.replace('http', 'ws')),
    'connect-src beacon': () => navigator.sendBeacon(`${elsewhere}/beacon`),
    'base-uri remote': () => element('base', { href: `${elsewhere}/` }),
    'form-action remote': () => {
      element('form', { action: `${elsewhere}/form` })
      ;(document.body.lastElementChild as HTMLFormElement).submit()
    },
  }
  const unreported: string[] = []
  for (const [name, attempt] of Object.entries(tries)) {
    const directive = name.split(' ', 1)[0]
    const reported = new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), 5_000)
      document.addEventListener('securitypolicyviolation', function listen({ effectiveDirective }) {
        if (effectiveDirective !== directive) return
        document.removeEventListener('securitypolicyviolation', listen)
        clearTimeout(timer)
        resolve(true)
      })
    })
    // Within a call from DevTools eval is allowed; a moment later it is not.
    setTimeout(() => {
      try {
        attempt()
      } catch {
        // Some of them throw as well.
      }
    }, 0)
    if (!(await reported)) unreported.push(name)
  }
  return unreported
}

test('8, 9, 10: nothing insecure, experimental or switched on in Blink', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  await bothPages(copy)
  for (const preferences of await effectivePreferences(copy.app)) {
    expect(preferences).toMatchObject({
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
    })
  }
  const switches = await copy.app.evaluate(({ app }) =>
    [
      ...[
        'enable-blink-features',
        'enable-experimental-web-platform-features',
        'allow-running-insecure-content',
      ],
      ...[
        'disable-web-security',
        'ignore-certificate-errors',
        'disable-site-isolation-trials',
        'allow-file-access',
      ],
    ].filter((name) => app.commandLine.hasSwitch(name)),
  )
  expect(switches).toEqual([])
})

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

test('16: releases pin one exact Electron, and this run is that one or the fallback for testing', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  const { root, running } = await copy.app.evaluate(({ app }) => ({
    root: app.getAppPath(),
    running: process.versions.electron,
  }))
  const { devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const pinned = devDependencies['electron'] ?? ''
  expect(pinned).toMatch(/^\d+\.\d+\.\d+$/)
  expect([pinned, '33.2.1']).toContain(running)
  expect(Number.parseInt(pinned)).toBeGreaterThan(33)
})

test('17: a message counts only from the top frame of one of our own pages', async ({
  launch,
  elsewhere,
  home,
}) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  const file = join(home.folder, 'page.html')
  await writeFile(file, '<!doctype html><title>A file</title>')
  const foreign = [
    'about:blank',
    'data:text/html,<title>Data</title>',
    `file://${file}`,
    `${elsewhere.origin}/page`,
    'app://porchlight.example/',
    'app://other/chat/index.html',
  ]
  const strangers: Page[] = []
  for (const url of foreign) strangers.push(await openOther(copy.app, { url }))
  const answers = async (page: Page): Promise<unknown[]> =>
    page.evaluate(async (calls) => {
      const api = window.porchlight as unknown as Record<string, (args: unknown) => Promise<unknown>>
      Object.assign(window, { pushes: 0 })
      window.porchlight.watchState(() => void (window as never as { pushes: number }).pushes++)
      return Promise.all(Object.entries(calls).map(([name, args]) => api[name]?.(args)))
    }, VALID)
  for (const page of strangers) {
    for (const answer of await answers(page)) {
      expect(answer, page.url()).toEqual({ ok: false, error: { kind: 'bad-arguments' } })
    }
  }
  // Something happens that every window which may watch is told.
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked()
  for (const page of strangers) {
    expect(await page.evaluate(() => (window as never as { pushes: number }).pushes), page.url()).toBe(0)
  }
  await expect(copy.tray.tooltip()).resolves.toBe('led: on · connected')
})

test('17: a frame inside one of our own pages is refused, although its address is ours', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  await bothPages(copy)
  const page = await openOther(copy.app, {
    url: 'app://porchlight/top.html',
    unguarded: true,
    webPreferences: { nodeIntegrationInSubFrames: true },
    served: {
      '/top.html': '<!doctype html><title>Top</title><iframe src="/inner.html"></iframe>',
      '/inner.html': '<!doctype html><title>Inner</title>',
    },
  })
  const dismiss = () => window.porchlight.dismissNotice({ id: 99 })
  const inner = page.frameLocator('iframe').locator('html')
  // The top frame shows that nothing but the frame makes the difference.
  expect(await page.evaluate(dismiss)).toEqual({ ok: true })
  expect(await inner.evaluate(dismiss)).toEqual({ ok: false, error: { kind: 'bad-arguments' } })
})

test('18: app:// serves the built files and nothing beside them, and file:// is out of reach', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  const [page] = await bothPages(copy)
  const fetched = (urls: string[], method = 'GET'): Promise<[string, number][]> =>
    copy.app.evaluate(
      ({ net }, { urls: all, method: how }) =>
        Promise.all(
          all.map((url) =>
            net.fetch(url, { method: how }).then(({ status }) => [url, status] as [string, number]),
          ),
        ),
      { urls, method },
    )
  expect(await fetched(['app://porchlight/chat/index.html'])).toEqual([
    ['app://porchlight/chat/index.html', 200],
  ])
  const out = [
    ...[
      '..',
      '%2e%2e',
      '.%2e',
      '..%2f..',
      '%2e%2e%2f%2e%2e',
      '..%5c..',
      '....//',
      '%252e%252e',
      'chat/%00',
      'chat/..%00/',
    ].map((up) => `${up}/package.json`),
    ...[
      '../main/index.cjs',
      '../preload/index.cjs',
      'settings.json',
      'porchlight.db',
      '',
      'chat',
      'chat/',
      'assets/',
      '.',
    ],
    ...[
      '//etc/passwd',
      'etc/passwd',
      'file:///etc/passwd',
      `${copy.userDataDir}/settings.json`,
      'chat/INDEX.html',
    ],
    ...['constructor', '__proto__', 'chat/index.html/', 'chat/index.html%00.png'],
  ].map((path) => `app://porchlight/${path}`)
  const hosts = ['app://other/chat/index.html', 'app://porchlight.evil/chat/index.html']
  for (const [url, status] of await fetched([...out, ...hosts])) expect(status, url).toBe(404)
  for (const [, status] of await fetched(['app://porchlight/chat/index.html'], 'POST'))
    expect(status).toBe(404)

  await withoutCsp(page!)
  const reached = await page!.evaluate(async () => {
    const image = new Image()
    image.src = 'file:///usr/share/pixmaps/debian-logo.png'
    const shown = await new Promise((done) => {
      image.onload = () => done('shown')
      image.onerror = () => done('not shown')
    })
    const read = await fetch('file:///etc/passwd').then(
      (answer) => answer.text(),
      (error: Error) => error.name,
    )
    location.href = 'file:///etc/passwd'
    return { shown, read }
  })
  expect(reached).toEqual({ shown: 'not shown', read: 'TypeError' })
  await expect(page!.locator('#app')).not.toBeEmpty()
  expect(page!.url()).toBe('app://porchlight/controller/index.html')
})

test('19: nothing depends on a fuse that a release blows', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  // Without runAsNode no helper can be Node in disguise: each is one of Chromium's kinds, the broker among them.
  const helpers = await Promise.all(
    descendantsOf(copy.pid).map(async ({ pid }) => ({
      command: (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' '),
      environment: await readFile(`/proc/${pid}/environ`, 'utf8'),
    })),
  )
  expect(helpers.length).toBeGreaterThan(2)
  for (const { command, environment } of helpers) {
    expect(command).toContain('--type=')
    expect(environment).not.toContain('ELECTRON_RUN_AS_NODE')
  }
  const utilities = await copy.app.evaluate(({ app }) => app.getAppMetrics().map(({ name }) => name))
  expect(utilities).toContain('Porchlight broker')
})

test('20: the bridge has exactly its methods, and no event of Electron comes through it', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  for (const page of await bothPages(copy)) {
    const bridge = await page.evaluate(async () => {
      const api = window.porchlight as unknown as Record<string, unknown>
      const kinds = Object.entries(api).map(([name, value]) => [name, typeof value])
      const pushed = await new Promise<unknown[]>((resolve) => {
        const stop = window.porchlight.watchState((...args: unknown[]) => resolve([...args, typeof stop]))
      })
      const change = (what: () => void): boolean => {
        try {
          what()
        } catch {
          return true
        }
        return false
      }
      const original = api['sendMessage']
      change(() => (api['sendMessage'] = () => 'mine'))
      change(() => Object.defineProperty(api, 'sendMessage', { value: () => 'mine' }))
      change(() => Object.assign(window, { porchlight: {} }))
      return {
        kinds,
        args: pushed.length - 1,
        push: Object.keys(pushed[0] as object),
        stop: pushed[1],
        unchanged: (window.porchlight as unknown as Record<string, unknown>)['sendMessage'] === original,
        electron: ['electron', 'ipcRenderer', 'require'].filter((name) => name in window),
      }
    })
    expect(Object.fromEntries(bridge.kinds)).toEqual(
      Object.fromEntries([...Object.keys(VALID), 'watchState'].map((name) => [name, 'function'])),
    )
    expect(bridge.args).toBe(1)
    // Each window gets no more than it shows.
    const own = page.url().includes('/chat/') ? [] : ['lights', 'wire']
    expect(bridge.push.sort()).toEqual([...own, 'snapshot', 'views'].sort())
    expect(bridge).toMatchObject({ stop: 'function', unchanged: true, electron: [] })
  }
})

test('hostile arguments of every command are refused and harm nothing', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const [page] = await bothPages(copy)
  const outcome = await page!.evaluate(async (valid) => {
    const api = window.porchlight as unknown as Record<
      string,
      (args: unknown) => Promise<{ ok: boolean; error?: { kind: string } }>
    >
    const cyclic: Record<string, unknown> = {}
    cyclic['self'] = cyclic
    const huge = 'x'.repeat(16_777_217)
    const surprises: unknown[] = [
      ...[
        undefined,
        null,
        true,
        0,
        -1,
        Number.NaN,
        Infinity,
        2 ** 60,
        '',
        'led',
        huge,
        10n ** 30n,
        new Date(),
      ],
      ...[[], [1, 2], {}, { length: 1e9 }, cyclic, new Map([['light', 'led']]), new Uint8Array(1_000_000)],
      ...[
        JSON.parse('{"__proto__":{"polluted":true}}'),
        JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
      ],
      ...[() => 'on', Symbol('led'), document.body, Promise.resolve({ light: 'led', wish: { power: 'on' } })],
    ]
    const got: string[] = []
    for (const [name, args] of Object.entries(valid)) {
      if (args === undefined) continue
      const call = async (what: unknown, hint: string): Promise<void> => {
        // What cannot be cloned never leaves the page.
        const answer = await api[name]!(what).catch(() => ({ ok: false, error: { kind: 'bad-arguments' } }))
        if (answer.ok || answer.error?.kind !== 'bad-arguments')
          got.push(`${name}(${hint}) → ${JSON.stringify(answer)}`)
      }
      for (const surprise of surprises) await call(surprise, String(typeof surprise))
      await call({ ...(args as object), extra: 1 }, 'extra')
      await call([args], 'in an array')
      for (const key of Object.keys(args as object)) {
        const right = (args as Record<string, unknown>)[key]
        for (const surprise of surprises) {
          if (typeof surprise === typeof right && surprise !== huge) continue
          await call({ ...(args as object), [key]: surprise }, `${key}: ${typeof surprise}`)
        }
        const { [key]: _left, ...rest } = args as Record<string, unknown>
        await call(rest, `without ${key}`)
      }
    }
    for (const qos of [-1, 3, 0.5, 1e300]) {
      const answer = await api['publish']!({ topic: 'led', payload: 'on', qos, retain: false })
      if (answer.error?.kind !== 'bad-arguments') got.push(`publish qos ${qos}`)
    }
    return got
  }, VALID)
  expect(outcome).toEqual([])
  const polluted = await copy.app.evaluate(() => 'polluted' in {} || 'polluted' in Object)
  expect(polluted).toBe(false)
  const controller = await copy.controller()
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked()
  expect(await copy.windows()).toHaveLength(2)
})

test('text from the network is shown as text', async ({ launch, observe }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page: chatPage, ...chat } = await copy.chat()
  await expect(chat.turn).toContainText('Your turn')
  await expect.poll(() => copy.tray.tooltip()).toMatch(/· connected/)
  const client = await observe()
  await controller.subscribe('#')
  await expect(controller.page.getByRole('listitem').filter({ hasText: '#' })).toContainText('QoS')

  const markup = (where: string): string =>
    `<img src=x onerror="intruder='${where}'"><b class=intruder>${where}</b>`
  const name = '<i class=intruder>Eve</i>'
  await client.publish(
    'chat',
    JSON.stringify({ user: name, message: `${markup('said')} {{ 7 * 7 }} <script>1</script>` }),
  )
  await client.publish(`chat/presence/<u class=intruder>c`, JSON.stringify({ user: name, state: 'online' }), {
    retain: true,
  })
  await client.publish(markup('topic'), markup('payload'))
  await client.publish('led', markup('light'))
  await controller.publish({ topic: 'own', payload: markup('sent') })

  await expect(chat.articles).toContainText(name)
  await expect(chat.articles).toContainText(`${markup('said')} {{ 7 * 7 }} <script>1</script>`)
  await expect(chat.people).toContainText(name)
  for (const text of ['topic', 'payload', 'light', 'sent']) {
    await expect(controller.messagesWith(markup(text)).first()).toBeVisible()
  }
  for (const page of [controller.page, chatPage]) {
    await expect(page.locator('.intruder, img, #app script')).toHaveCount(0)
    expect(await page.evaluate(() => (window as never as { intruder?: string }).intruder)).toBeUndefined()
  }
})
