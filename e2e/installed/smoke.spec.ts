import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base, type Page } from '@playwright/test'
import { ChatWindow } from '../fixtures/chat'
import { ControllerWindow } from '../fixtures/controller'
import { startPackaged, type PackagedApp } from '../fixtures/packaged-app'
import { isListening } from '../fixtures/ports'
import { waitFor } from '../fixtures/wait'

// Needs neither a bus nor a tray, so it runs on every platform there are packages for.

interface Somebody {
  app: PackagedApp
  controller: ControllerWindow
  chat: ChatWindow
}

const WINDOW_MS = 30_000

const test = base.extend<{ start: (user: string) => Promise<Somebody> }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern.
  start: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'porchlight-smoke-'))
    const apps: PackagedApp[] = []
    await use(async (user) => {
      const userDataDir = join(folder, user)
      const app = await startPackaged(
        {
          executable: process.env['PORCHLIGHT_EXECUTABLE'] ?? '',
          args: [`--user-data-dir=${userDataDir}`, `--user=${user}`, '--lang=en-US'],
          cwd: folder,
          env: { ...environment(), LANG: 'en_US.UTF-8', LANGUAGE: 'en_US' },
        },
        userDataDir,
      )
      apps.push(app)
      const controller = new ControllerWindow(await windowOf(app, 'Porchlight'))
      await controller.page.evaluate(() => window.porchlight.openWindow({ window: 'chat' }))
      return { app, controller, chat: new ChatWindow(await windowOf(app, 'Chat – Porchlight')) }
    })
    for (const app of apps) if (!app.hasEnded()) process.kill(app.pid, 'SIGKILL')
    await Promise.all(apps.map(({ ended }) => ended))
    await rm(folder, { recursive: true, force: true, maxRetries: 10 })
  },
})

const environment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])))

const windowOf = (app: PackagedApp, title: string): Promise<Page> =>
  waitFor(
    `a window "${title}"`,
    async () => {
      for (const page of app.pages()) if ((await page.title().catch(() => '')) === title) return page
      return undefined
    },
    WINDOW_MS,
  )

test('two copies find each other, switch a light, chat, and quit', async ({ start }) => {
  test.setTimeout(120_000)
  expect(await isListening(1883)).toBe(false)
  const john = await start('John')
  await expect(john.controller.connection).toContainText('Connected to 127.0.0.1:1883')
  const yoko = await start('Yoko')
  await expect(yoko.controller.connection).toContainText('Connected to 127.0.0.1:1883')

  await john.controller.lightSwitch().click()
  await expect(john.controller.lightSwitch()).toBeChecked()
  await expect(yoko.controller.lightSwitch()).toBeChecked()
  await yoko.controller.lightSwitch().click()
  await expect(john.controller.lightSwitch()).not.toBeChecked()

  await expect(john.chat.person('Yoko')).toBeVisible()
  await john.chat.write('Good evening')
  await expect(yoko.chat.article('John', 'Good evening')).toBeVisible()
  await yoko.chat.write('Come in')
  await expect(john.chat.article('Yoko', 'Come in')).toBeVisible()

  await yoko.app.quit()
  await expect(john.chat.person('Yoko')).toBeHidden()
  await john.app.quit()
  expect(await Promise.all([john.app.ended, yoko.app.ended])).toEqual([0, 0])
  await expect.poll(() => isListening(1883)).toBe(false)
})
