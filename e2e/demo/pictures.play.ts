import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { BrowserWindow as ElectronBrowserWindow } from 'electron'
import type { ChatWindow } from '../fixtures/chat'
import { play } from './stage'

const pictures = process.env['PORCHLIGHT_PICTURES'] ?? 'docs/screenshots'
const TWICE = ['--force-device-scale-factor=2']
/** One size for both windows, so that they stand side by side in the README. */
const WINDOW = { width: 760, height: 680 }
const WIRE = { width: 1100, height: 680 }
const TRAY = { width: 260, height: 176 }

play.use({ panelOptions: { size: 34, scale: 2 } })

play('The pictures of the README', async ({ enter, panel }) => {
  const john = await enter('John', TWICE)
  const yoko = await enter('Yoko', TWICE)
  const controller = await john.controller()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked()

  const johnsChat = await john.chat()
  const yokosChat = await yoko.chat()
  await expect(johnsChat.person('Yoko')).toBeVisible()
  const says = async (who: string, from: ChatWindow, to: ChatWindow, text: string): Promise<void> => {
    await from.write(text)
    await expect(to.article(who, text)).toBeVisible()
  }
  await says('John', johnsChat, yokosChat, 'Hi')
  await says('Yoko', yokosChat, johnsChat, 'Hi, how are you?')
  await says('John', johnsChat, yokosChat, 'Good. The light on the porch is on, come over!')
  await says('Yoko', yokosChat, johnsChat, 'I can see it from here. Ten minutes.')
  await expect(johnsChat.turn).toContainText('Your turn')

  await play.step('The windows, light and dark.', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      const suffix = scheme === 'dark' ? '-dark' : ''
      await photograph(john.app, controller.page, `controller${suffix}`, scheme)
      await photograph(john.app, johnsChat.page, `chat${suffix}`, scheme)
    }
  })

  await play.step('The wire, with one message looked at.', async () => {
    await controller.goTo('Wire')
    await controller.messagesWith('on the porch').first().click()
    await expect(controller.page.getByRole('region', { name: 'Details of the message' })).toBeVisible()
    await photograph(john.app, controller.page, 'wire', 'light', WIRE)
  })

  if (!panel) return
  await play.step('The tray with its menu.', async () => {
    // At twice their size the windows reach over the panel.
    for (const { app } of [john, yoko]) await app.evaluate(hideWindows)
    const file = join(pictures, 'tray.png')
    const look = async (): Promise<string> => {
      await panel.picture(file, TRAY)
      return (await readFile(file)).toString('base64')
    }
    const without = await look()
    await panel.clickLastIcon('menu')
    // Nobody tells when a menu is drawn: it is when it is there and two looks see the same.
    let last = without
    await expect
      .poll(async () => {
        const previous = last
        last = await look()
        return last !== without && last === previous
      })
      .toBe(true)
    await panel.pressEscape()
  })
})

function hideWindows({ BrowserWindow }: { BrowserWindow: typeof ElectronBrowserWindow }): void {
  for (const window of BrowserWindow.getAllWindows()) window.hide()
}

async function photograph(
  app: ElectronApplication,
  page: Page,
  name: string,
  scheme: 'light' | 'dark',
  size = WINDOW,
): Promise<void> {
  // The window itself: a size that is only emulated in the page comes with one pixel per point.
  const window = await app.browserWindow(page)
  await window.evaluate((it, { width, height }) => it.setContentSize(width, height), size)
  await expect.poll(() => page.evaluate('[innerWidth, innerHeight]')).toEqual([size.width, size.height])
  await page.emulateMedia({ colorScheme: scheme })
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}
