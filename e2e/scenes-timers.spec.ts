import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Arranging, clock, enterAgain, settingsOf } from './fixtures/arrange'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import type { Copy } from './fixtures/porchlight'
import type { VirtualLamp } from './fixtures/simulators/lamp-model'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startTasmota } from './fixtures/simulators/tasmota'
import { findItem } from './fixtures/tray-menu'

// How lights were comes back, and what is to be done later is done, told before, and survives a restart.

/** How a lamp stands, as far as it can be seen. */
const looks = ({ on, percent, mode, mired, hs }: VirtualLamp): unknown =>
  on && [percent, mode, mode === 'temperature' ? mired : hs]

test('a scene brings colours, whites and brightness back, from the window, the tray, and under a new name', async ({
  house,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  const names = ['Piano', 'Nursery', 'Bar', 'Balcony']
  const lamps = names.map((name) => devices.lamp(name))
  const evening: Record<string, (lamp: VirtualLamp) => void> = {
    Piano: (lamp) => {
      lamp.dim(102)
      lamp.tint({ h: 210, s: 80 })
    },
    Nursery: (lamp) => {
      lamp.dim(30)
      lamp.warm(400)
    },
    Bar: (lamp) => {
      lamp.dim(204)
      lamp.warm(250)
    },
    Balcony: (lamp) => lamp.turn('off'),
  }
  for (const [name, act] of Object.entries(evening)) {
    await expect(lights.switch(name)).toBeEnabled()
    devices.device(name).byHand(act)
  }
  const wanted = lamps.map(looks)
  await expect(lights.card('Piano')).toContainText('On, 40 %')
  await expect(lights.card('Bar')).toContainText('On, 80 %')
  await expect(lights.card('Nursery')).toContainText('On, 30 %')
  await arranging.scene('Evening', names)

  async function otherwise(): Promise<void> {
    devices.device('Piano').byHand((lamp) => lamp.tint({ h: 20, s: 100 }))
    devices.device('Nursery').byHand((lamp) => lamp.turn('off'))
    devices.device('Bar').byHand((lamp) => {
      lamp.dim(255)
      lamp.tint({ r: 0, g: 255, b: 0 })
    })
    devices.device('Balcony').byHand((lamp) => lamp.dim(255))
    await expect(lights.switch('Nursery')).not.toBeChecked()
    await expect(lights.card('Balcony')).toContainText('On, 100 %')
  }

  await otherwise()
  const list = await arranging.scenes()
  await list.getByRole('button', { name: 'Recall Evening', exact: true }).click()
  await expect(list).toContainText('Evening is recalled.')
  await expect.poll(() => lamps.map(looks)).toEqual(wanted)

  // A new name, and no light chosen: its lights stay as they were kept.
  await list.getByRole('button', { name: 'Change Evening', exact: true }).click()
  const editor = arranging.dialog('Change Evening')
  await editor.getByRole('textbox', { name: 'Name', exact: true }).fill('Late')
  await arranging.save(editor)
  await expect(list).toContainText('Late is saved.')
  await expect(list).toContainText('Lights: 4')
  await arranging.save(list, 'Done')

  await otherwise()
  await copy.tray.clickMenu(['Scenes', 'Late'])
  await expect.poll(() => lamps.map(looks)).toEqual(wanted)
  await expect.poll(async () => findItem(await copy.tray.menu(), ['Scenes', 'Evening'])).toBeUndefined()

  // With a lamp away the others follow, and it is said.
  await devices.device('Piano').dies()
  await expect(lights.switch('Piano')).toBeDisabled()
  await arranging.scenes()
  await list.getByRole('button', { name: 'Recall Late', exact: true }).click()
  await expect(list).toContainText('Not there or not able to: 1.')

  await list.getByRole('button', { name: 'Remove Late', exact: true }).click()
  await list.getByRole('group').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(list).toContainText('No scenes yet.')
  await expect.poll(async () => findItem(await copy.tray.menu(), ['Scenes'])).toBeUndefined()
})

test('a timer is told in the tray and in the window, also after a restart, until it is taken away', async ({
  house,
  launch,
}) => {
  await house.start(startTasmota)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  await expect(lights.switch('Stairs')).toBeEnabled()
  const options = await arranging.options('Stairs')
  const form = options.getByRole('form', { name: 'New timer' })
  await form.getByLabel('When').selectOption('in 30 minutes')
  const before = Date.now()
  await form.getByRole('button', { name: 'Set timer' }).click()
  await expect(options).toContainText('The timer is set.')
  const after = Date.now()
  await arranging.save(options, 'Cancel')

  const { timers } = (await settingsOf(copy)).lights
  expect(timers).toMatchObject([{ power: 'off' }])
  const at = timers[0]?.at ?? 0
  expect(at).toBeGreaterThanOrEqual(before + 1_800_000)
  expect(at).toBeLessThanOrEqual(after + 1_800_000)
  const line = `Stairs off at ${clock(at)}`
  const due = async (of: Copy): Promise<unknown> => findItem(await of.tray.menu(), [line])
  await expect.poll(() => due(copy)).toMatchObject({ enabled: false })

  await copy.quit()
  const again = await enterAgain(launch, house, copy)
  await expect.poll(() => due(again)).toMatchObject({ enabled: false })

  const controller = await again.controller()
  const later = new Arranging(new LightsTab(controller.page))
  await later.button('Timers').click()
  const list = later.dialog('Timers')
  const row = list.getByRole('list', { name: 'What is due' }).getByRole('listitem')
  await expect(row).toContainText('Stairs')
  await expect(row).toContainText(new Intl.DateTimeFormat('en-US', { timeStyle: 'short' }).format(at))
  await row.getByRole('button', { name: /^Remove: Stairs/ }).click()
  await expect(list).toContainText('Nothing is due.')
  await expect.poll(() => due(again)).toBeUndefined()
  expect((await settingsOf(again)).lights.timers).toEqual([])
})

test('a timer acts when it is due, one that is a little late still does, and one from long ago is only told', async ({
  house,
  home,
  launch,
}) => {
  const userDataDir = join(home.folder, 'with-timers')
  const plain = ['led', 'hall', 'attic'].map((topic) => ({ topic, sends: 'words' }))
  const now = Date.now()
  const at = now + 15_000
  const timers = [
    { id: 'due', light: 'led', power: 'on', at },
    { id: 'late', light: 'hall', power: 'off', at: now - 60_000 },
    { id: 'past', light: 'attic', power: 'on', at: now - 3_600_000 },
  ]
  await mkdir(userDataDir, { recursive: true })
  await writeFile(
    join(userDataDir, 'settings.json'),
    JSON.stringify({ installation: '0123456789abcdef', trayLight: 'led', lights: { plain, timers } }),
  )
  const copy = await enterAgain(launch, house, { userDataDir })
  const line = `led on at ${clock(at)}`
  await expect.poll(async () => findItem(await copy.tray.menu(), [line])).toBeDefined()
  await house.client.until(({ topic, payload }) => topic === 'hall' && payload === 'off')
  const controller = await copy.controller()
  const notices = controller.page.getByRole('list', { name: 'Messages from Porchlight' })
  await expect(notices).toContainText('attic had something to do while Porchlight was not running.')
  // Otherwise the start has taken so long that this one says nothing.
  expect(Date.now()).toBeLessThan(at)
  expect(house.client.messages.some(({ topic }) => topic === 'led')).toBe(false)

  const done = await house.client.until(({ topic }) => topic === 'led', 30_000)
  const lateness = Date.now() - at
  expect(done.payload).toBe('on')
  expect(lateness).toBeGreaterThanOrEqual(0)
  expect(lateness).toBeLessThan(2_000)
  await expect.poll(() => copy.tray.tooltip()).toBe('led: on · connected')
  await expect.poll(async () => findItem(await copy.tray.menu(), [line])).toBeUndefined()
  expect(house.client.messages.some(({ topic }) => topic === 'attic')).toBe(false)
  expect((await settingsOf(copy)).lights.timers).toEqual([])
})
