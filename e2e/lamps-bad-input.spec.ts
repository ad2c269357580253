import { expect, test, type House } from './fixtures/house'
import { startHomeAssistant } from './fixtures/simulators/home-assistant'
import { zigbeeHousehold } from './fixtures/simulators/zigbee2mqtt-lamps'
import { listed } from './fixtures/simulators/zigbee2mqtt-list'

/** Announces a light by Home Assistant's discovery, kept by the broker. */
async function announce(
  house: House,
  object: string,
  config: Record<string, unknown> | string,
): Promise<void> {
  const payload = typeof config === 'string' ? config : JSON.stringify(config)
  await house.client.publish(`homeassistant/light/${object}/config`, payload, { qos: 1, retain: true })
}

test('a list of a megabyte is read, and the lamps beyond a house are left out', async ({ house }) => {
  test.setTimeout(120_000)
  const [pattern] = zigbeeHousehold()
  const many = Array.from({ length: 1_500 }, (_, index) => ({
    ...(listed(pattern!) as Record<string, unknown>),
    friendly_name: `Bulb ${index}`,
    ieee_address: `0x${(0x00158d0000000000n + BigInt(index)).toString(16).padStart(16, '0')}`,
  }))
  let payload = JSON.stringify(many)
  // What devices say beside their lamps makes up the rest.
  payload = `${payload.slice(0, -1)},{"filler":"${'x'.repeat(Math.max(0, 1_048_576 - payload.length))}"}]`
  expect(payload.length).toBeGreaterThanOrEqual(1_048_576)
  await house.client.publish('zigbee2mqtt/bridge/state', '{"state":"online"}', { retain: true })
  await house.client.publish('zigbee2mqtt/bridge/devices', payload, { retain: true })
  const { copy, lights } = await house.enter()
  await expect(lights.card('Bulb 0')).toBeVisible()
  await expect.poll(() => lights.switches.count(), { timeout: 20_000 }).toBeGreaterThan(500)
  expect(await lights.switches.count()).toBeLessThanOrEqual(1_001)
  await lights.toggle('led')
  await expect(lights.switch('led')).toBeChecked()
  await lights.toggle('Bulb 1')
  const command = await house.client.until(({ topic }) => topic === 'zigbee2mqtt/Bulb 1/set')
  expect(JSON.parse(command.payload)).toMatchObject({ state: 'ON' })
  expect(copy.rendererErrors()).toEqual([])
})

test('hostile names are shown as the text they are, short and without what turns text around', async ({
  house,
}) => {
  const names = {
    html: '<img src=x onerror="window.hurt=1"><b>bold</b>',
    bidi: 'Kitchen\u202egnp.exe\u0007',
    long: 'L'.repeat(10_000),
    empty: '   ',
  }
  for (const [object, name] of Object.entries(names)) {
    await announce(house, object, { name, unique_id: object, command_topic: `bad/${object}/set` })
  }
  const { copy, lights } = await house.enter()
  await expect(lights.switches).toHaveCount(5)
  await expect(lights.card(names.html)).toBeVisible()
  expect(await lights.page.evaluate(() => 'hurt' in window)).toBe(false)
  const shown = await lights.names()
  expect(shown.filter((name) => name.includes('gnp'))).toEqual(['Kitchen gnp.exe'])
  expect(Math.max(...shown.map((name) => name.length))).toBeLessThanOrEqual(80)
  const long = async (): Promise<string[]> =>
    (await copy.tray.menu()).map(({ label }) => label).filter((label) => label.startsWith('LLL'))
  await expect.poll(long).toEqual([`${'L'.repeat(59)}…`])
  // The one without a name is called by where it is commanded.
  expect(shown).toContain('bad/empty/set')
  await lights.toggle('bad/empty/set')
  await house.client.until(({ topic, payload }) => topic === 'bad/empty/set' && payload === 'ON')
  expect(copy.rendererErrors()).toEqual([])
})

test('nobody makes the app publish into the chat, into $SYS or to many at once', async ({ house }) => {
  const targets = {
    system: '$SYS/broker/log',
    chat: 'chat',
    people: 'chat/sync',
    plus: 'house/+/set',
    hash: 'house/#',
    shared: '$share/group/house/set',
    nul: 'house/\u0000/set',
    itself: '~/set',
  }
  for (const [object, command_topic] of Object.entries(targets)) {
    await announce(house, object, { name: `Trap ${object}`, unique_id: object, command_topic, '~': '~/a' })
  }
  const nested = { '~': '~~', name: 'Trap nested', unique_id: 'nested', cmd_t: '~/set', stat_t: '~' }
  await announce(house, 'nested', nested)
  await house.start(startHomeAssistant)
  const { copy, lights } = await house.enter()
  await expect(lights.switch('Balcony')).toBeEnabled()
  const names = await lights.names()
  for (const object of ['system', 'chat', 'people', 'plus', 'hash', 'shared', 'nul']) {
    expect(names).not.toContain(`Trap ${object}`)
  }
  // What is left of the base topics that speak of themselves is a topic like any other; nothing runs in circles.
  await lights.toggle('Balcony')
  await expect(lights.switch('Balcony')).toBeChecked()
  const chat = house.client.messages.filter(
    ({ topic, payload }) => topic.startsWith('chat') && /^(ON|OFF)$/.test(payload),
  )
  expect(chat).toEqual([])
  expect(copy.rendererErrors()).toEqual([])
})

test('discovery that is broken in every way makes no lamp and harms none', async ({ house }) => {
  const broken: (Record<string, unknown> | string)[] = [
    '{"name":',
    '[]',
    '"text"',
    'null',
    '\u0000\u0001',
    '['.repeat(50_000),
    { name: 'Broken 6' },
    { name: 'Broken 7', command_topic: { topic: 'a/b' } },
    { name: 'Broken 8', command_topic: '' },
    { name: 'Broken 9', command_topic: 'x'.repeat(70_000) },
    { name: 'Broken 10', command_topic: 'a/b', schema: 'of my own' },
    '{"name":"Broken 11","__proto__":{"command_topic":"proto/set"}}',
  ]
  for (const [index, config] of broken.entries()) await announce(house, `broken-${index}`, config)
  await announce(house, 'odd', {
    ...{ name: 'Odd', unique_id: 'odd', command_topic: 'odd/set', state_topic: 'odd', schema: 'json' },
    ...{
      brightness_scale: 0,
      min_mireds: 900,
      max_mireds: 1,
      supported_color_modes: ['color_temp', 'ultraviolet'],
    },
    effect: true,
    effect_list: Array.from({ length: 5_000 }, (_, index) => `effect ${index}`),
  })
  await house.client.publish('tasmota/discovery/DC4F22A1B2C3/config', '{"rl":[2,2,2],"mac":"x"}', {
    retain: true,
  })
  await house.client.publish('shellies/announce', '{"id":"../../x","model":{}}')
  await house.client.publish('zigbee2mqtt/bridge/devices', '[{"definition":{"exposes":[[[]]]}}, 5]', {
    retain: true,
  })
  const { copy, lights } = await house.enter()
  await expect(lights.switch('Odd')).toBeEnabled()
  const names = await lights.names()
  expect(names.filter((name) => /^Broken (6|7|8|9|11)$/.test(name))).toEqual([])
  expect(await lights.choice('Odd', 'Effect').locator('option').count()).toBeLessThanOrEqual(201)
  await lights.slide('Odd', 'Brightness', 50)
  const command = await house.client.until(({ topic }) => topic === 'odd/set')
  expect(JSON.parse(command.payload)).toMatchObject({ brightness: 128 })
  expect(copy.rendererErrors()).toEqual([])
})
