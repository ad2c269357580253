import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { ChatWindow } from '../fixtures/chat'
import { play } from './stage'

const pictures = process.env['PORCHLIGHT_PICTURES'] ?? 'docs/screenshots'
const TWICE = ['--force-device-scale-factor=2']
/** One height for both windows, so that they stand side by side in the README. */
const CONTROLLER = { width: 720, height: 600 }
const CHAT = { width: 640, height: 600 }

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

  for (const scheme of ['light', 'dark'] as const) {
    const suffix = scheme === 'dark' ? '-dark' : ''
    await photograph(controller.page, `controller${suffix}`, CONTROLLER, scheme)
    await photograph(johnsChat.page, `chat${suffix}`, CHAT, scheme)
  }
  await play.step('The windows, light and dark.', () => Promise.resolve())

  if (!panel) return
  await panel.clickLastIcon('menu')
  // A panel draws its menu when the app has answered what is in it, and tells nobody that it has.
  await expect(async () => {
    await panel.picture(join(pictures, 'tray.png'), { width: 300, height: 230 })
  }).toPass()
  await panel.pressEscape()
  await play.step('The tray with its menu.', () => Promise.resolve())
})

async function photograph(page: Page, name: string, size: { width: number; height: number }, scheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme: scheme })
  await page.setViewportSize(size)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}
