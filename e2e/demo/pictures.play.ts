import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type ElectronApplication, type Page } from '@playwright/test'
import type { BrowserWindow as ElectronBrowserWindow } from 'electron'
import type { ChatWindow } from '../fixtures/chat'
import { LightsTab } from '../fixtures/lights'
import { startZigbee2Mqtt } from '../fixtures/simulators/zigbee2mqtt'
import { play } from './stage'

const pictures = process.env['PORCHLIGHT_PICTURES'] ?? 'docs/screenshots'
const TWICE = ['--force-device-scale-factor=2']
/** One size for both windows, so that they stand side by side in the README. */
const WINDOW = { width: 760, height: 680 }
const WIRE = { width: 1100, height: 680 }
const LIGHTS = { width: 1000, height: 800 }
/** Where the simulated lamps hang, and what they are called there. */
const HOUSE: readonly (readonly [lamp: string, name: string, room: string])[] = [
  ['living room/ceiling', 'Ceiling', 'Living room'],
  ['living room/floor lamp', 'Floor lamp', 'Living room'],
  ['kitchen/counter', 'Counter', 'Kitchen'],
  ['kitchen/table', 'Table', 'Kitchen'],
]
const TRAY = { width: 300, height: 420 }

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

  const house = await startZigbee2Mqtt({ url: 'mqtt://127.0.0.1:1883' })
  await play.step('The lamps of a house, light and dark.', async () => {
    await controller.goTo('Lights')
    const lights = new LightsTab(controller.page)
    await expect(lights.switch('Desk')).toBeEnabled()
    const others = (await lights.names()).filter((name) => !['led', 'Desk', ...HOUSE.flat()].includes(name))
    for (const lamp of others) await arrange(controller.page, lamp, { hidden: true })
    for (const [lamp, name, room] of HOUSE) await arrange(controller.page, lamp, { name, room })
    await arrange(controller.page, 'Desk', { favourite: true })
    await lights.card('Desk').getByRole('button', { name: 'More' }).click()
    await controller.page.getByRole('menuitem', { name: 'Show in tray' }).click()
    for (const name of ['Floor lamp', 'Counter']) await lights.toggle(name)
    await lights.slide('Floor lamp', 'Brightness', 60)
    await lights.toggle('Desk')
    await lights.slide('Desk', 'Brightness', 80)
    await lights.card('Desk').getByRole('button', { name: 'Colour', exact: true }).click()
    await controller.page.getByRole('button', { name: 'Blue', exact: false }).first().click()
    await controller.page.keyboard.press('Escape')
    await expect.poll(() => house.lamp('Desk').on).toBe(true)
    for (const scheme of ['light', 'dark'] as const)
      await photograph(
        john.app,
        controller.page,
        scheme === 'dark' ? 'lights-dark' : 'lights',
        scheme,
        LIGHTS,
      )
  })

  if (!panel) return house.close()
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
  await house.close()
})

/** Says something of a lamp that is called so at the bridge. */
async function arrange(page: Page, lamp: string, change: object): Promise<void> {
  const card = page.getByRole('group', { name: lamp, exact: true })
  await expect(card).toBeVisible()
  const light = await card.getAttribute('data-light')
  await page.evaluate((args) => window.porchlight.arrangeLight(args), { light: light ?? '', ...change })
}

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
