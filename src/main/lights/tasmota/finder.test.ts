import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptLamp } from '../accept'
import type { Lamp } from '../lamp'
import { tasmota } from './finder'
import { configOf, discoveryOf, tasmotaFixtures, type Fixture } from './testing/fixtures'

const message = ({ topic, payload }: Fixture, retain = true): MqttMessage => ({
  topic,
  payload: encodeText(payload),
  qos: 0,
  retain,
})

function lampsOf(different: Parameters<typeof discoveryOf>[0] = {}, retain = true): readonly Lamp[] {
  const discovery = tasmota().receive(message(discoveryOf(different), retain))
  if (!discovery) throw new Error('not understood')
  return discovery.found![0]!.lamps
}

describe('a discovery', () => {
  it('is a plug that is spoken to under its topics', () => {
    const [lamp, ...others] = lampsOf()
    expect(others).toEqual([])
    expect(lamp).toMatchObject({
      id: 'tasmota:DC4F222C9A01:1',
      convention: 'tasmota',
      kind: 'switch',
      name: 'Hall',
      topic: 'cmnd/tasmota_2C9A01/POWER1',
      commandTopics: ['cmnd/tasmota_2C9A01/POWER1', 'cmnd/tasmota_2C9A01/POWER'],
      address: 'dc4f222c9a01',
      availability: { topics: ['tele/tasmota_2C9A01/LWT'], mode: 'latest', assumed: false },
    })
    expect(lamp!.listens).toEqual([
      'stat/tasmota_2C9A01/RESULT',
      'tele/tasmota_2C9A01/STATE',
      'tele/tasmota_2C9A01/LWT',
      'stat/tasmota_2C9A01/POWER1',
      'stat/tasmota_2C9A01/POWER',
    ])
    expect(lamp!.asks).toEqual([
      { topic: 'cmnd/tasmota_2C9A01/STATE', payload: encodeText(''), qos: 0, retain: false },
    ])
  })

  it.each([
    ['%prefix%/%topic%/', 'cmnd/plug/POWER1', 'stat/plug/RESULT'],
    ['%prefix%/%topic%', 'cmnd/plug/POWER1', 'stat/plug/RESULT'],
    ['%topic%//%prefix%/', 'plug/cmnd/POWER1', 'plug/stat/RESULT'],
    [
      'home/%hostname%/%id%/%prefix%/',
      'home/tasmota-2C9A01-6657/2C9A01/cmnd/POWER1',
      'home/tasmota-2C9A01-6657/2C9A01/stat/RESULT',
    ],
    ['tasmotas/%topic%/', 'tasmotas/plug/cmnd/POWER1', 'tasmotas/plug/RESULT'],
    ['%prefix%/%hidden%/$&/', 'cmnd/%hidden%/$&/POWER1', 'stat/%hidden%/$&/RESULT'],
  ])('with the full topic %s', (ft, command, result) => {
    const [lamp] = lampsOf({ ft, t: 'plug' })
    expect(lamp!.topic).toBe(command)
    expect(lamp!.listens[0]).toBe(result)
  })

  it('does not look for tokens in what was put in for a token', () => {
    expect(lampsOf({ t: '%id%', hn: '%topic%' })[0]!.topic).toBe('cmnd/%id%/POWER1')
  })

  it('leaves shutters out, and counts every relay', () => {
    const lamps = lampsOf({ rl: [1, 3, 3, 1, 0, 2], lt_st: 1, fn: ['One', null, null, '', null, ' Six '] })
    expect(lamps.map(({ id, kind, name }) => [id, kind, name])).toEqual([
      ['tasmota:DC4F222C9A01:1', 'switch', 'One'],
      ['tasmota:DC4F222C9A01:4', 'switch', 'Hall 4'],
      ['tasmota:DC4F222C9A01:6', 'light', 'Six'],
    ])
    expect(lamps[1]!.commandTopics).toEqual(['cmnd/tasmota_2C9A01/POWER4'])
  })

  it('takes relays for lights where SetOption30 says so', () => {
    expect(lampsOf({ so: { 30: 1 } })[0]!.kind).toBe('light')
  })

  it.each([
    [0, { brightness: false, colour: false, white: false, transition: false }],
    [1, { brightness: true, colour: false, white: false, transition: true }],
    [2, { brightness: true, colour: false, white: false, temperature: expect.anything() as unknown }],
    [3, { brightness: true, colour: true, white: false }],
    [4, { brightness: true, colour: true, white: true }],
    [5, { brightness: true, colour: true, white: false, temperature: expect.anything() as unknown }],
  ])('of a light of type %i can', (lt_st, can) => {
    const [lamp] = lampsOf({ rl: [2], lt_st })
    expect(lamp!.can).toMatchObject(can)
    expect('temperature' in lamp!.can).toBe('temperature' in can)
    expect(lamp!.can.effects.length > 0).toBe(lamp!.can.colour)
  })

  it('has the range of temperatures that SetOption82 says', () => {
    expect(lampsOf({ rl: [2], lt_st: 2 })[0]!.can.temperature).toEqual({ min: 2_000, max: 1_000_000 / 153 })
    expect(lampsOf({ rl: [2], lt_st: 2, so: { 82: 1 } })[0]!.can.temperature).toEqual({
      min: 1_000_000 / 380,
      max: 5_000,
    })
  })

  it('of an unlinked light is two lamps behind the relays', () => {
    const lamps = lampsOf({ rl: [1, 2, 2], lt_st: 5, lk: 0 })
    expect(
      lamps.map(({ id, can }) => [id, can.brightness, can.colour, can.temperature !== undefined]),
    ).toEqual([
      ['tasmota:DC4F222C9A01:1', false, false, false],
      ['tasmota:DC4F222C9A01:2', true, true, false],
      ['tasmota:DC4F222C9A01:3', true, false, true],
    ])
  })

  it('of a fan with a lamp is a lamp that goes on and off', () => {
    expect(lampsOf({ rl: [2, 0, 0, 0], if: 1, lt_st: 1 })[0]!.can.brightness).toBe(false)
  })

  it('that comes fresh is from a device that is there', () => {
    expect(lampsOf({}, false)[0]!.availability!.assumed).toBe(true)
  })

  it('is taken back by an empty payload', () => {
    const { topic } = discoveryOf()
    expect(tasmota().receive(message({ topic, payload: '' }))).toEqual({
      found: [{ source: topic, lamps: [] }],
    })
  })

  it('listens under the names of the commands with SetOption4, and to no more than a lamp may', () => {
    const [lamp] = lampsOf({ rl: [2], lt_st: 5, so: { 4: 1 } })
    expect(lamp!.listens).toEqual(
      expect.arrayContaining(['stat/tasmota_2C9A01/DIMMER', 'stat/tasmota_2C9A01/HSBCOLOR']),
    )
    expect(new Set(lamp!.listens).size).toBe(lamp!.listens.length)
    expect(lamp!.listens.length).toBeLessThanOrEqual(24)
  })
})

it.each(tasmotaFixtures)('$topic is taken as it is', (fixture) => {
  const discovery = tasmota().receive(message(fixture))
  const lamps = (discovery && discovery.found?.[0]?.lamps) || []
  expect(lamps.length).toBeGreaterThan(0)
  for (const lamp of lamps) expect(acceptLamp(lamp, () => false)?.name).toBe(lamp.name)
})

describe('what is no discovery', () => {
  it.each([
    'tasmota/discovery/DC4F222C9A01/sensors',
    'tasmota/discovery/xyz/config',
    'homeassistant/light/a/config',
  ])('%s is not ours', (topic) => {
    expect(tasmota().receive(message({ topic, payload: discoveryOf().payload }))).toBeUndefined()
  })

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a word', '"config"'],
    ['another MAC', JSON.stringify(configOf({ mac: 'DC4F222C9AFF' }))],
    ['a later version', JSON.stringify(configOf({ ver: 2 }))],
    ['no topic', JSON.stringify(configOf({ t: '' }))],
    ['relays in words', JSON.stringify(configOf({ rl: ['1'] }))],
    ['a thousand relays', JSON.stringify(configOf({ rl: Array(1_000).fill(1) }))],
    ['an unknown kind of light', JSON.stringify(configOf({ lt_st: 6 }))],
    ['a word for on that is a command', JSON.stringify(configOf({ state: ['OFF', 'ON;Reset 1'] }))],
    ['a topic of a megabyte', JSON.stringify(configOf({ t: 'x'.repeat(1_048_576) }))],
    ['bytes that are no text', '\ud800{'],
  ])('%s is not understood', (_what, payload) => {
    expect(tasmota().receive(message({ topic: discoveryOf().topic, payload }))).toBe(false)
  })
})

describe('whatever comes', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(null, -1, 1e9, '', '+/#', '$SYS/x', NaN))
  it('nothing is thrown, and no lamp can do the impossible', () => {
    const keys = Object.keys(configOf())
    fc.assert(
      fc.property(
        fc.constantFrom(...tasmotaFixtures),
        fc.dictionary(fc.constantFrom(...keys), anything, { maxKeys: 3 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.record({
          Dimmer: anything,
          POWER: anything,
          HSBColor: anything,
          CT: anything,
          Color: anything,
          White: anything,
        }),
        ({ topic, payload }, broken, bytes, state) => {
          const config = { ...(JSON.parse(payload) as object), ...broken }
          const discovery = tasmota().receive(message({ topic, payload: JSON.stringify(config) }))
          if (!discovery) return
          for (const lamp of discovery.found?.[0]?.lamps ?? []) {
            const { temperature, effects } = lamp.can
            expect(temperature === undefined || temperature.min < temperature.max).toBe(true)
            expect(effects.length).toBeLessThanOrEqual(200)
            for (const listened of lamp.listens) {
              lamp.read(listened, bytes)
              const values = lamp.read(listened, encodeText(JSON.stringify(state)))?.values ?? {}
              for (const value of [values.brightness, values.temperature, values.colour?.hue ?? 0])
                expect(value === undefined || Number.isFinite(value)).toBe(true)
            }
            for (const command of lamp.write({ power: 'on', brightness: 50 }, { power: 'unknown' }))
              expect(command.retain).toBe(false)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
