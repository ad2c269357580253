import { describe, expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { matchesFilter } from '@shared/mqtt/topic'
import { DISCOVERY_FILTERS, readDiscovery } from './discovery'
import { DEVICE, MIGRATION } from './testing/devices'
import { homeAssistantFixtures } from './testing/fixtures'
import { ZIGBEE2MQTT_SETTING } from './testing/zigbee2mqtt'

const read = (topic: string, payload: string) => readDiscovery(topic, encodeText(payload))
const LIGHT = 'homeassistant/light/a/config'

describe('a discovery message', () => {
  it('is heard by the filters, each of the fixtures', () => {
    for (const { topic, payload } of homeAssistantFixtures) {
      expect(DISCOVERY_FILTERS.some((filter) => matchesFilter(filter, topic))).toBe(true)
      expect(read(topic, payload)).toBeInstanceOf(Array)
    }
  })

  it('announces a light with or without a node', () => {
    expect(read(LIGHT, '{"cmd_t":"a/set"}')).toEqual([
      { component: 'light', key: LIGHT, objectId: 'a', config: { command_topic: 'a/set' } },
    ])
    expect(read('homeassistant/switch/node-1/b_2/config', '{"~":"b","cmd_t":"~/set"}')).toEqual([
      {
        component: 'switch',
        key: 'homeassistant/switch/node-1/b_2/config',
        objectId: 'b_2',
        config: { command_topic: 'b/set' },
      },
    ])
  })

  it('takes back what was announced: empty, an empty object, moved elsewhere', () => {
    expect(read(LIGHT, '')).toEqual([])
    expect(read(LIGHT, '{}')).toEqual([])
    expect(read(MIGRATION.topic, MIGRATION.payload)).toEqual([])
  })

  it('announces no settings and nothing that is switched off', () => {
    expect(read(ZIGBEE2MQTT_SETTING.topic, ZIGBEE2MQTT_SETTING.payload)).toEqual([])
    expect(read(LIGHT, '{"cmd_t":"a/set","ent_cat":"diagnostic"}')).toEqual([])
    expect(read(LIGHT, '{"cmd_t":"a/set","en":false}')).toEqual([])
  })

  it('is none of discovery elsewhere', () => {
    expect(read('zigbee2mqtt/lamp', '{}')).toBeUndefined()
    expect(read('led', 'on')).toBeUndefined()
  })

  it.each([
    ['a name with other letters', 'homeassistant/light/küche/config', '{"cmd_t":"a"}'],
    ['another component', 'homeassistant/sensor/a/config', '{"cmd_t":"a"}'],
    ['too many levels', 'homeassistant/light/a/b/c/config', '{"cmd_t":"a"}'],
    ['a name too long', `homeassistant/light/${'a'.repeat(201)}/config`, '{"cmd_t":"a"}'],
    ['no JSON', LIGHT, 'on'],
    ['half JSON', LIGHT, '{"cmd_t":"a'],
    ['a list', LIGHT, '[{"cmd_t":"a"}]'],
    ['null', LIGHT, 'null'],
    ['a base of itself', LIGHT, '{"~":"~/a","cmd_t":"~/set"}'],
    ['too large', LIGHT, JSON.stringify({ cmd_t: 'a', x: 'x'.repeat(256 * 1024) })],
    ['a device without parts', 'homeassistant/device/a/config', '{"dev":{"ids":"a"}}'],
    ['a device with a list', 'homeassistant/device/a/config', '{"cmps":[{"p":"light","cmd_t":"a"}]}'],
  ])('cannot be understood: %s', (_case, topic, payload) => {
    expect(read(topic, payload)).toBe(false)
  })

  it('may be deep where nobody looks', () => {
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`
    expect(read(LIGHT, `{"cmd_t":"a","x":${deep},"dev":${deep},"avty":${deep}}`)).not.toBeUndefined()
  })

  it('is bytes that are no text', () => {
    expect(readDiscovery(LIGHT, new Uint8Array([0xff, 0xfe]))).toBe(false)
  })
})

describe('a device', () => {
  it('announces its lights and switches with what it says for all', () => {
    const announced = read(DEVICE.topic, DEVICE.payload)
    expect(announced && announced.map(({ key, component }) => [key.split('#')[1], component])).toEqual([
      ['path', 'light'],
      ['tree', 'light'],
      ['pump', 'switch'],
    ])
    const [path, tree] = announced || []
    expect(path?.config).toMatchObject({
      command_topic: 'garden/path/set',
      state_topic: 'garden/path',
      availability_topic: 'garden/status',
      qos: 2,
      device: { name: 'Garden', suggested_area: 'Outside' },
    })
    expect(tree?.config).toMatchObject({ command_topic: 'garden/tree/set', state_topic: 'garden/state' })
  })

  it('leaves out a part that is broken and no other', () => {
    const parts = {
      a: { p: 'light', cmd_t: 'a' },
      b: 5,
      c: null,
      d: { p: 'light', '~': '~', cmd_t: '~' },
      e: { p: ['light'], cmd_t: 'e' },
      f: { cmd_t: 'f' },
      [`g${'g'.repeat(80)}`]: { p: 'light', cmd_t: 'g' },
      'h\n': { p: 'light', cmd_t: 'h' },
    }
    const announced = read('homeassistant/device/x/config', JSON.stringify({ cmps: parts }))
    expect(announced && announced.map(({ objectId }) => objectId)).toEqual(['a'])
  })

  it('has 256 parts at most', () => {
    const parts = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`l${index}`, { p: 'light', cmd_t: `l/${index}` }]),
    )
    const announced = read('homeassistant/device/x/config', JSON.stringify({ cmps: parts }))
    expect(announced).toHaveLength(256)
  })
})
