import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { AskedLink, DesktopView } from '../src/shared/desktop/desktop'
import type { UpdateState } from '../src/shared/desktop/update'
import { runToEnd } from './fixtures/bare-run'
import type { ControllerWindow } from './fixtures/controller'
import { saveNextAs } from './fixtures/dialogs'
import { accessibilityProblems, outOfSight, tabStops } from './fixtures/look'
import type { Copy } from './fixtures/porchlight'
import { expectShown, joinByDialog, openRoomSettings, roomButton } from './fixtures/rooms'
import { expect, stateOf, test } from './fixtures/talk'

// How the windows show Porchlight as a program of this computer: its start, its updates, its links, its report.

const INSTALLED = process.env['PORCHLIGHT_EXECUTABLE'] !== undefined

async function partOf(controller: ControllerWindow, name: string): Promise<Locator> {
  await controller.goTo('Settings')
  return controller.page.getByRole('region', { name, exact: true })
}

/** Has main's process tell the windows this, as it would if it were so. */
async function pretend(copy: Copy, page: Page, more: Partial<DesktopView>): Promise<void> {
  const desktop = { ...(await stateOf(page)).desktop, ...more }
  await copy.app.evaluate(
    ({ BrowserWindow }, push) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('state', push)
    },
    structuredClone({ snapshot: false, views: { desktop } }),
  )
}

/** Opens a link as the system would: by a second start, which ends at once. */
async function openLink(
  commandFor: (options: object) => Parameters<typeof runToEnd>[0],
  { userDataDir }: Copy,
  link: string,
): Promise<void> {
  expect(await runToEnd(commandFor({ userDataDir, args: [link] }))).toMatchObject({ code: 0 })
}

const UPDATES: [update: UpdateState, words: string][] = [
  [{ phase: 'never', why: 'package' }, 'Update it the way you installed it.'],
  [{ phase: 'idle' }, 'has not looked for updates'],
  [{ phase: 'checking' }, 'Looking for updates …'],
  [{ phase: 'current', at: Date.UTC(2026, 0, 1) }, 'is the newest.'],
  [{ phase: 'downloading', version: '9.9.9', percent: 42 }, '42 %'],
  [{ phase: 'failed', at: Date.UTC(2026, 0, 1), detail: `net::ERR_FAILED ${'x'.repeat(300)}` }, 'ERR_FAILED'],
  [{ phase: 'ready', version: '9.9.9', notes: `<b>New</b>\n${'unbroken'.repeat(60)}` }, '9.9.9 is ready.'],
]

const LINKS: [asked: AskedLink, heading: string][] = [
  [{ id: 1001, link: { kind: 'join', topic: 'x'.repeat(500), name: 'y'.repeat(60) } }, 'Join this room?'],
  [{ id: 1002, link: { kind: 'join', topic: 'chat', name: '' } }, 'Show this room?'],
  [{ id: 1003, link: { kind: 'toggle' }, light: 'unbroken'.repeat(20) }, 'Switch this light?'],
  [{ id: 1004, link: { kind: 'toggle', light: 'attic' } }, 'This light is not here'],
]

test('every state of the updates and every question fits a window of 360 px, and axe finds nothing', async ({
  launch,
}) => {
  test.setTimeout(180_000)
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  await copy.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) {
      window.setMinimumSize(0, 0)
      window.setContentSize(360, 640)
    }
  })
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(360)
  const part = await partOf(controller, 'Start and updates')
  for (const [update, words] of UPDATES) {
    await pretend(copy, page, { startAtLogin: 'off', update })
    await expect(part).toContainText(words)
    if (update.phase === 'ready') await part.locator('summary').click()
    expect.soft(await outOfSight(page), update.phase).toEqual([])
    expect.soft(await accessibilityProblems(copy.app, page), update.phase).toEqual([])
  }
  await expect(part.locator('b')).toHaveCount(0)
  for (const { name, outline } of await tabStops(page)) {
    expect.soft(outline, name).toMatch(/^(solid|auto) [1-9]/)
  }
  for (const [asked, heading] of LINKS) {
    await pretend(copy, page, { asked })
    const question = page.getByRole('alertdialog', { name: heading })
    await expect(question.getByRole('button').first()).toBeFocused()
    expect.soft(await outOfSight(page), heading).toEqual([])
    expect.soft(await accessibilityProblems(copy.app, page), heading).toEqual([])
    await page.keyboard.press('Escape')
    await expect(question).toBeHidden()
  }
})

test('an update that is ready is said in every tab, until Later; the settings go on saying it', async ({
  launch,
}) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  const { page } = controller
  const later = page.getByRole('button', { name: 'Later', exact: true })
  const update = { phase: 'ready', version: '9.9.9', notes: '' } as const
  await pretend(copy, page, { update })
  for (const tab of ['Wire', 'Lights'] as const) {
    await controller.goTo(tab)
    await expect(page.getByText('Porchlight 9.9.9 is ready.').filter({ visible: true })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Restart now' })).toBeVisible()
  }
  await later.click()
  await expect(later).toBeHidden()
  const part = await partOf(controller, 'Start and updates')
  // Nothing lies ready in truth, which main knows.
  await part.getByRole('button', { name: 'Restart now' }).click()
  await expect(part).toContainText('There is no update to put in place.')
})

test('what this copy can is said in words, and ticked when the system has it', async ({ launch, home }) => {
  const copy = await launch({ user: 'John' })
  const part = await partOf(await copy.controller(), 'Start and updates')
  const atLogin = part.getByRole('checkbox', { name: 'Start Porchlight when I log in' })
  if (!INSTALLED) {
    await expect(atLogin).toBeDisabled()
    await expect(part).toContainText('This one is not installed.')
    await expect(part).toContainText('This copy runs from its sources')
    await expect(part.getByRole('button')).toHaveCount(0)
    return
  }
  const entry = (): Promise<string | undefined> =>
    readFile(join(home.folder, 'config/autostart/porchlight.desktop'), 'utf8').catch(() => undefined)
  await expect(atLogin).not.toBeChecked()
  await atLogin.check()
  await expect.poll(entry).toContain('--hidden')
  await atLogin.uncheck()
  await expect.poll(entry).toBeUndefined()
})

test('the report can be read first, and what is saved and copied is what was read', async ({
  launch,
  home,
}) => {
  const copy = await launch({ user: 'John' })
  const { page } = await copy.controller()
  const help = await partOf(await copy.controller(), 'Help')
  const version = await copy.app.evaluate(({ app }) => app.getVersion())
  await expect(help).toContainText(`Porchlight ${version}`)
  await help.getByRole('button', { name: 'Report a problem …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Report a problem' })
  const report = dialog.getByRole('textbox', { name: 'Report' })
  await expect(report).toBeFocused()
  const text = await report.inputValue()
  expect(text).toContain(version)
  expect(await report.evaluate((area) => area.scrollTop)).toBe(0)
  expect.soft(await accessibilityProblems(copy.app, page)).toEqual([])

  const file = join(home.folder, 'report.txt')
  await saveNextAs(copy.app, file)
  await dialog.getByRole('button', { name: 'Save …' }).click()
  await expect(dialog).toContainText(`Written to ${file}.`)
  expect(await readFile(file, 'utf8')).toBe(text)
  await saveNextAs(copy.app, join(home.folder, 'nowhere', 'report.txt'))
  await dialog.getByRole('button', { name: 'Save …' }).click()
  await expect(dialog).toContainText('It could not be written:')
  await dialog.getByRole('button', { name: 'Copy' }).click()
  await expect(dialog).toContainText('Copied.')
  expect(await copy.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(text)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(help.getByRole('button')).toBeFocused()
})

test('a link to a room that one copies and another opens brings them together, after a yes', async ({
  talk,
  commandFor,
}) => {
  test.setTimeout(90_000)
  const john = await talk.enter('John')
  const yoko = await talk.enter('Yoko')
  await joinByDialog(john.page, { topic: 'house/the garden', name: 'Grün & blau' })
  const settings = await openRoomSettings(john.page)
  await settings.getByRole('button', { name: 'Copy link' }).click()
  await expect(settings).toContainText('Copied.')
  const link = await john.copy.app.evaluate(({ clipboard }) => clipboard.readText())
  expect(link).toMatch(/^porchlight:\/\/join\?/)

  await openLink(commandFor, yoko.copy, link)
  const { page } = await yoko.copy.controller()
  const question = page.getByRole('alertdialog', { name: 'Join this room?' })
  await expect(question).toContainText('house/the garden')
  await expect(question).toContainText('Grün & blau')
  await expect(question.getByRole('button', { name: 'Do not join' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  expect((await stateOf(page)).rooms.map(({ topic }) => topic)).toEqual(['chat'])

  await openLink(commandFor, yoko.copy, link)
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Join', exact: true }).click()
  await expect(question).toBeHidden()
  await expectShown(yoko.page, 'Grün & blau')
  await expect(roomButton(yoko.page, /^Grün/)).toBeAttached()
  await yoko.chat.write('Here I am')
  await settings.getByRole('button', { name: 'Done' }).click()
  await expect(john.chat.article('Yoko', 'Here I am')).toBeVisible()
})

test('a link to a light switches it after a yes, and says in the question why it cannot', async ({
  talk,
  commandFor,
}) => {
  const { copy } = await talk.enter('John')
  const { page } = await copy.controller()
  await openLink(commandFor, copy, 'porchlight://toggle')
  const question = page.getByRole('alertdialog', { name: 'Switch this light?' })
  await expect(question).toContainText('led')
  await talk.broker.stop()
  await expect.poll(async () => (await stateOf(page)).connection.phase).not.toBe('connected')
  await question.getByRole('button', { name: 'Switch', exact: true }).click()
  await expect(question).toContainText('Not connected.')
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()

  await openLink(commandFor, copy, 'porchlight://toggle?light=attic')
  const unknown = page.getByRole('alertdialog', { name: 'This light is not here' })
  await unknown.getByRole('button', { name: 'Close' }).click()
  await expect(unknown).toBeHidden()
  await openLink(commandFor, copy, 'porchlight://delete?everything=yes')
  await expect(page.getByText('A link was opened that Porchlight cannot follow')).toBeVisible()
})

test('a link to a light turns it on after a yes', async ({ talk, commandFor }) => {
  const { copy } = await talk.enter('John')
  const { page } = await copy.controller()
  await openLink(commandFor, copy, 'porchlight://toggle?light=led')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch', exact: true }).click()
  await talk.client.until(({ topic, payload }) => topic === 'led' && payload === 'on')
  await expect(page.getByRole('alertdialog')).toBeHidden()
})
