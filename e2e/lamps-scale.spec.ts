import { expect, test } from './fixtures/house'
import { startCrowd } from './fixtures/simulators/crowd'

const LAMPS = 500

test(`${LAMPS} lamps in one burst: the list is there, the tray stays small, and a lamp is switched at once`, async ({
  house,
}) => {
  test.setTimeout(120_000)
  const crowd = await house.start((surroundings) => startCrowd(surroundings, LAMPS))
  const { copy, lights } = await house.enter()
  const connected = Date.now()
  // All of them and the light of this computer; asked more often than an expectation does, to tell the time.
  const all = (count: number): boolean => document.querySelectorAll('[role=switch]').length === count
  await lights.page.waitForFunction(all, LAMPS + 1, { polling: 20, timeout: 10_000 })
  const shown = Date.now() - connected
  console.log(`${LAMPS} lamps were in the window ${shown} ms after the connection was seen there`)
  await expect(lights.switch('Lamp 500')).toBeEnabled()

  const switches = async () => (await copy.tray.menu()).filter(({ type }) => type === 'checkbox')
  await expect.poll(switches).toHaveLength(20)
  const menu = await copy.tray.menu()
  const labels = menu.map(({ label }) => label)
  expect(labels.indexOf('More…')).toBe(labels.indexOf('Lamp 20') + 1)
  expect(labels.at(-1)).toBe('Quit Porchlight')
  const choice = menu.find(({ label }) => label === 'Tray light')
  expect(choice?.children.length).toBeLessThanOrEqual(21)

  await copy.tray.clickMenu('Lamp 7')
  await expect.poll(() => crowd.lamp('Lamp 7').on).toBe(true)
  await expect(lights.switch('Lamp 7')).toBeChecked()
  await lights.switch('Lamp 500').scrollIntoViewIfNeeded()
  const clicked = Date.now()
  await lights.toggle('Lamp 500')
  await expect(lights.switch('Lamp 500')).toBeChecked()
  console.log(`the last of them was switched and had answered within ${Date.now() - clicked} ms`)
  expect(crowd.lamp('Lamp 500').on).toBe(true)
  expect(crowd.commands).toHaveLength(2)

  // The gateway goes: all of them are greyed, and the window still answers.
  await crowd.device('Lamp 1').dies()
  await expect(lights.page.locator('button[role=switch]:disabled')).toHaveCount(LAMPS)
  await expect(lights.switch('led')).toBeEnabled()
  expect(copy.rendererErrors()).toEqual([])
})
