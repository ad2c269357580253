import { expect, test } from './fixtures/house'
import { startEspHome } from './fixtures/simulators/esphome'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startShellyGen2 } from './fixtures/simulators/shelly-gen2'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'

// Lamps come, go, come twice, do not answer, or cannot tell how they are.

test('a lamp that is announced twice is there once, and once it is used', async ({ house }) => {
  const bridge = await house.start((at) => startZigbee2Mqtt({ ...at, homeAssistant: true }))
  const { lights } = await house.enter()
  // Twelve devices, one of them with two gangs; a group; and the light of this computer.
  await expect(lights.switches).toHaveCount(15)
  const names = await lights.names()
  expect(new Set(names).size).toBe(15)
  await lights.toggle('Hall')
  await expect(lights.switch('Hall')).toBeChecked()
  expect(bridge.device('Hall').commands.filter(({ topic }) => !topic.endsWith('/get'))).toHaveLength(1)
})

test('a lamp whose power is cut is greyed, and can be used again when it is back', async ({ house }) => {
  const tasmota = await house.start(startTasmota)
  // A bridge of the first generation, which says `offline` plainly.
  const zigbee = await house.start((at) => startZigbee2Mqtt({ ...at, plainBridgeState: true }))
  const shelly = await house.start(startShellyGen2)
  const { lights } = await house.enter()
  const lamps = [
    [tasmota.device('Stairs'), 'Stairs'],
    [zigbee.device('Bedside'), 'Bedside'],
    [shelly.device('shellyprodm1pm-34987a45d2f0'), 'Dining table'],
  ] as const
  for (const [device, name] of lamps) {
    await expect(lights.switch(name)).toBeEnabled()
    await (name === 'Bedside' ? device.offline() : device.dies())
    await expect(lights.switch(name)).toBeDisabled()
    await expect(lights.slider(name, 'Brightness')).toBeDisabled()
    await expect(lights.card(name)).toContainText('Offline')
    await device.online()
    await expect(lights.switch(name)).toBeEnabled()
  }
  // With the bridge go all its lamps.
  await zigbee.device('Hall').dies()
  for (const name of ['Hall', 'Bedside', 'Garden']) await expect(lights.switch(name)).toBeDisabled()
  await expect(lights.switch('Stairs')).toBeEnabled()
})

test('a lamp that is taken out of the household goes from the list', async ({ house }) => {
  const esphome = await house.start(startEspHome)
  const devices = await house.start(startHomeAssistant)
  const zigbee = await house.start(startZigbee2Mqtt)
  const tasmota = await house.start(startTasmota)
  const { lights } = await house.enter()
  const before = ['Window board Window strip', 'Pantry', 'Hall', 'Kettle', 'Board left', 'Board right']
  for (const name of before) await expect(lights.card(name)).toBeVisible()
  await esphome.device('Window board').withdraw()
  await devices.device('Pantry').withdraw()
  await devices.device('Board').withdraw()
  await zigbee.device('Hall').withdraw()
  await tasmota.device('Kettle').withdraw()
  for (const name of before) await expect(lights.card(name)).toHaveCount(0)
  await expect(lights.card('Balcony')).toBeVisible()
})

test('a lamp that does not answer shows as pending, then goes back and says so', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { lights } = await house.enter()
  const device = devices.device('Balcony')
  await lights.toggle('Balcony')
  await expect(lights.switch('Balcony')).toBeChecked()
  device.silent = true
  await lights.toggle('Balcony')
  await expect(lights.card('Balcony')).toContainText('Turning off …')
  // What it last said still shows.
  await expect(lights.switch('Balcony')).toBeChecked()
  await expect(lights.card('Balcony')).toContainText('No answer. Try again.', { timeout: 15_000 })
  await expect(lights.switch('Balcony')).toBeChecked()
  device.silent = false
  await lights.toggle('Balcony')
  await expect(lights.switch('Balcony')).not.toBeChecked()
  await expect(lights.card('Balcony')).not.toContainText('No answer')
})

test('a lamp that tells nothing of itself is taken at its word, and is marked so', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { lights } = await house.enter()
  await expect(lights.card('Fairy lights')).toContainText('Assumed: it does not tell its state.')
  await lights.toggle('Fairy lights')
  await expect(lights.switch('Fairy lights')).toBeChecked()
  await expect.poll(() => devices.lamp('Fairy lights').on).toBe(true)
})

test('a lamp whose template is not understood can be looked at, and says why', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { lights } = await house.enter()
  await expect(lights.switch('Attic')).toBeDisabled()
  await expect(lights.card('Attic')).toContainText('its template is not understood')
  devices.device('Attic').byHand((lamp) => lamp.turn('on'))
  await expect(lights.switch('Attic')).toBeChecked()
  expect(devices.device('Attic').commands).toEqual([])
})

test('a slider that is dragged sends few commands, and the last of them is where it was let go', async ({
  house,
}) => {
  const bridge = await house.start(startZigbee2Mqtt)
  const { lights } = await house.enter()
  const device = bridge.device('Bedside')
  const lamp = bridge.lamp('Bedside')
  await lights.toggle('Bedside')
  await expect(lights.switch('Bedside')).toBeChecked()
  device.delayMs = 150
  const sent = (): number => device.commands.filter(({ topic }) => topic.endsWith('/set')).length
  const before = sent()
  const begun = Date.now()
  await lights.drag('Bedside', 'Brightness', 0.3)
  const value = Number(await lights.slider('Bedside', 'Brightness').inputValue())
  expect(value).toBeGreaterThan(20)
  expect(value).toBeLessThan(40)
  await expect.poll(() => lamp.percent).toBe(value)
  // One in 100 ms, the first at once and the last when it was let go.
  expect(sent() - before).toBeLessThanOrEqual(Math.ceil((Date.now() - begun) / 100) + 2)
  expect(sent() - before).toBeGreaterThan(0)
  await expect(lights.slider('Bedside', 'Brightness')).toHaveValue(String(value))
})
