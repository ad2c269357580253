import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { runToEnd } from './fixtures/bare-run'
import type { CommandLine } from './fixtures/command-line'
import type { ControllerWindow } from './fixtures/controller'
import { expect, test, type Copy } from './fixtures/porchlight'
import { expectShown } from './fixtures/rooms'

const JOIN = 'porchlight://join?topic=workshop%2Fbench&name=The%20bench'

/** The topics of the rooms that a copy keeps. */
async function rooms({ userDataDir }: Copy): Promise<string[]> {
  const settings = JSON.parse(await readFile(join(userDataDir, 'settings.json'), 'utf8')) as {
    rooms: { topic: string }[]
  }
  return settings.rooms.map(({ topic }) => topic)
}

const question = ({ page }: ControllerWindow): Locator => page.getByRole('alertdialog')

async function press(controller: ControllerWindow, name: string): Promise<void> {
  await question(controller).getByRole('button', { name, exact: true }).click()
}

/** Opens a link as the desktop does: it starts the program once more, with the link behind it. */
async function open(command: CommandLine): Promise<void> {
  expect(await runToEnd(command)).toMatchObject({ code: 0 })
}

test('a link to a room asks first, and does what it says only after a yes', async ({
  launch,
  commandFor,
}) => {
  const copy = await launch({ user: 'John', args: ['--hidden'] })
  await expect.poll(() => copy.tray.tooltip()).toContain('· connected')
  expect(await copy.windows()).toEqual([])
  const command = commandFor({ userDataDir: copy.userDataDir, args: [JOIN] })

  await open(command)
  await expect.poll(() => copy.windows()).toEqual(['Porchlight'])
  const controller = await copy.controller()
  await expect(question(controller)).toContainText('Join this room?')
  await expect(question(controller)).toContainText('The bench')
  await expect(question(controller)).toContainText('workshop/bench')
  expect(await rooms(copy)).toEqual(['chat'])
  // Enter, pressed by somebody who was just writing something else, is no yes.
  await controller.page.keyboard.press('Enter')
  await expect(question(controller)).toHaveCount(0)
  expect(await rooms(copy)).toEqual(['chat'])

  await open(command)
  await press(controller, 'Join')
  await expect(question(controller)).toHaveCount(0)
  await expect.poll(() => rooms(copy)).toEqual(['chat', 'workshop/bench'])
  await expect.poll(async () => (await copy.windows()).sort()).toEqual(['Chat – Porchlight', 'Porchlight'])
  const chat = await copy.chat()
  await expectShown(chat.page, 'The bench')

  // Who is in it already is only shown the room.
  await open(command)
  await press(controller, 'Show')
  await expect(question(controller)).toHaveCount(0)
  expect(await rooms(copy)).toEqual(['chat', 'workshop/bench'])
})

test('a link can start Porchlight, and switches a light only after a yes', async ({ launch, observe }) => {
  const copy = await launch({ user: 'John', args: ['--hidden', 'porchlight://toggle?light=led'] })
  const controller = await copy.controller()
  await expect(question(controller)).toContainText('Switch this light?')
  await expect(question(controller)).toContainText('led')
  const client = await observe()
  await client.publish('led', 'off', { retain: true })
  await expect.poll(() => copy.tray.tooltip()).toBe('led: off · connected')
  expect(client.messages.filter(({ topic }) => topic === 'led')).toHaveLength(1)

  await press(controller, 'Switch')
  await client.until(({ topic, payload }) => topic === 'led' && payload === 'on')
  await expect(question(controller)).toHaveCount(0)
  await expect(controller.lightSwitch()).toBeChecked()
  expect(client.messages.filter(({ topic }) => topic === 'led')).toHaveLength(2)
})

test('of many links the newest is asked about, one at a time', async ({ launch, commandFor, observe }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected')
  const client = await observe()
  for (const link of [
    'porchlight://toggle',
    'porchlight://join?topic=first',
    'porchlight://join?topic=second',
  ]) {
    await open(commandFor({ userDataDir: copy.userDataDir, args: [link] }))
  }
  await expect(question(controller)).toHaveCount(1)
  await expect(question(controller)).toContainText('second')
  // What was asked before counts no more.
  const late = await controller.page.evaluate(() => window.porchlight.answerLink({ id: 1, accept: true }))
  expect(late).toEqual({ ok: false, error: { kind: 'gone' } })
  await press(controller, 'Join')
  await expect.poll(() => rooms(copy)).toEqual(['chat', 'second'])
  expect(client.messages.filter(({ topic }) => topic === 'led')).toEqual([])
})

test('a link that is not understood is said and does nothing', async ({ launch, commandFor }) => {
  const copy = await launch({ user: 'John', args: ['--hidden'] })
  await expect.poll(() => copy.tray.tooltip()).toContain('· connected')
  for (const link of [
    'porchlight://quit',
    'porchlight://join?topic=chat%2F%23',
    'porchlight://toggle?light=led&to=on',
    'porchlight://join?topic=a#b',
  ]) {
    await open(commandFor({ userDataDir: copy.userDataDir, args: [link] }))
  }
  const controller = await copy.controller()
  await expect(controller.page.getByText('porchlight://quit')).toBeVisible()
  await expect(controller.page.getByText('porchlight://', { exact: false })).toHaveCount(1)
  await expect(question(controller)).toHaveCount(0)
  expect(await rooms(copy)).toEqual(['chat'])
})

test('nothing that stands behind a link is an option of ours', async ({ launch, mosquitto }) => {
  const { port } = await mosquitto()
  const copy = await launch({
    user: 'John',
    args: ['porchlight://toggle', '--user=Eve', `--broker=mqtt://127.0.0.1:${port}`, '--hidden'],
  })
  const controller = await copy.controller()
  await expect(question(controller)).toBeVisible()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  await press(controller, 'Do not switch')
  await expect((await copy.chat()).person('John (you)')).toBeVisible()
})
