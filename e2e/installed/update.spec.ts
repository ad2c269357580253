import { copyFile, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import type { TestHome } from '../fixtures/command-line'
import { ControllerWindow } from '../fixtures/controller'
import { connectTo, portFile, windowsOf } from '../fixtures/packaged-app'
import type { Copy } from '../fixtures/porchlight'
import { isRunning } from '../fixtures/processes'
import { expect, grant, stateOf, test } from '../fixtures/talk'
import {
  describeUpdate,
  startUpdateServer,
  type UpdateServer,
} from '../../src/main/updates/testing/update-server'
import { waitFor } from '../fixtures/wait'
import { fieldOf, install, installedVersion, packageUnderTest } from './dpkg'
import { nextVersion, repack } from './successor'

// An installed copy that was built with an address for updates, a server on the loopback, and a newer package on it.

test.describe.configure({ timeout: 180_000 })

/** Milliseconds to unpack a quarter of a gigabyte on a busy machine, with dpkg's own care for each file. */
const INSTALLATION = 90_000

let folder: string
let server: UpdateServer
let old: string
let oldVersion: string
let newVersion: string

test.beforeAll(async () => {
  test.setTimeout(180_000)
  folder = await mkdtemp(join(tmpdir(), 'porchlight-update-'))
  const served = join(folder, 'served')
  await mkdir(served)
  server = await startUpdateServer(served)
  oldVersion = await fieldOf(packageUnderTest(), 'Version')
  newVersion = await nextVersion()
  old = await repack(folder, { version: oldVersion, updatesFrom: server.url })
  const file = `porchlight-${newVersion}-linux-${process.arch}.deb`
  await copyFile(await repack(folder, { version: newVersion }), join(served, file))
  await describeUpdate(served, { version: newVersion, file, notes: '<p>A <b>brighter</b> light</p>' })
})

test.afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
  await install(packageUnderTest())
})

test.beforeEach(async () => {
  server.manner = 'honest'
  await install(old)
})

/**
 * In the place of the program that asks the user for the password of root: they have given it. The updater takes it as
 * it takes the real one, by its name.
 */
async function willingUser({ folder: home }: TestHome): Promise<Record<string, string>> {
  const programs = join(home, 'programs')
  await mkdir(programs)
  const script = ['#!/bin/sh', `echo "$@" >>'${asked(home)}'`, 'shift', 'exec sudo -n "$@"', '']
  await writeFile(join(programs, 'pkexec'), script.join('\n'), { mode: 0o755 })
  return { PATH: `${programs}:${process.env['PATH'] ?? ''}`, XDG_CACHE_HOME: join(home, 'cache') }
}

const asked = (home: string): string => join(home, 'asked.txt')

async function updatesOf(copy: Copy): Promise<Locator> {
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  await controller.goTo('Settings')
  return controller.page.getByRole('region', { name: 'Start and updates' })
}

async function look(part: Locator): Promise<void> {
  await part.getByRole('button', { name: 'Look for updates now' }).click()
}

test('an update is found, fetched, told, and put in place at once where the user wants it', async ({
  launch,
  home,
  trayHost,
}) => {
  const copy = await launch({ user: 'John', env: await willingUser(home) })
  const { page } = await copy.controller()
  await grant(page, 'joinRoom', { topic: 'garden', name: 'The garden', kind: 'open', turns: false })
  const part = await updatesOf(copy)
  await look(part)
  await expect(part).toContainText(`Porchlight ${newVersion} is ready.`, { timeout: 60_000 })
  await part.getByText(`What is new in ${newVersion}`).click()
  await expect(part).toContainText('brighter')
  await expect(part.locator('b')).toHaveCount(0)
  expect(await installedVersion()).toBe(oldVersion)

  await rm(portFile(copy.userDataDir))
  await part.getByRole('button', { name: 'Restart now' }).click()
  await waitFor('the old version to end', () => !isRunning(copy.pid), INSTALLATION)
  expect(await installedVersion()).toBe(newVersion)
  // The new one starts by itself, with everything.
  const pid = await waitFor(
    'the new version',
    () => trayHost.shownBy().find((each) => each !== copy.pid),
    30_000,
  )
  try {
    const { pages } = windowsOf(await connectTo(copy.userDataDir))
    const again = new ControllerWindow(await waitFor('its window', () => pages()[0]))
    await expect(again.connection).toContainText('Connected')
    expect((await stateOf(again.page)).rooms.map(({ topic }) => topic)).toEqual(['chat', 'garden'])
    await again.goTo('Settings')
    await expect(again.page.getByRole('region', { name: 'Help' })).toContainText(`Porchlight ${newVersion}`)
  } finally {
    const tray = trayHost.item(pid)
    await tray.clickMenu('Quit Porchlight')
    await tray.closed
    await waitFor('the new version to end', () => !isRunning(pid))
  }
})

test('an update that is ready is put in place when the user quits', async ({ launch, home, trayHost }) => {
  const copy = await launch({ user: 'John', env: await willingUser(home) })
  const part = await updatesOf(copy)
  await look(part)
  await expect(part).toContainText(`Porchlight ${newVersion} is ready.`, { timeout: 60_000 })
  await copy.tray.clickMenu('Quit Porchlight')
  await waitFor('the copy to end', () => !isRunning(copy.pid), INSTALLATION)
  expect(await installedVersion()).toBe(newVersion)
  // Who quits wants it gone.
  expect(trayHost.shownBy()).toEqual([])
})

for (const [manner, words] of [
  ['damaged', 'The update was damaged on its way'],
  ['no-hash', 'The update has no SHA-512 to check it by'],
  ['gone', 'net::ERR'],
] as const) {
  test(`an update is refused and the app goes on: ${manner}`, async ({ launch, home }) => {
    server.manner = manner
    const copy = await launch({ user: 'John', env: await willingUser(home) })
    const part = await updatesOf(copy)
    await look(part)
    await expect(part).toContainText(words, { timeout: 60_000 })
    await expect((await copy.controller()).connection).toContainText('Connected')
    expect(await fetchedUpdates(home)).toEqual([])
    await copy.quit()
    await expectOld(home)
    const again = await launch({ userDataDir: copy.userDataDir })
    await expect((await again.controller()).connection).toContainText('Connected')
  })
}

test('an update that was spoilt after it was fetched is not put in place', async ({ launch, home }) => {
  const copy = await launch({ user: 'John', env: await willingUser(home) })
  const part = await updatesOf(copy)
  await look(part)
  await expect(part).toContainText(`Porchlight ${newVersion} is ready.`, { timeout: 60_000 })
  const [fetched] = await fetchedUpdates(home)
  if (fetched === undefined) throw new Error('Nothing was fetched')
  await truncate(fetched, 1_000)
  await copy.quit()
  await expectOld(home)
})

/** What was fetched and lies where it would be installed from. */
async function fetchedUpdates({ folder: home }: TestHome): Promise<string[]> {
  const pending = join(home, 'cache', 'porchlight-updater', 'pending')
  const names = await readdir(pending).catch(() => [])
  return names
    .filter((name) => name.endsWith('.deb') && !name.startsWith('temp-'))
    .map((name) => join(pending, name))
}

/** Nobody was asked for a password, and the old version is installed. */
async function expectOld({ folder: home }: TestHome): Promise<void> {
  expect(await readdir(home)).not.toContain('asked.txt')
  expect(await installedVersion()).toBe(oldVersion)
}
