import { expect, test } from './fixtures/house'
import { LightsTab } from './fixtures/lights'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'

// Lamps and the broker they are at: the app's own, one that restarts, one that is left.

test('lamps at the broker that the app brings along', async ({ launch }) => {
  const copy = await launch({ user: 'John' })
  const controller = await copy.controller()
  await expect(controller.connection).toContainText('Connected to 127.0.0.1:1883')
  const lights = new LightsTab(controller.page)
  const simulators = [
    await startTasmota({ url: 'mqtt://127.0.0.1:1883' }),
    await startZigbee2Mqtt({ url: 'mqtt://127.0.0.1:1883', homeAssistant: true }),
  ] as const
  const [tasmota, bridge] = simulators
  // They come while somebody looks on.
  await lights.toggle('Stairs')
  await expect.poll(() => tasmota.lamp('Stairs').on).toBe(true)
  await lights.slide('kitchen/counter', 'Brightness', 20)
  await expect
    .poll(() => [bridge.lamp('kitchen/counter').on, bridge.lamp('kitchen/counter').percent])
    .toEqual([true, 20])
  await tasmota.device('Stairs').dies()
  await expect(lights.switch('Stairs')).toBeDisabled()
  for (const simulator of simulators) await simulator.close()
})

test('a broker that restarts and has forgotten everything has the same lamps again', async ({
  house,
  mosquitto,
  launch,
}) => {
  test.setTimeout(90_000)
  const broker = await mosquitto()
  const url = `mqtt://127.0.0.1:${broker.port}`
  const copy = await launch({ user: 'John', broker: url })
  const controller = await copy.controller()
  const lights = new LightsTab(controller.page)
  const devices = await startHomeAssistant({ url })
  await lights.toggle('Balcony')
  await expect(lights.switch('Balcony')).toBeChecked()
  await broker.stop()
  await expect(lights.switch('Balcony')).toBeDisabled()
  // Switched on the wall meanwhile: nobody hears of it.
  devices.lamp('Balcony').turn('off')
  await mosquitto({ port: broker.port })
  await expect(lights.switch('Balcony')).toBeEnabled({ timeout: 40_000 })
  await expect(lights.switch('Balcony')).not.toBeChecked()
  await lights.toggle('Balcony')
  await expect.poll(() => devices.lamp('Balcony').on).toBe(true)
  await devices.close()
  expect(house.client.messages).toEqual([])
})

test('the lamps of one broker are not taken along to the next one', async ({ house, launch, mosquitto }) => {
  const other = await mosquitto()
  await house.start(startTasmota)
  // Not by the command line, which would win over what is chosen here.
  const { brokers, page, connection } = await (await launch({ user: 'John' })).controller()
  const lights = new LightsTab(page)
  for (const [name, port] of [
    ['Home', house.port],
    ['Other', other.port],
  ] as const) {
    await brokers.add({ Name: name, Addresses: `127.0.0.1:${port}` })
    await brokers.save()
  }
  await brokers.use('Home')
  await lights.open()
  await expect(lights.switch('Stairs')).toBeEnabled()
  await brokers.use('Other')
  await expect(connection).toContainText(`Connected to 127.0.0.1:${other.port}`)
  await lights.open()
  await expect(lights.switch('led')).toBeEnabled()
  await expect(lights.switch('Stairs')).toHaveCount(0)
})
