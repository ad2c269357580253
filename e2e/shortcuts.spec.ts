import { Arranging, enterAgain, settingsOf } from './fixtures/arrange'
import { pressAnywhere } from './fixtures/hands'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'

// Keys that switch a light from anywhere: they are pressed on the X screen, where no window of Porchlight has the focus.

/** Presses keys in the place for a light's shortcut, and saves. */
async function setKeys(arranging: Arranging, light: string, keys: string): Promise<void> {
  const options = await arranging.options(light)
  await options.getByLabel('Keyboard shortcut', { exact: true }).press(keys)
  await arranging.save(options)
}

test('keys switch a light from anywhere, also after a restart, until they are taken away', async ({
  house,
  launch,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  const balcony = devices.lamp('Balcony')
  await expect(lights.switch('Balcony')).toBeEnabled()
  await setKeys(arranging, 'led', 'Control+Alt+l')
  await setKeys(arranging, 'Balcony', 'Control+Alt+b')

  await lights.page.close()
  await expect.poll(() => copy.windows()).toEqual([])
  pressAnywhere('ctrl+alt+l')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  pressAnywhere('ctrl+alt+l')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: off · connected')
  pressAnywhere('ctrl+alt+b')
  await expect.poll(() => balcony.on).toBe(true)

  await copy.quit()
  const again = await enterAgain(launch, house, copy)
  await expect.poll(() => again.tray.tooltip()).toBe('led: off · connected')
  const { page } = await again.controller()
  await expect(new LightsTab(page).switch('Balcony')).toBeChecked()
  pressAnywhere('ctrl+alt+b')
  await expect.poll(() => balcony.on).toBe(false)

  await page.getByRole('tab', { name: 'Settings', exact: true }).click()
  const list = page.getByRole('list', { name: 'Keyboard shortcuts' })
  await expect(list.getByRole('listitem')).toHaveText([/led.*Ctrl \+ Alt \+ L/, /Balcony.*Ctrl \+ Alt \+ B/])
  await list.getByRole('button', { name: 'Remove the shortcut of led', exact: true }).click()
  await expect(list.getByRole('listitem')).toHaveCount(1)
  pressAnywhere('ctrl+alt+l')
  pressAnywhere('ctrl+alt+b')
  await expect.poll(() => balcony.on).toBe(true)
  expect(await again.tray.tooltip()).toBe('led: off · connected')
})

test('keys that another program holds, that another light has, or that are no shortcut are refused in words', async ({
  house,
  launch,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const johns = new Arranging(lights)
  await expect(lights.switch('Balcony')).toBeEnabled()
  await setKeys(johns, 'led', 'Control+Alt+l')

  const options = await johns.options('Balcony')
  const field = options.getByLabel('Keyboard shortcut', { exact: true })
  await field.press('x')
  await expect(field).toHaveAccessibleDescription(/These keys cannot be a shortcut/)
  await field.press('Control+Alt+l')
  await options.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(field).toHaveAccessibleDescription(/Another light has these keys/)
  await johns.save(options, 'Cancel')

  // Another copy is another program.
  const yoko = await enterAgain(launch, house, { user: 'Yoko' })
  const yokosLights = new LightsTab((await yoko.controller()).page)
  const yokos = new Arranging(yokosLights)
  await expect(yokosLights.switch('Balcony')).toBeEnabled()
  const hers = await yokos.options('Balcony')
  const keys = hers.getByLabel('Keyboard shortcut', { exact: true })
  await keys.press('Control+Alt+l')
  await hers.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(keys).toHaveAccessibleDescription(/The system does not let Porchlight have these keys/)
  expect((await settingsOf(yoko)).lights['shortcuts']).toEqual([])
  await yokos.save(hers, 'Cancel')
  pressAnywhere('ctrl+alt+l')
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')

  // Once the other has let them go, they can be had.
  await copy.quit()
  await setKeys(yokos, 'Balcony', 'Control+Alt+l')
  pressAnywhere('ctrl+alt+l')
  await expect.poll(() => devices.lamp('Balcony').on).toBe(true)

  // At the next start it is the one who came first that has them, and the list says so.
  await yoko.quit()
  const john = await enterAgain(launch, house, copy)
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · connected')
  const late = await enterAgain(launch, house, { user: 'Yoko', userDataDir: yoko.userDataDir })
  const { page } = await late.controller()
  await page.getByRole('tab', { name: 'Settings', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Keyboard shortcuts' })).toContainText(
    'The system does not let Porchlight have these keys.',
  )
})
