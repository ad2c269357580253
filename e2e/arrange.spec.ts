import { Arranging, enterAgain } from './fixtures/arrange'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'
import { findItem, type MenuItem } from './fixtures/tray-menu'
import type { Copy } from './fixtures/porchlight'

// What the user arranges about lights shows in window and tray, works on the lamps, and is still so the next day.

/** The labels of the menu up to the windows, in their order. */
async function menuOf(copy: Copy): Promise<string[]> {
  return (await copy.tray.menu()).map(({ label }: MenuItem) => label)
}

/** The headings of the list and the lights under each, as they stand in the window. */
async function listOf({ page }: LightsTab): Promise<[heading: string, lights: string[]][]> {
  return page
    .getByRole('region')
    .evaluateAll((sections) =>
      sections.map((section): [string, string[]] => [
        section.querySelector('h2')?.textContent.trim() ?? '',
        [...section.querySelectorAll('[role=switch]')].map((each) => each.getAttribute('aria-label') ?? ''),
      ]),
    )
}

test('name, room, favourite, hiding and order show in window and tray, and are the same after a restart', async ({
  house,
  launch,
}) => {
  const devices = await house.start(startTasmota)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  await expect(lights.card('Kettle')).toBeVisible()

  await arranging.change('Stairs', { Name: 'Old stairs', Room: 'Hall' })
  await expect(lights.card('Old stairs')).toBeVisible()
  await expect(lights.card('Stairs')).toHaveCount(0)
  await arranging.change('Shelf', { Room: 'Hall' })
  await lights.card('Study').getByRole('button', { name: 'Favourite', exact: true }).click()
  await arranging.more('Kettle', 'Hide')
  await expect(lights.card('Kettle')).toHaveCount(0)

  // The keyboard alone puts `Shelf` behind `Old stairs`, and stays on the button that does it.
  await arranging.button('Arrange').click()
  const inHall = async (): Promise<string[] | undefined> =>
    (await listOf(lights)).find(([heading]) => heading === 'Hall')?.[1]
  expect(await inHall()).toEqual(['Old stairs', 'Shelf'])
  const up = lights.card('Shelf').getByRole('button', { name: 'Move up', exact: true })
  await up.focus()
  await lights.page.keyboard.press('Enter')
  await expect.poll(inHall).toEqual(['Shelf', 'Old stairs'])
  await expect(lights.page.getByText('Shelf is now at place 1 of 2.')).toBeVisible()
  await expect(up).toBeFocused()
  await arranging.button('Arrange').click()

  const list = await listOf(lights)
  expect(list.slice(0, 2)).toEqual([
    ['Favourites', ['Study']],
    ['Hall', ['Shelf', 'Old stairs']],
  ])
  expect(list.flatMap(([, names]) => names)).not.toContain('Kettle')
  const arranged = async (of: Copy): Promise<string[]> => {
    const labels = await menuOf(of)
    return labels.slice(labels.indexOf('Tray light') + 1, labels.indexOf('Old stairs') + 1)
  }
  const inTray = ['Study', '', 'Hall', 'Shelf', 'Old stairs']
  await expect.poll(() => arranged(copy)).toEqual(inTray)
  await expect.poll(() => menuOf(copy)).not.toContain('Kettle')

  await copy.quit()
  const again = await enterAgain(launch, house, copy)
  const controller = await again.controller()
  const later = new LightsTab(controller.page)
  await expect(later.card('Old stairs')).toBeVisible()
  await expect.poll(() => listOf(later)).toEqual(list)
  await expect.poll(() => arranged(again)).toEqual(inTray)
  await later.toggle('Old stairs')
  await expect.poll(() => devices.lamp('Stairs').on).toBe(true)

  // What is hidden can be had back.
  await later.page.getByText('Hidden lights (1)').click()
  await new Arranging(later).more('Kettle', 'Show again')
  await expect.poll(() => menuOf(again)).toContain('Kettle')
})

test('a group of three conventions is on or off for all of them, whatever each was', async ({ house }) => {
  const tasmota = await house.start(startTasmota)
  const bridge = await house.start(startZigbee2Mqtt)
  const devices = await house.start(startHomeAssistant)
  const { lights } = await house.enter()
  const arranging = new Arranging(lights)
  const lamps = [tasmota.lamp('Stairs'), bridge.lamp('Hall'), devices.lamp('Balcony')]
  const all = (): boolean[] => lamps.map(({ on }) => on)
  await expect(lights.card('Stairs')).toBeVisible()
  await expect(lights.card('Hall')).toBeVisible()
  await expect(lights.card('Balcony')).toBeVisible()
  await arranging.group('Way home', ['Stairs', 'Hall', 'Balcony'])

  await lights.toggle('Hall')
  await expect.poll(all).toEqual([false, true, false])
  // One is on, so the group is, and it goes off: no lamp is only turned over.
  await expect(lights.switch('Way home')).toBeChecked()
  await expect(lights.card('Way home')).toContainText('1 of 3 on')
  await lights.toggle('Way home')
  await expect.poll(all).toEqual([false, false, false])
  await expect(lights.switch('Way home')).not.toBeChecked()
  await lights.toggle('Way home')
  await expect.poll(all).toEqual([true, true, true])
  await expect(lights.card('Way home')).toContainText('3 of 3 on')
  await lights.slide('Way home', 'Brightness', 30)
  // Each does what it can: the one in the hall cannot be dimmed.
  await expect.poll(() => lamps.map(({ percent }) => percent)).toEqual([30, 100, 30])

  // One that is away does not keep the others from following.
  await tasmota.device('Stairs').dies()
  await expect(lights.switch('Stairs')).toBeDisabled()
  await lights.toggle('Way home')
  await expect.poll(all).toEqual([true, false, false])
  const told = [tasmota, bridge, devices].flatMap(({ commands }) => commands)
  expect(told.filter(({ payload }) => /toggle/i.test(payload))).toEqual([])
})

test('a group goes into the tray from the window, a lamp from the tray, and the group can be changed and removed', async ({
  house,
  launch,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  const lamps = ['Balcony', 'Pantry', 'Porch'].map((name) => devices.lamp(name))
  await expect(lights.card('Porch')).toBeVisible()
  await arranging.group('Outside', ['Balcony', 'Pantry'])
  await arranging.more('Outside', 'Show in tray')
  await expect.poll(() => copy.tray.tooltip()).toBe('Outside: off · connected')
  await expect(lights.card('Outside')).toContainText('In the tray')
  await copy.tray.clickMenu('Turn on')
  await expect.poll(() => lamps.map(({ on }) => on)).toEqual([true, true, false])
  await expect.poll(() => copy.tray.tooltip()).toBe('Outside: on · connected')

  const options = await arranging.options('Outside')
  await options.getByRole('button', { name: 'Edit group …' }).click()
  const editor = arranging.dialog('Edit Outside')
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill('Outdoors')
  await editor.getByRole('checkbox', { name: /^Porch\b/ }).check()
  await arranging.save(editor)
  await expect(lights.card('Outdoors')).toContainText('2 of 3 on')
  await expect.poll(() => copy.tray.tooltip()).toBe('Outdoors: on · connected')

  await copy.quit()
  const again = await enterAgain(launch, house, copy)
  await expect.poll(() => again.tray.tooltip()).toBe('Outdoors: on · connected')
  await again.tray.clickMenu('Turn off')
  await expect.poll(() => lamps.map(({ on }) => on)).toEqual([false, false, false])

  await again.tray.clickMenu(['Tray light', 'Balcony'])
  await expect.poll(() => again.tray.tooltip()).toBe('Balcony: off · connected')
  await again.tray.clickMenu(['Tray light', 'Outdoors'])
  await expect.poll(() => again.tray.tooltip()).toBe('Outdoors: off · connected')

  const controller = await again.controller()
  const later = new Arranging(new LightsTab(controller.page))
  const dialog = await later.options('Outdoors')
  await dialog.getByRole('button', { name: 'Edit group …' }).click()
  await later.dialog('Edit Outdoors').getByRole('button', { name: 'Remove', exact: true }).click()
  const sure = later.dialog('Edit Outdoors').getByRole('group', { name: /^Remove the group Outdoors\?/ })
  await sure.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(later.page.getByRole('group', { name: 'Outdoors', exact: true })).toHaveCount(0)
  await expect.poll(() => again.tray.tooltip()).not.toContain('Outdoors')
  await expect.poll(async () => findItem(await again.tray.menu(), ['Tray light', 'Outdoors'])).toBeUndefined()
})

test('a colour that is kept is at hand in the tray, and goes again', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const piano = devices.lamp('Piano')
  await expect(lights.switch('Piano')).toBeEnabled()
  devices.device('Piano').byHand((lamp) => lamp.tint({ h: 180, s: 90 }))
  devices.device('Piano').byHand((lamp) => lamp.turn('on'))
  await expect(lights.switch('Piano')).toBeChecked()
  await copy.tray.clickMenu(['Tray light', 'Piano'])
  await lights.card('Piano').getByRole('button', { name: 'Colour', exact: true }).click()
  const { page } = lights
  await page.getByRole('button', { name: 'Keep this colour', exact: true }).click()
  const inTray = async (): Promise<MenuItem | undefined> =>
    findItem(await copy.tray.menu(), ['Piano', 'Colour', 'Cyan'])
  await expect.poll(inTray).toMatchObject({ checked: true })

  await copy.tray.clickMenu(['Piano', 'Colour', 'Red'])
  await expect.poll(() => [piano.hs.h % 360, piano.hs.s]).toEqual([0, 100])
  await copy.tray.clickMenu(['Piano', 'Colour', 'Cyan'])
  await expect.poll(() => [piano.hs.h, piano.hs.s]).toEqual([180, 90])

  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('list', { name: 'Colours at hand' }).getByRole('button').last().click()
  await expect.poll(inTray).toBeUndefined()
})
