import { expect, test, type Copy } from './fixtures/porchlight'

/** The picture that is registered right now, once the tooltip says what it must show. */
async function pictureWhen(copy: Copy, tooltip: string): Promise<string> {
  await expect.poll(() => copy.tray.tooltip()).toBe(tooltip)
  return copy.tray.iconHash()
}

test('the tray light goes on and off by its menu, and every copy and window follows', async ({
  launch,
  observe,
}) => {
  const john = await launch({ user: 'John' })
  const johns = await john.controller()
  await expect(johns.connection).toContainText('Connected to 127.0.0.1:1883')
  const unknown = await pictureWhen(john, 'led: not known · connected')
  const yoko = await launch({ user: 'Yoko' })
  const yokos = await yoko.controller()
  await expect(yokos.connection).toContainText('Connected to 127.0.0.1:1883')

  await john.tray.clickMenu('Turn on')
  const lit = await pictureWhen(john, 'led: on · connected')
  expect(await pictureWhen(yoko, 'led: on · connected')).toBe(lit)
  await expect(johns.lightSwitch()).toBeChecked()
  await expect(yokos.lightSwitch()).toBeChecked()

  await yoko.tray.clickMenu('Turn off')
  const unlit = await pictureWhen(john, 'led: off · connected')
  await expect(johns.lightSwitch()).not.toBeChecked()
  await expect(yokos.lightSwitch()).not.toBeChecked()
  expect(new Set([unknown, lit, unlit]).size).toBe(3)

  const wire = await observe()
  const kept = await wire.until(({ topic }) => topic === 'led')
  expect({ payload: kept.payload, retain: kept.retain, qos: kept.qos }).toEqual({
    payload: 'off',
    retain: true,
    qos: 2,
  })
})

test('the switch in the window and a click on the icon do the same', async ({ launch }) => {
  const john = await launch({ user: 'John' })
  const controller = await john.controller()
  await expect(controller.connection).toContainText('Connected')
  await controller.lightSwitch().click()
  await expect(controller.lightSwitch()).toBeChecked()
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · connected')

  await john.tray.activate()
  await expect(controller.lightSwitch()).not.toBeChecked()
  await controller.lightSwitch().focus()
  await controller.page.keyboard.press('Space')
  await expect(controller.lightSwitch()).toBeChecked()
})

test('a light that starts late knows its state, and shows offline without a broker', async ({
  launch,
  mosquitto,
}) => {
  const broker = await mosquitto()
  const url = `--broker=mqtt://127.0.0.1:${broker.port}`
  const john = await launch({ user: 'John', args: [url] })
  await expect.poll(() => john.tray.tooltip()).toBe('led: not known · connected')
  await john.tray.clickMenu('Turn on')
  const lit = await pictureWhen(john, 'led: on · connected')

  const yoko = await launch({ user: 'Yoko', args: [url] })
  expect(await pictureWhen(yoko, 'led: on · connected')).toBe(lit)

  await broker.stop()
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · not connected')
  expect(await john.tray.iconHash()).not.toBe(lit)
  const controller = await john.controller()
  await expect(controller.lightSwitch()).toBeDisabled()

  await mosquitto({ port: broker.port })
  await expect.poll(() => john.tray.tooltip(), { timeout: 40_000 }).toContain('· connected')
})

test('what another client writes in any form is read, and what cannot be read changes nothing', async ({
  launch,
  observe,
}) => {
  const john = await launch({ user: 'John' })
  const controller = await john.controller()
  await expect(controller.connection).toContainText('Connected')
  const client = await observe()
  const forms: [string, boolean][] = [
    ['on', true],
    ['{"client":"LedCommander","n":"switch","value":"off","timestamp":"1575000000"}', false],
    ['{"client":"LedCommander","n":"switch","status":1,"timestamp":1732000000,"unit":"bool"}', true],
    ['{"bn":"telegramBot","e":[{"n":"switch","v":"off","t":1732000000,"u":"bool"}]}', false],
    [JSON.stringify('{"command": "on"}'), true],
    ["{'client': 'ledClient', 'n': 'switch', 'value': 'off', 'ok': True}", false],
    ['{"status":"ON"}', true],
  ]
  for (const [payload, on] of forms) {
    await client.publish('led', payload)
    await expect(controller.lightSwitch(), payload).toBeChecked({ checked: on })
  }
  const unreadable = [
    Buffer.alloc(0),
    Buffer.alloc(1_048_576, 'x'),
    Buffer.from([0xff, 0xfe, 0xfd]),
    Buffer.from('['.repeat(50_000)),
    Buffer.from('NaN'),
    Buffer.from('{"value":1e999}'),
    Buffer.from('constructor'),
  ]
  await controller.clearMessages()
  for (const payload of unreadable) await client.publish('led', payload)
  await expect(controller.messagesWith('not understood')).toHaveCount(unreadable.length)
  await controller.goTo('Lights')
  await expect(controller.lightSwitch()).toBeChecked()
  await expect.poll(() => john.tray.tooltip()).toBe('led: on · connected')
})
