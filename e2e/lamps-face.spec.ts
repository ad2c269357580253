import type { Page } from '@playwright/test'
import en from '../src/renderer/locales/en.json' with { type: 'json' }
import it from '../src/renderer/locales/it.json' with { type: 'json' }
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import { accessibilityProblems, outOfSight, tabStops } from './fixtures/look'
import type { Copy } from './fixtures/porchlight'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'

// The window with a household in it: what axe says, what fits, what the keyboard reaches.

/** What opens above the lights, by the names of the buttons and of what is seen then. */
const OPENED = ['Add a light', 'New group', 'Scenes', 'Timers'] as const

async function options(page: Page, lights: LightsTab, name: string): Promise<void> {
  await lights.card(name).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Options …' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

test('axe finds nothing in the lights of a house and in what opens from them', async ({ house }) => {
  test.setTimeout(180_000)
  const zigbee = await house.start(startZigbee2Mqtt)
  await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const { page } = lights
  const problems = (): Promise<string[]> => accessibilityProblems(copy.app, page)
  await lights.toggle('Desk')
  await expect(lights.switch('Desk')).toBeChecked()
  await zigbee.device('Hall').offline()
  await expect(lights.switch('Hall')).toBeDisabled()
  expect.soft(await problems(), 'lamps').toEqual([])
  await lights.card('Desk').getByRole('button', { name: 'Colour', exact: true }).click()
  expect.soft(await problems(), 'a colour').toEqual([])
  await close(page)
  const arrange = page.getByRole('button', { name: 'Arrange', exact: true })
  await arrange.click()
  expect.soft(await problems(), 'arranging').toEqual([])
  await arrange.click()
  for (const name of OPENED) {
    await page.getByRole('button', { name, exact: true }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect.soft(await problems(), name).toEqual([])
    await close(page)
  }
  await options(page, lights, 'Desk')
  expect.soft(await problems(), 'options').toEqual([])
  await close(page)
})

for (const language of ['en', 'it']) {
  test(`the lights of a house fit into 420 px (${language})`, async ({ house, launch }) => {
    await house.start(startZigbee2Mqtt)
    await house.start(startHomeAssistant)
    const copy = await launch({
      user: 'John',
      broker: `mqtt://127.0.0.1:${house.port}`,
      args: [`--lang=${language}`],
      env: { LANG: `${language}.UTF-8`, LANGUAGE: language },
    })
    await expect.poll(() => copy.app.windows().length).toBeGreaterThan(0)
    const page = await copy.app.firstWindow()
    await narrow(copy)
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(420)
    const lights = new LightsTab(page)
    await expect(lights.switch('Desk')).toBeEnabled()
    expect(await outOfSight(page), 'lamps').toEqual([])
    const { lights: words } = language === 'it' ? it : en
    for (const name of [words.add, words.newGroup, words.scenes, words.timers]) {
      await page.getByRole('button', { name, exact: true }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await outOfSight(page), name).toEqual([])
      await close(page)
    }
    await page.getByRole('tab').last().click()
    expect(await outOfSight(page), 'settings').toEqual([])
  })
}

test('a lamp is dimmed, coloured and arranged with the keyboard alone', async ({ house }) => {
  const zigbee = await house.start(startZigbee2Mqtt)
  const { lights } = await house.enter()
  const { page } = lights
  await lights.switch('Desk').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => zigbee.lamp('Desk').on).toBe(true)
  await lights.slider('Desk', 'Brightness').focus()
  await page.keyboard.press('Home')
  await expect.poll(() => zigbee.lamp('Desk').level).toBeLessThan(5)
  await page.keyboard.press('End')
  await expect.poll(() => zigbee.lamp('Desk').level).toBe(254)
  const colour = lights.card('Desk').getByRole('button', { name: 'Colour', exact: true })
  await colour.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('slider', { name: 'Hue' })).toBeVisible()
  await page.getByRole('slider', { name: 'Hue' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Escape')
  await expect(colour).toBeFocused()
  expect((await tabStops(page)).length).toBeGreaterThan(20)
})

async function narrow(copy: Copy): Promise<void> {
  await copy.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.setContentSize(420, 700)
  })
}
