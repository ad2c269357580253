import { expect } from '@playwright/test'
import { startCrowd } from './fixtures/simulators/crowd'
import type { Surroundings } from './fixtures/simulators/device'
import { startEspHome } from './fixtures/simulators/esphome'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { VirtualLamp } from './fixtures/simulators/lamp-model'
import { startShellyGen1 } from './fixtures/simulators/shelly-gen1'
import { startShellyGen2 } from './fixtures/simulators/shelly-gen2'
import type { Simulator } from './fixtures/simulators/simulator'
import { startTasmota } from './fixtures/simulators/tasmota'
import { startZigbee2Mqtt } from './fixtures/simulators/zigbee2mqtt'
import type { Observer } from './fixtures/broker'
import { test as base } from './fixtures/test'

// The simulators are what the other tests lean on, so they are held to the conventions by a bare client.

interface House {
  client: Observer
  start: (kind: (surroundings: Surroundings) => Promise<Simulator>) => Promise<Simulator>
}

const test = base.extend<{ house: House }>({
  house: async ({ mosquitto, observe }, use) => {
    const { port } = await mosquitto()
    const started: Simulator[] = []
    await use({
      client: await observe(port),
      async start(kind) {
        const simulator = await kind({ url: `mqtt://127.0.0.1:${port}` })
        started.push(simulator)
        return simulator
      },
    })
    for (const simulator of started) await simulator.close()
  },
})

test('a virtual lamp cuts and rounds what it is told', () => {
  const lamp = new VirtualLamp({ levels: 254, temperature: { min: 153, max: 454 }, colour: 'xy' })
  lamp.dim(999)
  expect([lamp.on, lamp.level]).toEqual([true, 254])
  lamp.dim(126.6)
  expect([lamp.level, lamp.percent]).toEqual([127, 50])
  lamp.dim(0)
  expect([lamp.on, lamp.level]).toEqual([false, 127])
  lamp.warm(100)
  expect([lamp.mired, lamp.mode]).toEqual([153, 'temperature'])
  lamp.tint({ r: 255, g: 0, b: 0 })
  expect(lamp.xy.x).toBeCloseTo(0.64, 2)
  expect(lamp.xy.y).toBeCloseTo(0.33, 2)
  lamp.tint({ x: NaN, y: 0.3 })
  expect(lamp.xy.x).toBeCloseTo(0.64, 2)
  lamp.tint({ h: 240, s: 100 })
  expect(lamp.hs).toEqual({ h: 240, s: 100 })
})

/** Says it, and waits for the first answer that came afterwards and fits. */
async function ask(
  client: Observer,
  topic: string,
  payload: string,
  answer: string,
  fits = /./,
): Promise<string> {
  const before = client.messages.length
  await client.publish(topic, payload, { qos: 1 })
  const isAnswer = (message: Observer['messages'][number]): boolean =>
    message.topic === answer && fits.test(message.payload) && client.messages.indexOf(message) >= before
  return (await client.until(isAnswer)).payload
}

test('Zigbee2MQTT', async ({ house: { client, start } }) => {
  const bridge = await start((surroundings) => startZigbee2Mqtt({ ...surroundings, homeAssistant: true }))
  const list = await client.until(({ topic }) => topic === 'zigbee2mqtt/bridge/devices')
  expect(JSON.parse(list.payload)).toHaveLength(15)
  const lamp = 'zigbee2mqtt/living room/floor lamp'
  const state = await ask(client, `${lamp}/set`, '{"state":"ON","color":{"x":0.2,"y":0.1}}', lamp, /ON/)
  expect(JSON.parse(state)).toMatchObject({ state: 'ON', color: { x: 0.2, y: 0.1 }, color_mode: 'xy' })
  await ask(client, 'zigbee2mqtt/Corridor/set', '{"state_l2":"ON"}', 'zigbee2mqtt/Corridor', /ON/)
  expect([bridge.lamp('Corridor l1').on, bridge.lamp('Corridor l2').on]).toEqual([false, true])
  await ask(client, 'zigbee2mqtt/Corridor/l1/set', 'ON', 'zigbee2mqtt/Corridor', /ON.*ON/)
  expect(bridge.lamp('Corridor l1').on).toBe(true)
  await ask(client, 'zigbee2mqtt/Garden/set', '{"scene_recall":1}', 'zigbee2mqtt/garden/path 2', /76/)
  expect([bridge.lamp('garden/path 1').level, bridge.lamp('garden/path 2').level]).toEqual([76, 76])
  await ask(
    client,
    'zigbee2mqtt/Bedside/set',
    '{"color_temp":200,"brightness":9}',
    'zigbee2mqtt/Bedside',
    /:9,/,
  )
  expect(bridge.lamp('Bedside').mired).toBe(200)

  // Off, it takes no temperature.
  await ask(client, 'zigbee2mqtt/Bedside/set', '{"state":"OFF"}', 'zigbee2mqtt/Bedside', /OFF/)
  await ask(client, 'zigbee2mqtt/Bedside/set', '{"color_temp":300}', 'zigbee2mqtt/Bedside', /OFF/)
  expect(bridge.lamp('Bedside').mired).toBe(200)

  await bridge.device('Hall').withdraw()
  await client.until(({ topic, payload }) => topic.startsWith('homeassistant/light/') && payload === '')
  await bridge.device('Desk').offline()
  await client.until(
    ({ topic, payload }) => topic === 'zigbee2mqtt/Desk/availability' && payload === '{"state":"offline"}',
  )
  await bridge.device('Desk').dies()
  await client.until(
    ({ topic, payload }) => topic === 'zigbee2mqtt/bridge/state' && payload === '{"state":"offline"}',
  )
})

test('Tasmota', async ({ house: { client, start } }) => {
  const house = await start(startTasmota)
  await client.until(
    ({ topic, payload }) => /^tasmota\/discovery\/DC4F22A1B210\/config$/.test(topic) && payload !== '',
  )
  await ask(client, 'cmnd/tasmota_A1B210/POWER', 'ON', 'stat/tasmota_A1B210/POWER')
  expect(house.lamp('Kettle').on).toBe(true)
  const shelf = 'stat/tasmota_A1B214/RESULT'
  const state = await ask(client, 'cmnd/tasmota_A1B214/HSBColor', '240,100,50', shelf)
  expect(JSON.parse(state)).toEqual({
    POWER: 'ON',
    Dimmer: 50,
    Color: '0,0,128',
    HSBColor: '240,100,50',
    Scheme: 0,
  })
  await ask(client, 'cmnd/tasmota_A1B214/Backlog', 'Color2 255,0,0;Power OFF', shelf)
  expect([house.lamp('Shelf').on, house.lamp('Shelf').level, house.lamp('Shelf').hs.h]).toEqual([
    false,
    50,
    0,
  ])
  // Two lamps in one device, each with its own dimmer.
  await ask(client, 'cmnd/tasmota_A1B216/Dimmer2', '30', 'stat/tasmota_A1B216/RESULT')
  expect([house.lamp('Terrace').level, house.lamp('Terrace 2').level]).toEqual([100, 30])
  await house.device('Kettle').dies()
  await client.until(({ topic, payload }) => topic === 'tele/tasmota_A1B210/LWT' && payload === 'Offline')
  await house.device('Kettle').online()
  await client.until(({ topic, payload }) => topic === 'tele/tasmota_A1B210/LWT' && payload === 'Online')
})

test('Shelly of both generations', async ({ house: { client, start } }) => {
  const first = await start(startShellyGen1)
  await ask(client, 'shellies/command', 'announce', 'shellies/announce')
  const strip = 'shellies/shellyrgbw2-11ABD9/color/0'
  const said = await ask(
    client,
    `${strip}/set`,
    '{"turn":"on","red":1,"green":2,"blue":300,"gain":40}',
    `${strip}/status`,
  )
  expect(JSON.parse(said)).toMatchObject({ ison: true, red: 1, green: 2, blue: 255, gain: 40, mode: 'color' })
  expect(first.lamp('shellyrgbw2-11ABD9').percent).toBe(40)
  await ask(
    client,
    'shellies/shellybulb-3494546B01F2/color/0/set',
    '{"mode":"white","temp":2000}',
    'shellies/shellybulb-3494546B01F2/color/0/status',
    /3003/,
  )
  expect([first.lamp('shellybulb-3494546B01F2').on, first.lamp('shellybulb-3494546B01F2').kelvin]).toEqual([
    false,
    3003,
  ])

  const second = await start(startShellyGen2)
  const dimmer = 'shellyprodm1pm-34987a45d2f0'
  const call = (method: string, params: unknown): Promise<string> =>
    ask(client, `${dimmer}/rpc`, JSON.stringify({ id: 7, src: 'me', method, params }), 'me/rpc')
  expect(JSON.parse(await call('Light.Set', { id: 0, on: true, brightness: 30 }))).toEqual({
    ...{ id: 7, src: dimmer, dst: 'me' },
    result: { was_on: false },
  })
  const told = await client.until(({ topic }) => topic === `${dimmer}/events/rpc`)
  expect(JSON.parse(told.payload)).toMatchObject({ method: 'NotifyStatus', params: { 'light:0': { id: 0 } } })
  expect(second.lamp(dimmer).percent).toBe(30)
  expect(JSON.parse(await call('No.Such', {}))).toMatchObject({ error: { code: 404 } })
})

test('ESPHome and Home Assistant', async ({ house: { client, start } }) => {
  const boards = await start(startEspHome)
  const strip = 'window-board/light/window_strip'
  await ask(
    client,
    `${strip}/command`,
    '{"state":"TOGGLE","color":{"h":120,"s":100}}',
    `${strip}/state`,
    /ON/,
  )
  expect([boards.lamp('Window strip').on, boards.lamp('Window strip').rgb.r]).toEqual([true, 255])
  await ask(client, `${strip}/command`, '{"color":{"r":0,"g":255,"b":0}}', `${strip}/state`, /"r":0/)
  expect(boards.lamp('Window strip').rgb).toEqual({ r: 0, g: 255, b: 0 })

  const house = await start(startHomeAssistant)
  await ask(client, 'house/hallway/brightness/set', '40', 'house/hallway/brightness', /^40$/)
  expect([house.lamp('Hallway').on, house.lamp('Hallway').level]).toEqual([false, 40])
  await ask(client, 'house/cellar/set', 'on,10', 'house/cellar', /^on/)
  expect([house.lamp('Cellar').on, house.lamp('Cellar').level]).toEqual([true, 10])
  await ask(client, 'house/board/relay/set', '1', 'house/board/relay', /"1"/)
  expect(house.lamp('Board relay').on).toBe(true)
})

test('a device may be slow, silent or lazy, and says which commands were to be kept', async ({ house }) => {
  const { client, start } = house
  const many = await start((surroundings) => startCrowd(surroundings, 3))
  const device = many.device('Lamp 2')
  device.lazy = 2
  await client.publish('crowd/2/set', '{"brightness":10}', { qos: 1, retain: true })
  await expect.poll(() => many.lamp('Lamp 2').level).toBe(10)
  await ask(client, 'crowd/2/set', '{"brightness":20}', 'crowd/2')
  const answers = client.messages.filter(({ topic }) => topic === 'crowd/2').map(({ payload }) => payload)
  expect(answers.map((text) => (JSON.parse(text) as { brightness: number }).brightness)).toEqual([255, 20])
  expect(many.keptCommands.map(({ payload }) => payload)).toEqual(['{"brightness":10}'])

  device.silent = true
  await client.publish('crowd/2/set', '{"brightness":30}', { qos: 1 })
  await ask(client, 'crowd/3/set', '{"brightness":40}', 'crowd/3')
  expect([many.lamp('Lamp 2').level, device.commands.length]).toEqual([20, 3])
})

test('whoever leaves in order takes back everything the broker keeps', async ({ mosquitto, observe }) => {
  const { port } = await mosquitto()
  const url = `mqtt://127.0.0.1:${port}`
  const all = [startTasmota, startShellyGen1, startShellyGen2, startEspHome, startHomeAssistant]
  for (const start of [...all, (at: Surroundings) => startZigbee2Mqtt({ ...at, homeAssistant: true })]) {
    await (await start({ url })).leave()
  }
  const later = await observe(port)
  await later.publish('end', '')
  await later.until(({ topic }) => topic === 'end')
  expect(later.messages.map(({ topic }) => topic)).toEqual(['end'])
})
