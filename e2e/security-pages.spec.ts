import { readFile } from 'node:fs/promises'
import { bothPages, effectivePreferences, expect, test } from './fixtures/hostile'
import { descendantsOf } from './fixtures/processes'

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
