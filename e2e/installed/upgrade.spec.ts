import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Copy } from '../fixtures/porchlight'
import { expect, grant, showRoom, stateOf, test } from '../fixtures/talk'
import { install, installedVersion, packageUnderTest, remove } from './dpkg'
import { nextVersion, repack } from './successor'

test.describe.configure({ timeout: 180_000 })

test.afterAll(() => install(packageUnderTest()))

/** What a user of some time has: a name, a room, a wish of the settings, and what was said. */
async function settleIn(copy: Copy): Promise<void> {
  const { page, connection } = await copy.controller()
  await expect(connection).toContainText('Connected')
  await grant(page, 'joinRoom', { topic: 'garden', name: 'The garden', kind: 'open', turns: false })
  await grant(page, 'changeDesktop', { updates: false })
  await grant(page, 'sendMessage', { room: 'garden', text: 'said before' })
  await expect.poll(async () => (await stateOf(page)).rooms.map(({ topic }) => topic)).toContain('garden')
}

async function expectSettled(copy: Copy): Promise<void> {
  const chat = await copy.chat()
  await showRoom(chat.page, 'garden')
  await expect(chat.article('John', 'said before')).toBeVisible()
  const { desktop, settings, rooms } = await stateOf(chat.page)
  expect(desktop.settings.updates).toBe(false)
  expect(settings.name).toBe('John')
  expect(rooms.find(({ topic }) => topic === 'garden')).toMatchObject({ name: 'The garden' })
}

test('the next version finds everything as it was, and so does a removal leave it', async ({
  launch,
  commandFor,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-next-'))
  const version = await nextVersion()
  const next = await repack(folder, { version })
  const { userDataDir } = commandFor()
  const first = await launch({ userDataDir })
  await grant((await first.controller()).page, 'setName', { name: 'John' })
  await settleIn(first)
  await first.quit()

  await install(next)
  expect(await installedVersion()).toBe(version)
  const second = await launch({ userDataDir })
  await expectSettled(second)
  const controller = await second.controller()
  await controller.goTo('Settings')
  await expect(controller.page.getByRole('region', { name: 'Help' })).toContainText(`Porchlight ${version}`)
  await second.quit()

  const before = filesIn(userDataDir)
  await remove()
  expect(await installedVersion()).toBeUndefined()
  for (const place of [
    '/opt/Porchlight',
    '/usr/bin/porchlight',
    '/usr/share/applications/porchlight.desktop',
  ]) {
    expect(existsSync(place), place).toBe(false)
  }
  await install(next)
  await remove('--purge')
  expect(filesIn(userDataDir)).toEqual(before)

  await install(packageUnderTest())
  await expectSettled(await launch({ userDataDir }))
  await rm(folder, { recursive: true })
})

/** What a folder holds, by name and content. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const files = names.filter((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile())
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}
