import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LightWish } from '@shared/light/light'
import { decodeText, encodeText } from '@shared/mqtt/message'
import { remaining } from '@shared/light/wish'
import type { HaConfig } from './config'
import { jsonLight } from './json-light'
import { answerTo } from './testing/json-device'

const TOPICS = { command_topic: 'c', state_topic: 's' }
const NOW = { power: 'on' } as const
const light = (config: HaConfig) => jsonLight({ ...TOPICS, ...config })
const modes = (...supported: string[]): HaConfig => ({ supported_color_modes: supported })

function asked(config: HaConfig, wish: LightWish): unknown {
  const [command] = light(config)?.write(wish, NOW) ?? []
  return command && JSON.parse(decodeText(command.payload) ?? '')
}

function said(config: HaConfig, state: unknown): unknown {
  return light(config)?.read('s', encodeText(JSON.stringify(state)))?.values
}

describe('what a json light can do', () => {
  it.each<[string, HaConfig, object]>([
    ['nothing said', {}, { brightness: false, colour: false, white: false, effects: [], transition: true }],
    ['onoff', modes('onoff'), { brightness: false, colour: false }],
    ['brightness', modes('brightness'), { brightness: true, colour: false }],
    ['color_temp', modes('color_temp'), { brightness: true, temperature: { min: 2000, max: 6535 } }],
    ['hs', modes('hs'), { brightness: true, colour: true, white: false }],
    ['xy', modes('xy'), { brightness: true, colour: true }],
    ['rgb', modes('rgb'), { brightness: true, colour: true }],
    ['rgbw', modes('rgbw'), { colour: true, white: true }],
    ['rgbww', modes('rgbww'), { colour: true, white: false, temperature: { min: 2000, max: 6535 } }],
    ['white', modes('white'), { brightness: true, colour: false, white: true }],
    ['a mode alone', { supported_color_modes: 'hs' }, { colour: true }],
    ['unknown modes', modes('sparkle', 'rgb'), { colour: true }],
    ['flags of old', { brightness: true, color_temp: true, rgb: true }, { brightness: true, colour: true }],
    ['no transition', { transition: false }, { transition: false }],
    ['effects', { effect: true, effect_list: ['a', 'b', 'a', '', 5] }, { effects: ['a', 'b', '5'] }],
    ['effects it has not', { effect_list: ['a'] }, { effects: [] }],
    [
      'a range in mired',
      { ...modes('color_temp'), min_mireds: 250, max_mireds: 500 },
      { temperature: { min: 2000, max: 4000 } },
    ],
    [
      'a range in kelvin',
      { ...modes('color_temp'), min_kelvin: 2700, max_kelvin: 5000 },
      { temperature: { min: 2700, max: 5000 } },
    ],
    [
      'a range upside down',
      { ...modes('color_temp'), min_kelvin: 5000, max_kelvin: 2700 },
      { temperature: { min: 2000, max: 6535 } },
    ],
    [
      'a range of nonsense',
      { ...modes('color_temp'), min_mireds: 1e-9, max_mireds: -4 },
      { temperature: { min: 2000, max: 6535 } },
    ],
  ])('%s', (_case, config, can) => {
    expect(light(config)?.can).toMatchObject(can)
  })

  it.each(['onoff', 'brightness', 'hs', 'xy', 'rgb', 'rgbw', 'white'])(
    '%s alone has no temperature',
    (mode) => {
      expect(light(modes(mode))?.can).not.toHaveProperty('temperature')
    },
  )

  it('has no more effects than a person can look through', () => {
    const effect_list = ['x'.repeat(101), ...Array.from({ length: 5_000 }, (_, index) => `e${index}`)]
    expect(light({ effect: true, effect_list })?.can.effects).toHaveLength(200)
  })

  it('is optimistic without a state topic or by its own word, locked without a command topic, nothing without both', () => {
    expect(jsonLight({ command_topic: 'c' })).toMatchObject({ optimistic: true, listens: [] })
    expect(light({ optimistic: true })).toMatchObject({ optimistic: true, listens: ['s'] })
    expect(light({})).not.toHaveProperty('optimistic')
    const locked = jsonLight({ state_topic: 's' })
    expect(locked).toMatchObject({ locked: { kind: 'no-command' }, commandTopics: [], topic: 's' })
    expect(locked?.write({ power: 'on' }, NOW)).toEqual([])
    expect(jsonLight({})).toBeUndefined()
  })
})

describe('what a json light is told', () => {
  it('on and off, at QoS 0 or its own, never retained', () => {
    expect(asked({}, { power: 'on' })).toEqual({ state: 'ON' })
    expect(asked({}, { power: 'off', transition: 2 })).toEqual({ state: 'OFF', transition: 2 })
    expect(light({ retain: true })?.write({ power: 'on' }, NOW)).toMatchObject([
      { topic: 'c', qos: 0, retain: false },
    ])
    expect(light({ qos: 1 })?.write({ power: 'on' }, NOW)).toMatchObject([{ qos: 1 }])
  })

  const red = { colour: { hue: 0, saturation: 100 } }
  it.each<[HaConfig, LightWish, object]>([
    [modes('brightness'), { brightness: 50 }, { brightness: 128 }],
    [{ ...modes('brightness'), brightness_scale: 100 }, { brightness: 0.3 }, { brightness: 1 }],
    [{ ...modes('brightness'), brightness_scale: 0 }, { brightness: 100 }, { brightness: 255 }],
    [modes('color_temp'), { temperature: 4000 }, { color_temp: 250 }],
    [{ ...modes('color_temp'), color_temp_kelvin: true }, { temperature: 4000.4 }, { color_temp: 4000 }],
    [modes('hs'), red, { color: { h: 0, s: 100 } }],
    [modes('xy'), red, { color: { x: 0.64, y: 0.33 } }],
    [modes('rgb'), red, { color: { r: 255, g: 0, b: 0 } }],
    [modes('rgbw'), red, { color: { r: 255, g: 0, b: 0, w: 0 } }],
    [modes('rgbww'), red, { color: { r: 255, g: 0, b: 0, c: 0, w: 0 } }],
    [modes('rgbww', 'rgb'), red, { color: { r: 255, g: 0, b: 0 } }],
    // Without a brightness beside it the colour carries it; with one it stays full.
    [modes('rgb'), { ...red, brightness: 20 }, { color: { r: 51, g: 0, b: 0 } }],
    [
      { ...modes('rgb'), brightness: true },
      { ...red, brightness: 20 },
      { color: { r: 255, g: 0, b: 0 }, brightness: 51 },
    ],
    [modes('rgbww'), { temperature: 6535 }, { color: { r: 0, g: 0, b: 0, c: 255, w: 0 } }],
    [modes('rgbww', 'color_temp'), { temperature: 5000 }, { color_temp: 200 }],
    [modes('rgbw'), { white: true }, { color: { r: 0, g: 0, b: 0, w: 255 } }],
    [{ ...modes('hs', 'white'), white_scale: 100 }, { white: true }, { white: 100, white_value: 255 }],
    [{}, { effect: 'Rainbow', transition: 0.5 }, { effect: 'Rainbow', transition: 0.5 }],
  ])('%j %j', (config, wish, message) => {
    expect(asked(config, wish)).toEqual({ state: 'ON', ...message })
  })
})

describe('what a json light says', () => {
  const ALL = { ...modes('hs', 'xy', 'rgb', 'rgbww', 'color_temp', 'white'), effect: true }
  it.each<[string, HaConfig, unknown, unknown]>([
    ['on', {}, { state: 'ON' }, { power: 'on' }],
    ['off', {}, { state: 'OFF' }, { power: 'off' }],
    ['unknown', {}, { state: null }, { power: 'unknown' }],
    ['something else', {}, { state: 'on', brightness: 3, linkquality: 80 }, {}],
    ['brightness', modes('brightness'), { brightness: 51 }, { brightness: 20 }],
    ['the brightness of darkness', modes('brightness'), { state: 'OFF', brightness: 0 }, { power: 'off' }],
    ['too much', { ...modes('brightness'), brightness_scale: 100 }, { brightness: 255 }, { brightness: 100 }],
    ['an effect', ALL, { effect: 'Rainbow' }, { effect: 'Rainbow' }],
    ['no effect', ALL, { effect: null }, { effect: undefined }],
    [
      'nonsense',
      ALL,
      { state: {}, brightness: [], color: 7, color_temp: 'x', effect: 9, color_mode: {} },
      {},
    ],
    ['an empty colour', ALL, { color_mode: 'rgb', color: {} }, {}],
    ['no colour', ALL, { color: null, color_temp: null }, {}],
  ])('%s', (_case, config, state, values) => {
    expect(said(config, state)).toEqual(values)
  })

  it.each<[object, object]>([
    [{ color_mode: 'color_temp' }, { temperature: 4000, mode: 'temperature' }],
    [{ color_mode: 'hs' }, { colour: { hue: 120, saturation: 50 }, mode: 'colour' }],
    [{ color_mode: 'white' }, { mode: 'white' }],
    [{ color_mode: 'brightness' }, {}],
    [{ color_mode: 'onoff' }, {}],
    [{}, { colour: { hue: 120, saturation: 50 }, mode: 'colour' }],
  ])('%j decides which of its fields count', (mode, values) => {
    expect(said(ALL, { ...mode, color: { h: 120, s: 50 }, color_temp: 250 })).toEqual(values)
  })

  it('takes the temperature where there is no colour and no mode', () => {
    expect(said(modes('color_temp'), { color_temp: 250, color: { x: 0.4, y: 0.4 } })).toEqual({
      temperature: 4000,
      mode: 'temperature',
    })
    expect(said(modes('color_temp'), { color_temp: 0 })).toEqual({})
  })

  it('is in kelvin where its config says so', () => {
    const config = { ...modes('color_temp'), color_temp_kelvin: true }
    expect(said(config, { color_mode: 'color_temp', color_temp: 3000 })).toMatchObject({ temperature: 3000 })
  })

  it('knows the white of rgbw from its colours', () => {
    const config = { ...modes('rgbw'), brightness: true }
    expect(said(config, { color_mode: 'rgbw', color: { r: 0, g: 0, b: 0, w: 200 } })).toEqual({
      mode: 'white',
    })
    expect(said(config, { color_mode: 'rgbw', color: { r: 0, g: 255, b: 0, w: 9 } })).toEqual({
      colour: { hue: 120, saturation: 100 },
      mode: 'colour',
    })
    expect(
      said(config, { color_mode: 'rgbct', color: { r: 0, g: 0, b: 0, w: 200 }, color_temp: 250 }),
    ).toEqual({
      mode: 'white',
    })
  })

  it('tells ESPHome’s two whites apart behind their gamma curve', () => {
    const config = { ...modes('color_temp'), min_mireds: 153, max_mireds: 500 }
    // ESPHome at 240 mired: 75 % cold and 25 % warm, the larger one full, both through a gamma of 2.8.
    const state = {
      color_mode: 'cwww',
      color: { c: 255, w: Math.round(255 * (0.25071 / 0.74929) ** (1 / 2.8)) },
    }
    const values = said(config, state) as { temperature: number }
    expect(1_000_000 / values.temperature).toBeCloseTo(240, -1)
  })

  it.each(['on', '', '[]', 'null', '"ON"', '{"state":"ON"'])('is not understood: %s', (payload) => {
    expect(light({})?.read('s', encodeText(payload))).toBeUndefined()
  })

  it('is not heard elsewhere, in other bytes, or beyond 64 kB', () => {
    expect(light({})?.read('elsewhere', encodeText('{"state":"ON"}'))).toBeUndefined()
    expect(light({})?.read('s', new Uint8Array([0xff]))).toBeUndefined()
    expect(light({})?.read('s', encodeText(`{"state":"ON"${' '.repeat(65_536)}}`))).toBeUndefined()
  })
})

describe('a wish comes back as it went out', () => {
  const brightness = fc.double({ min: 1, max: 100, noNaN: true })
  const temperature = fc.double({ min: 2000, max: 6535, noNaN: true })
  const colour = fc.record({
    hue: fc.double({ min: 0, max: 360, noNaN: true }),
    saturation: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  const scale = fc.integer({ min: 50, max: 65_535 })
  const kinds: readonly [
    string,
    HaConfig,
    (asked: Readonly<Record<string, unknown>>) => string | undefined,
  ][] = [
    ['hs', modes('hs', 'color_temp'), ({ color_temp }) => (color_temp ? 'color_temp' : 'hs')],
    ['xy', modes('xy', 'color_temp'), ({ color_temp }) => (color_temp ? 'color_temp' : 'xy')],
    ['rgb', modes('rgb', 'color_temp'), ({ color_temp }) => (color_temp ? 'color_temp' : 'rgb')],
    ['rgbw', modes('rgbw', 'color_temp'), ({ color_temp }) => (color_temp ? 'color_temp' : 'rgbw')],
    ['rgbww', modes('rgbww'), () => 'rgbww'],
    ['of old', { xy: true, color_temp: true }, () => undefined],
  ]

  it.each(kinds)('%s', (_kind, config, modeOf) => {
    const look = fc.oneof(
      fc.record({ colour }),
      fc.record({ temperature }),
      fc.record({ colour, brightness }),
      fc.record({ temperature, brightness }),
      fc.record({ brightness }),
    )
    fc.assert(
      fc.property(look, scale, fc.boolean(), (wish: LightWish, brightness_scale, color_temp_kelvin) => {
        const lamp = light({ ...config, brightness: true, brightness_scale, color_temp_kelvin })
        const [command] = lamp?.write({ power: 'on', ...wish }, NOW) ?? []
        const report = command && lamp?.read('s', answerTo(command, modeOf))
        expect(remaining({ power: 'on', ...wish }, { ...NOW, ...report?.values })).toBeUndefined()
        if (wish.temperature !== undefined) expect(report?.values?.mode).toBe('temperature')
      }),
    )
  })

  it('white', () => {
    fc.assert(
      fc.property(brightness, fc.integer({ min: 50, max: 255 }), (level, white_scale) => {
        const lamp = light({ ...modes('hs', 'white'), white_scale, brightness_scale: white_scale })
        const wish = { power: 'on', white: true, brightness: level } as const
        const [command] = lamp?.write(wish, NOW) ?? []
        const report =
          command &&
          lamp?.read(
            's',
            answerTo(command, () => 'white'),
          )
        expect(remaining(wish, { ...NOW, ...report?.values })).toBeUndefined()
      }),
    )
  })

  it('a colour that carries the brightness, as far as its eight bits go', () => {
    const bright = fc.double({ min: 30, max: 100, noNaN: true })
    fc.assert(
      fc.property(colour, bright, (wanted, level) => {
        const lamp = light(modes('rgb'))
        const wish = { power: 'on', colour: wanted, brightness: level } as const
        const [command] = lamp?.write(wish, NOW) ?? []
        const report =
          command &&
          lamp?.read(
            's',
            answerTo(command, () => 'rgb'),
          )
        expect(remaining(wish, { ...NOW, ...report?.values })).toBeUndefined()
      }),
    )
  })
})
