import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MqttMessage } from '@shared/mqtt/message'
import { decodeText, encodeText } from '@shared/mqtt/message'
import type { Lamp } from '../lamp'
import { homeAssistant } from './finder'
import { BARE, BASIC_FULL, PANEL, STRIP, TEMPLATE } from './testing/basic-lights'
import { DEVICE, MIGRATION, SWITCH } from './testing/devices'
import { ESPHOME, ESPHOME_CWWW, ESPHOME_RGBWW } from './testing/esphome'
import type { HaFixture } from './testing/fixture'
import { homeAssistantFixtures } from './testing/fixtures'
import { JSON_LEGACY, JSON_RGBW, JSON_RGBWW, JSON_WHITE } from './testing/json-lights'
import { ZIGBEE2MQTT, ZIGBEE2MQTT_PLUG, ZIGBEE2MQTT_SETTING } from './testing/zigbee2mqtt'

const message = (topic: string, payload: string): MqttMessage => ({
  topic,
  payload: encodeText(payload),
  qos: 1,
  retain: true,
})

const receive = (topic: string, payload: string) => homeAssistant().receive(message(topic, payload))

function lampsOf({ topic, payload }: HaFixture): readonly Lamp[] {
  const discovery = receive(topic, payload)
  return (discovery && discovery.found?.[0]?.lamps) || []
}

function lampOf(fixture: HaFixture): Lamp {
  const [lamp] = lampsOf(fixture)
  if (!lamp) throw new Error(`no lamp at ${fixture.topic}`)
  return lamp
}

describe('a lamp is found', () => {
  it('of ESPHome', () => {
    expect(lampOf(ESPHOME)).toMatchObject({
      id: 'home-assistant:3c6105a1b2c3-light-7c1f0c2e',
      convention: 'home-assistant',
      kind: 'light',
      name: 'Desk Lamp',
      address: '3c6105a1b2c3',
      topic: 'desk/light/desk_lamp/command',
      commandTopics: ['desk/light/desk_lamp/command'],
      listens: ['desk/light/desk_lamp/state', 'desk/status'],
      availability: { topics: ['desk/status'], mode: 'latest', assumed: false },
      can: { brightness: true, colour: true, effects: ['Rainbow', 'Flicker', 'None'], transition: true },
    })
    expect(lampOf(ESPHOME_CWWW)).toMatchObject({ name: 'Shelf', can: { temperature: {}, colour: false } })
    expect(lampOf(ESPHOME_RGBWW)).toMatchObject({ name: 'Strip', can: { temperature: {}, colour: true } })
  })

  it('of Zigbee2MQTT’s own discovery, without the settings of its device', () => {
    expect(lampOf(ZIGBEE2MQTT)).toMatchObject({
      name: 'Living room/floor lamp',
      address: '00158d0001abcdef',
      commandTopics: ['zigbee2mqtt/Living room/floor lamp/set'],
      availability: {
        topics: ['zigbee2mqtt/bridge/state', 'zigbee2mqtt/Living room/floor lamp/availability'],
        mode: 'all',
      },
    })
    expect(lampOf(ZIGBEE2MQTT).can.temperature?.max).toBeCloseTo(4000)
    expect(lampOf(ZIGBEE2MQTT_PLUG)).toMatchObject({ kind: 'switch', name: 'kettle' })
    expect(lampsOf(ZIGBEE2MQTT_SETTING)).toEqual([])
  })

  it('of every schema', () => {
    for (const one of [
      BARE,
      BASIC_FULL,
      JSON_LEGACY,
      JSON_RGBW,
      JSON_RGBWW,
      JSON_WHITE,
      PANEL,
      STRIP,
      TEMPLATE,
    ]) {
      expect(lampOf(one)).toMatchObject({ kind: 'light', convention: 'home-assistant' })
    }
    expect(lampOf(PANEL)).toMatchObject({ room: 'Hall', address: '246f28aabbcc', name: 'Plate 01 Moodlight' })
    expect(lampOf(BARE)).toMatchObject({ id: `home-assistant:${BARE.topic}`, name: 'bare', optimistic: true })
    expect(lampOf(JSON_RGBWW)).toMatchObject({
      topic: 'cmnd/workshop/lamp',
      availability: { topics: ['workshop/lamp/online'] },
    })
  })

  it('with its neighbours in one device', () => {
    expect(lampsOf(DEVICE).map(({ name, kind, room, address }) => [name, kind, room, address])).toEqual([
      ['Garden Path', 'light', 'Outside', 'a0b1c2d3e4f5'],
      ['Garden Tree', 'light', 'Outside', 'a0b1c2d3e4f5'],
      ['Garden Pump', 'switch', 'Outside', 'a0b1c2d3e4f5'],
    ])
  })

  it('once, where a device names two parts alike', () => {
    const parts = { a: { p: 'light', uniq_id: 'x', cmd_t: 'a' }, b: { p: 'light', uniq_id: 'x', cmd_t: 'b' } }
    const payload = JSON.stringify({ dev: {}, cmps: parts })
    expect(lampsOf({ topic: 'homeassistant/device/x/config', payload })).toHaveLength(1)
  })
})

describe('a lamp is gone', () => {
  it.each([
    ['by an empty payload', ESPHOME.topic, ''],
    ['by moving elsewhere', MIGRATION.topic, MIGRATION.payload],
    ['by becoming a setting', BARE.topic, '{"cmd_t":"bare/set","ent_cat":"config"}'],
    ['with its device', DEVICE.topic, ''],
    ['from its device', DEVICE.topic, '{"dev":{},"cmps":{"path":{"p":"light"}}}'],
  ])('%s', (_case, topic, payload) => {
    expect(receive(topic, payload)).toEqual({ found: [{ source: topic, lamps: [] }] })
  })

  it('not by what cannot be understood', () => {
    expect(receive(BARE.topic, '{"cmd_t"')).toBe(false)
    expect(receive(BARE.topic, '{"name":"no topics"}')).toBe(false)
    expect(receive(BARE.topic, '{"cmd_t":"a","schema":"other"}')).toBe(false)
    expect(receive('led', 'on')).toBeUndefined()
  })
})

describe('a lamp says', () => {
  it('whether it is there beside how it is', () => {
    const lamp = lampOf(SWITCH)
    expect(lamp.listens).toEqual(['heater/stat', 'heater/a', 'heater/b'])
    expect(lamp.read('heater/stat', encodeText('running'))).toEqual({ values: { power: 'on' } })
    expect(lamp.read('heater/a', encodeText('offline'))).toEqual({ available: false })
    expect(lamp.read('heater/b', encodeText('up'))).toEqual({ available: true })
    expect(lamp.read('heater/b', encodeText('online'))).toBeUndefined()
  })

  it('both where it uses one topic for both', () => {
    const payload = JSON.stringify({
      schema: 'json',
      cmd_t: 'a/set',
      stat_t: 'a',
      avty: [{ t: 'a', val_tpl: "{{ 'online' if value_json.state is defined else 'offline' }}" }],
    })
    const lamp = lampOf({ topic: BARE.topic, payload })
    expect(lamp.listens).toEqual(['a'])
    expect(lamp.read('a', encodeText('{"state":"ON"}'))).toEqual({ values: { power: 'on' }, available: true })
  })
})

describe('whatever is announced', () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      '~',
      'a/b',
      '+/#',
      0,
      -1,
      1e308,
      true,
      [],
      {},
      '{{ value',
      '{{ 1/0 }}',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const changed = fc.constantFrom(...homeAssistantFixtures).chain(({ topic, payload }) => {
    const config = JSON.parse(payload) as Record<string, unknown>
    const keys = fc.constantFrom(
      ...Object.keys(config),
      'schema',
      'min_mirs',
      'max_k',
      'bri_scl',
      '__proto__',
      '~',
    )
    return fc.array(fc.tuple(keys, anything), { minLength: 1, maxLength: 4 }).map((changes) => ({
      topic,
      payload: JSON.stringify(Object.fromEntries([...Object.entries(config), ...changes])),
    }))
  })

  it('makes no lamp that cannot be', () => {
    fc.assert(
      fc.property(changed, anything, (fixture, state) => {
        for (const lamp of lampsOf(fixture)) {
          const { temperature, effects } = lamp.can
          expect(effects.length).toBeLessThanOrEqual(200)
          if (temperature) expect(temperature.min).toBeLessThan(temperature.max)
          expect(lamp.listens.length).toBeLessThanOrEqual(24)
          for (const topic of lamp.listens) {
            const values = lamp.read(topic, encodeText(JSON.stringify(state)))?.values ?? {}
            for (const value of Object.values(values)) expect(value).not.toBeNaN()
          }
          const wish = {
            power: 'on',
            brightness: 40,
            ...(temperature ? { temperature: temperature.max } : {}),
          } as const
          for (const { topic, payload, retain } of lamp.write(wish, { power: 'unknown' })) {
            expect(lamp.commandTopics).toContain(topic)
            expect(decodeText(payload)).not.toMatch(/NaN|Infinity|undefined/)
            expect(retain).toBe(false)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
