import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { bothPages, expect, test } from './fixtures/hostile'
import { openOther } from './fixtures/other-windows'
import { VALID } from './fixtures/valid-commands'

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
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
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
