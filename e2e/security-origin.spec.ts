import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bothPages, expect, test, withoutCsp } from './fixtures/hostile'

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
