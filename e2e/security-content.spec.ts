import type { Page } from '@playwright/test'
import { bothPages, effectivePreferences, expect, test, withoutCsp } from './fixtures/hostile'

/** Every URL that a page asks for from its beginning on. */
async function loadedAnew(page: Page): Promise<string[]> {
  const urls: string[] = []
  page.on('request', (request) => urls.push(request.url()))
  await page.reload()
  await expect(page.locator('#app')).not.toBeEmpty()
  return urls
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
