import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { Arranging, clock, enterAgain, settingsOf } from './fixtures/arrange'
import { pickNext, saveNextAs } from './fixtures/dialogs'
import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { findItem } from './fixtures/tray-menu'

// What is arranged about lights goes into a file, and from there to another computer.

async function settingsTab(page: Page): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('tab', { name: 'Settings', exact: true }).click()
  return page.getByRole('region', { name: 'Lights', exact: true })
}

test('names, rooms, groups, scenes and timers are the same at another copy that brings in the file', async ({
  house,
  home,
  launch,
}) => {
  const devices = await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  const arranging = new Arranging(lights)
  await arranging.change('Balcony', { Name: 'Terrace', Room: 'Outside', Favourite: true })
  await arranging.add({ Topic: 'shop/lamp' })
  await arranging.group('Ours', ['Terrace', 'Pantry'])
  devices.device('Balcony').byHand((lamp) => lamp.dim(51))
  await expect(lights.card('Terrace')).toContainText('On, 20 %')
  await arranging.scene('Quiet', ['Terrace'])
  await arranging.button('Timers').click()
  const timers = arranging.dialog('Timers')
  await timers.getByRole('combobox', { name: 'Light', exact: true }).selectOption('Pantry')
  await timers.getByRole('button', { name: 'Set timer' }).click()
  await expect(timers).toContainText('The timer is set.')
  await arranging.save(timers, 'Done')
  const at = (await settingsOf(copy)).lights.timers[0]?.at ?? 0

  const file = join(home.folder, 'lights.json')
  await saveNextAs(copy.app, file)
  const johns = await settingsTab(lights.page)
  await johns.getByRole('button', { name: 'Export lights …', exact: true }).click()
  await expect(johns).toContainText(`Written to ${file}.`)
  // Nothing that makes this copy the one it is goes with it.
  const written = await readFile(file, 'utf8')
  expect(written).toContain('Terrace')
  expect(written).not.toContain((await settingsOf(copy)).installation)

  const yoko = await enterAgain(launch, house, { user: 'Yoko' })
  const controller = await yoko.controller()
  const hers = new LightsTab(controller.page)
  await expect(hers.card('Balcony')).toBeVisible()
  await pickNext(yoko.app, file)
  const yokos = await settingsTab(hers.page)
  await yokos.getByRole('button', { name: 'Import lights …', exact: true }).click()
  await expect(yokos).toContainText('Came: lights 4, groups 1, scenes 1, timers 1.')
  await hers.open()
  await expect(hers.card('Terrace')).toBeVisible()
  await expect(hers.card('shop/lamp')).toBeVisible()
  await expect(hers.card('Balcony')).toHaveCount(0)
  await expect(hers.page.getByRole('region', { name: 'Favourites' }).getByRole('switch')).toHaveCount(1)
  await expect
    .poll(async () => findItem(await yoko.tray.menu(), [`Pantry off at ${clock(at)}`]))
    .toBeDefined()
  await hers.toggle('Ours')
  await expect.poll(() => [devices.lamp('Balcony').on, devices.lamp('Pantry').on]).toEqual([false, false])
  await yoko.tray.clickMenu(['Scenes', 'Quiet'])
  await expect.poll(() => [devices.lamp('Balcony').on, devices.lamp('Balcony').percent]).toEqual([true, 20])
})

test('a file that is none of lights, or not all right, is refused in words and changes nothing', async ({
  house,
  home,
}) => {
  const { copy, lights } = await house.enter()
  await new Arranging(lights).change('led', { Name: 'Front door', Room: 'Hall' })
  const before = (await settingsOf(copy)).lights
  const good = { porchlight: 'lights', version: 1, lights: before }
  const withPlain = (plain: unknown): string =>
    JSON.stringify({ ...good, lights: { ...before, plain: [plain] } })
  const broken: [content: string | Buffer, words: string][] = [
    ['', 'This is not a file of lights from Porchlight.'],
    ['{"porchlight":"lights","version":1,"lights":', 'This is not a file of lights from Porchlight.'],
    [Buffer.from([0xff, 0xfe, 0x00]), 'This is not a file of lights from Porchlight.'],
    [JSON.stringify({ ...good, version: 2 }), 'This is not a file of lights from Porchlight.'],
    [JSON.stringify({ ...good, porchlight: 'profiles' }), 'This is not a file of lights from Porchlight.'],
    [withPlain({ topic: 'a/#', sends: 'words' }), 'This is not a file of lights from Porchlight.'],
    [withPlain({ topic: 'chat', sends: 'words' }), 'This topic is taken by another light or by the chat.'],
    [`[${'1,'.repeat(600_000)}1]`, 'The file is too large for this.'],
  ]
  const settings = await settingsTab(lights.page)
  const file = join(home.folder, 'broken.json')
  await pickNext(copy.app, file)
  const bring = settings.getByRole('button', { name: 'Import lights …', exact: true })
  await bring.click()
  await expect(settings).toContainText('The file could not be read.')
  for (const [content, words] of broken) {
    await writeFile(file, content)
    await bring.click()
    await expect(settings, String(content).slice(0, 80)).toContainText(words)
  }
  expect((await settingsOf(copy)).lights).toEqual(before)

  // The same place still takes one that is right.
  await writeFile(file, JSON.stringify(good))
  await bring.click()
  await expect(settings).toContainText('Came: lights 1, groups 0, scenes 0, timers 0.')
  await lights.open()
  await expect(lights.switch('Front door')).toBeEnabled()
})
