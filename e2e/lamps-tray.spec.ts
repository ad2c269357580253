import { expect, test } from './fixtures/house'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startShellyGen1 } from './fixtures/simulators/shelly-gen1'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'
import { findItem, type MenuItem } from './fixtures/tray-menu'
import type { Copy } from './fixtures/porchlight'

/** The item at the end of a path, once it is as wanted. */
async function item(copy: Copy, path: string[], wanted: Partial<MenuItem>): Promise<void> {
  await expect.poll(async () => findItem(await copy.tray.menu(), path)).toMatchObject(wanted)
}

test('a lamp becomes the tray light, and is switched, dimmed and coloured from its submenu', async ({
  house,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy } = await house.enter()
  const { tray } = copy
  const bar = devices.lamp('Bar')
  await tray.clickMenu(['Tray light', 'Bar'])
  await expect.poll(() => tray.tooltip()).toBe('Bar: off · connected')
  await item(copy, ['Tray light', 'Bar'], { type: 'radio', checked: true })
  const unlit = await tray.iconHash()

  await tray.clickMenu('Turn on')
  await expect.poll(() => bar.on).toBe(true)
  await expect.poll(() => tray.tooltip()).toBe('Bar: on · connected')
  await expect.poll(() => tray.iconHash()).not.toBe(unlit)
  await expect.poll(async () => (await tray.menu())[0]).toMatchObject({ label: 'Turn off', enabled: true })

  const steps = findItem(await tray.menu(), ['Bar', 'Brightness'])?.children
  expect(steps?.map(({ label }) => label)).toEqual(['100 %', '75 %', '50 %', '25 %', '10 %', '1 %'])
  await tray.clickMenu(['Bar', 'Brightness', '25 %'])
  await expect.poll(() => bar.percent).toBe(25)
  await item(copy, ['Bar', 'Brightness', '25 %'], { type: 'radio', checked: true })

  await tray.clickMenu(['Bar', 'Colour', 'Blue'])
  await expect.poll(() => bar.mode).toBe('colour')
  expect(bar.hs.h).toBeGreaterThan(190)
  expect(bar.hs.h).toBeLessThan(260)
  await item(copy, ['Bar', 'Colour', 'Blue'], { checked: true })
  await tray.clickMenu(['Bar', 'Colour', 'Warm white, 2700 K'])
  await expect.poll(() => [bar.mode, Math.round(bar.kelvin / 100)]).toEqual(['temperature', 27])
  await tray.clickMenu('Turn off')
  await expect.poll(() => bar.on).toBe(false)
})

test('colours arrive whatever the lamp counts in', async ({ house }) => {
  const bridge = await house.start(startZigbee2Mqtt)
  const tasmota = await house.start(startTasmota)
  const shelly = await house.start(startShellyGen1)
  const devices = await house.start(startHomeAssistant)
  const { copy } = await house.enter()
  const lamps = [
    ['living room/floor lamp', bridge],
    ['bedroom strip', bridge],
    ['Shelf', tasmota],
    ['Lounge', tasmota],
    ['shellyrgbw2-11ABD9', shelly],
    ['shellybulb-3494546B01F2', shelly],
    ['Piano', devices],
    ['Aquarium', devices],
    ['Stage', devices],
  ] as const
  const controller = await copy.controller()
  for (const [name, simulator] of lamps) {
    const card = controller.page.getByRole('group', { name, exact: true })
    await card.getByRole('button', { name: 'More', exact: true }).click()
    await controller.page.getByRole('menuitem', { name: 'Show in tray' }).click()
    await expect.poll(() => copy.tray.tooltip()).toContain(`${name}: `)
    await copy.tray.clickMenu([name, 'Colour', 'Green'])
    const lamp = simulator.lamp(name)
    await expect.poll(() => [lamp.on, lamp.mode], name).toEqual([true, 'colour'])
    expect(Math.abs(lamp.hs.h - 120), `${name} shows the hue ${lamp.hs.h}`).toBeLessThanOrEqual(6)
    expect(lamp.hs.s, name).toBeGreaterThanOrEqual(90)
    await item(copy, [name, 'Colour', 'Green'], { checked: true })
  }
})

test('the other lights stand beneath, rooms under their names, and what is away is greyed', async ({
  house,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  await item(copy, ['Balcony'], { type: 'checkbox', checked: false, enabled: true })
  await copy.tray.clickMenu('Balcony')
  await expect.poll(() => devices.lamp('Balcony').on).toBe(true)
  await item(copy, ['Balcony'], { checked: true })

  const labels = (await copy.tray.menu()).map(({ label }) => label)
  await item(copy, ['Workshop'], { enabled: false })
  expect(labels.slice(labels.indexOf('Workshop') + 1, labels.indexOf('Workshop') + 4)).toEqual([
    'Board left',
    'Board relay',
    'Board right',
  ])

  await devices.device('Balcony').dies()
  await item(copy, ['Balcony'], { enabled: false })
  await expect(lights.switch('Balcony')).toBeDisabled()
  await devices.device('Balcony').online()
  await item(copy, ['Balcony'], { enabled: true, checked: true })
  // One that is locked is never offered.
  await item(copy, ['Attic'], { enabled: false })

  await devices.device('Balcony').withdraw()
  await expect.poll(async () => findItem(await copy.tray.menu(), ['Balcony'])).toBeUndefined()
})

test('a tray light that goes offline shows so and cannot be clicked', async ({ house }) => {
  const tasmota = await house.start(startTasmota)
  const { copy } = await house.enter()
  const { tray } = copy
  await tray.clickMenu(['Tray light', 'Stairs'])
  await expect.poll(() => tray.tooltip()).toBe('Stairs: off · connected')
  const unlit = await tray.iconHash()
  await tasmota.device('Stairs').dies()
  await expect.poll(() => tray.tooltip()).toBe('Stairs: offline · connected')
  await expect.poll(() => tray.iconHash()).not.toBe(unlit)
  await expect.poll(async () => (await tray.menu())[0]).toMatchObject({ label: 'Turn on', enabled: false })
  await item(copy, ['Stairs', 'Brightness'], { enabled: false })
  await tasmota.device('Stairs').online()
  await tray.clickMenu('Turn on')
  await expect.poll(() => tasmota.lamp('Stairs').on).toBe(true)
})

test('the tray light is still the tray light after a restart, before it was found again', async ({
  house,
  launch,
}) => {
  const tasmota = await house.start(startTasmota)
  const { copy } = await house.enter()
  await copy.tray.clickMenu(['Tray light', 'Stairs'])
  await expect.poll(() => copy.tray.tooltip()).toBe('Stairs: off · connected')
  await copy.quit()
  const again = await launch({
    userDataDir: copy.userDataDir,
    user: 'John',
    broker: `mqtt://127.0.0.1:${house.port}`,
  })
  await expect.poll(() => again.tray.tooltip()).toBe('Stairs: off · connected')
  await again.tray.clickMenu('Turn on')
  await expect.poll(() => tasmota.lamp('Stairs').on).toBe(true)
})
