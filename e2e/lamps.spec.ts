import { expect, test } from './fixtures/house'
import type { Surroundings } from './fixtures/simulators/device'
import { startEspHome } from './fixtures/simulators/esphome'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { startShellyGen1 } from './fixtures/simulators/shelly-gen1'
import { startShellyGen2 } from './fixtures/simulators/shelly-gen2'
import type { Simulator } from './fixtures/simulators/simulator'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'

// A lamp is found by itself, and what is done with it in the window really happens to it.

interface Sample {
  start: (surroundings: Surroundings) => Promise<Simulator>
  /** A lamp that can be dimmed, by its name in the window, and in the simulator where that is another. */
  lamp: string
  really?: string
  /** Its white can be made warmer. */
  warms?: true
  /** Something that only goes on and off. */
  plug: string
  reallyPlug?: string
}

const samples: Record<string, Sample> = {
  Zigbee2MQTT: { start: startZigbee2Mqtt, lamp: 'Bedside', warms: true, plug: 'Washing machine' },
  Tasmota: { start: startTasmota, lamp: 'Study', warms: true, plug: 'Kettle' },
  'Shelly of the first generation': {
    start: startShellyGen1,
    lamp: 'shellybulb-3494546B01F2',
    warms: true,
    plug: 'shelly1-E09806A1B2C3',
  },
  'Shelly of the second generation': {
    start: startShellyGen2,
    lamp: 'Dining table',
    really: 'shellyprodm1pm-34987a45d2f0',
    plug: 'shellyplus1-a8032abe54dc',
  },
  ESPHome: {
    start: startEspHome,
    lamp: 'Workshop board Bench lamp',
    really: 'Bench lamp',
    warms: true,
    plug: 'Workshop board Bench fan',
    reallyPlug: 'Bench fan',
  },
  'Home Assistant, JSON': { start: startHomeAssistant, lamp: 'Nursery', warms: true, plug: 'Pantry' },
  'Home Assistant, topics of their own': {
    start: startHomeAssistant,
    lamp: 'Hallway',
    warms: true,
    plug: 'Porch',
  },
  'Home Assistant, a device in one message': {
    start: startHomeAssistant,
    lamp: 'Board right',
    warms: true,
    plug: 'Board relay',
  },
  'Home Assistant, templates': { start: startHomeAssistant, lamp: 'Cellar', plug: 'Porch' },
}

for (const [convention, sample] of Object.entries(samples)) {
  test(`${convention}: found, switched and dimmed`, async ({ house }) => {
    const devices = await house.start(sample.start)
    const { lights } = await house.enter()
    const { lamp: name, plug } = sample
    const lamp = devices.lamp(sample.really ?? name)
    const socket = devices.lamp(sample.reallyPlug ?? plug)

    await lights.toggle(plug)
    await expect.poll(() => socket.on).toBe(true)
    await expect(lights.switch(plug)).toBeChecked()
    await lights.toggle(plug)
    await expect.poll(() => socket.on).toBe(false)
    await expect(lights.switch(plug)).not.toBeChecked()
    await expect(lights.slider(plug, 'Brightness')).toHaveCount(0)

    await lights.toggle(name)
    await expect.poll(() => lamp.on).toBe(true)
    await lights.slide(name, 'Brightness', 40)
    await expect.poll(() => lamp.percent).toBe(40)
    await expect(lights.card(name)).toContainText('On, 40 %')
    if (sample.warms) {
      const { min, max } = lamp.traits.temperature ?? { min: 0, max: 0 }
      await lights.slider(name, 'Colour temperature').press('End')
      await expect.poll(() => [lamp.mired, lamp.mode]).toEqual([min, 'temperature'])
      await lights.slider(name, 'Colour temperature').press('Home')
      await expect.poll(() => lamp.mired).toBe(max)
    }
    await lights.toggle(name)
    await expect.poll(() => lamp.on).toBe(false)
    await expect(lights.switch(name)).not.toBeChecked()
    // To dim what is off is to turn it on.
    await lights.slide(name, 'Brightness', 80)
    await expect.poll(() => [lamp.on, lamp.percent]).toEqual([true, 80])
    await expect(lights.switch(name)).toBeChecked()
  })
}

test('what somebody does at the lamp itself shows in the window', async ({ house }) => {
  const tasmota = await house.start(startTasmota)
  const { lights } = await house.enter()
  await expect(lights.switch('Stairs')).toBeEnabled()
  await expect(lights.switch('Stairs')).not.toBeChecked()
  tasmota.device('Stairs').byHand((lamp) => lamp.dim(65))
  await expect(lights.card('Stairs')).toContainText('On, 65 %')
  await expect(lights.slider('Stairs', 'Brightness')).toHaveValue('65')
})

test('the gangs of a switch are two, a group of the bridge is one, and its scenes are its own', async ({
  house,
}) => {
  const bridge = await house.start(startZigbee2Mqtt)
  const { lights } = await house.enter()
  await lights.toggle('Corridor l2')
  await expect.poll(() => bridge.lamp('Corridor l2').on).toBe(true)
  expect(bridge.lamp('Corridor l1').on).toBe(false)

  await lights.toggle('Garden')
  await expect.poll(() => bridge.lamp('garden/path 1').on && bridge.lamp('garden/path 2').on).toBe(true)
  await lights.choice('Garden', 'Scene').selectOption('Evening')
  await expect
    .poll(() => [bridge.lamp('garden/path 1').level, bridge.lamp('garden/path 2').level])
    .toEqual([76, 76])
})

test('a lamp that is told its effect plays it', async ({ house }) => {
  const devices = await house.start(startHomeAssistant)
  const { lights } = await house.enter()
  await lights.toggle('Bar')
  await expect(lights.switch('Bar')).toBeChecked()
  await lights.choice('Bar', 'Effect').selectOption('sparkle')
  await expect.poll(() => devices.lamp('Bar').effect).toBe('sparkle')
  await expect(lights.choice('Bar', 'Effect')).toHaveValue('sparkle')
})

test('a lamp that plays an effect and never says so is not taken for one that does not answer', async ({
  house,
}) => {
  const bridge = await house.start(startZigbee2Mqtt)
  const { lights } = await house.enter()
  await lights.toggle('Desk')
  await expect(lights.switch('Desk')).toBeChecked()
  await lights.choice('Desk', 'Effect').selectOption('breathe')
  await expect.poll(() => bridge.lamp('Desk').effect).toBe('breathe')
  // By the time somebody who was asked later is given up, this one would have been.
  bridge.device('Hall').silent = true
  await lights.toggle('Hall')
  await expect(lights.card('Hall')).toContainText('No answer', { timeout: 15_000 })
  await expect(lights.card('Desk')).not.toContainText('No answer')
})

test('colours and white of a strip that keeps them apart are two lamps', async ({ house }) => {
  const devices = await house.start(startTasmota)
  const { lights } = await house.enter()
  await lights.slide('Terrace 2', 'Brightness', 30)
  await expect.poll(() => [devices.lamp('Terrace 2').on, devices.lamp('Terrace 2').level]).toEqual([true, 30])
  expect([devices.lamp('Terrace').on, devices.lamp('Terrace').level]).toEqual([false, 100])
  await expect(lights.slider('Terrace', 'Colour temperature')).toHaveCount(0)
  await expect(lights.slider('Lounge', 'Colour temperature')).toBeVisible()
})
