import { describe, expect, it } from 'vitest'
import { basicLight } from './basic-light'
import type { HaConfig, Schema } from './config'
import { heard, sent } from './testing/speak'

function light(config: HaConfig): Schema {
  const schema = basicLight({ command_topic: 'l/set', state_topic: 'l', ...config })
  if (!schema) throw new Error('no light')
  return schema
}

const brightness = { brightness_command_topic: 'l/b/set', brightness_state_topic: 'l/b' }
const rgb = { rgb_command_topic: 'l/rgb/set', rgb_state_topic: 'l/rgb' }
const red = { hue: 0, saturation: 100 }

describe('a basic light that goes on and off', () => {
  it('is sent and tells the payloads of its config', () => {
    const plain = light({})
    expect(sent(plain, { power: 'on' })).toEqual([['l/set', 'ON']])
    expect(sent(plain, { power: 'off' })).toEqual([['l/set', 'OFF']])
    const own = light({ payload_on: 1, payload_off: false })
    expect(sent(own, { power: 'on' })).toEqual([['l/set', '1']])
    expect(heard(own, 'l', 'False')).toEqual({ power: 'off' })
  })

  it.each([
    ['ON', { power: 'on' }],
    ['OFF', { power: 'off' }],
    ['None', { power: 'unknown' }],
    ['', undefined],
    ['on', undefined],
    ['TOGGLE', undefined],
  ])('hears %o', (payload, expected) => {
    expect(heard(light({}), 'l', payload)).toEqual(expected)
  })

  it('is sent nothing retained and with the QoS of its config', () => {
    expect(light({ retain: true }).write({ power: 'on' }, { power: 'off' })).toMatchObject([
      { qos: 0, retain: false },
    ])
    expect(light({ qos: 2 }).write({ power: 'on' }, { power: 'off' })).toMatchObject([{ qos: 2 }])
  })

  it('reads its state by a template', () => {
    const templated = light({ state_value_template: '{{ value_json.POWER }}' })
    expect(heard(templated, 'l', '{"POWER":"ON"}')).toEqual({ power: 'on' })
    expect(heard(templated, 'l', '{"Dimmer":1}')).toBe(undefined)
    expect(heard(templated, 'l', 'ON')).toBe(undefined)
    expect(heard(light({ value_template: '{{ value | upper }}' }), 'l', 'off')).toEqual({ power: 'off' })
  })

  it('can only be looked at where the template of its state is not understood', () => {
    const source = `{% for x in value %}${'x'.repeat(300)}{% endfor %}`
    const locked = light({ state_value_template: source, ...brightness })
    expect(locked.locked).toEqual({ kind: 'template', detail: source.slice(0, 200) })
    expect(sent(locked, { power: 'on' })).toEqual([])
    expect(heard(locked, 'l/b', '255')).toEqual({ brightness: 100 })
  })

  it('can only be looked at where it has nowhere to be commanded, and is none where it has no topic at all', () => {
    expect(light({ command_topic: undefined })).toMatchObject({
      locked: { kind: 'no-command' },
      topic: 'l',
      commandTopics: [],
    })
    expect(basicLight({ name: 'x' })).toBe(undefined)
  })

  it.each([
    [{}, undefined],
    [{ optimistic: true }, true],
    [{ state_topic: undefined }, true],
    [brightness, undefined],
    [{ brightness_command_topic: 'l/b/set' }, true],
    [{ ...rgb, effect_command_topic: 'l/e', effect_list: ['x'] }, true],
    [{ ...rgb, effect_command_topic: 'l/e' }, undefined],
    [{ ...rgb, white_command_topic: 'l/w' }, true],
    [{ ...rgb, white_command_topic: 'l/w', color_mode_state_topic: 'l/m' }, undefined],
  ])('is taken at its word where it does not tell all: %o', (config, optimistic) => {
    expect(light(config).optimistic).toBe(optimistic)
  })
})

describe('the order of what a basic light is sent', () => {
  it.each([
    ['last', { brightness: 50 }, ['l/b/set', 'l/set']],
    ['first', { brightness: 50 }, ['l/set', 'l/b/set']],
    ['brightness', { brightness: 50 }, ['l/b/set']],
    ['brightness', { power: 'on' }, ['l/b/set']],
    ['brightness', { power: 'off' }, ['l/set']],
    ['last', { colour: red, brightness: 50 }, ['l/rgb/set', 'l/b/set', 'l/set']],
  ] as const)('on_command_type %s, %o', (type, wish, topics) => {
    const lamp = light({ ...brightness, ...rgb, on_command_type: type })
    expect(sent(lamp, wish).map(([topic]) => topic)).toEqual(topics)
  })

  it('goes on with the brightness it had', () => {
    const lamp = light({ ...brightness, on_command_type: 'brightness' })
    expect(sent(lamp, { power: 'on' }, { power: 'off', brightness: 40 })).toEqual([['l/b/set', '102']])
    expect(sent(lamp, { power: 'on' }, { power: 'off', brightness: 0 })).toEqual([['l/b/set', '255']])
    expect(sent(light({ on_command_type: 'brightness' }), { power: 'on' })).toEqual([['l/set', 'ON']])
  })
})

describe('the values of a basic light', () => {
  it('counts brightness up to its scale', () => {
    const lamp = light({ ...brightness, brightness_scale: 100 })
    expect(sent(lamp, { brightness: 42.4 })[0]).toEqual(['l/b/set', '42'])
    expect(sent(lamp, { brightness: 0.1 })[0]).toEqual(['l/b/set', '1'])
    expect(heard(lamp, 'l/b', '42.0')).toEqual({ brightness: 42 })
    expect(heard(lamp, 'l/b', 'bright')).toBe(undefined)
  })

  it('writes commands by templates with the variables Home Assistant names', () => {
    const lamp = light({
      brightness_command_topic: 'b',
      brightness_command_template: '{"b":{{ value }}}',
      rgb_command_topic: 'c',
      rgb_command_template: '#{{ "%02x%02x%02x" | format(red, green, blue) }}',
    })
    expect(sent(lamp, { brightness: 50, colour: red }).slice(0, 2)).toEqual([
      ['c', '#ff0000'],
      ['b', '{"b":128}'],
    ])
    const wide = light({
      hs_command_topic: 'hs',
      hs_command_template: '{{ hue }}°{{ sat }}%',
      color_temp_command_topic: 't',
    })
    expect(sent(wide, { colour: { hue: 359.123, saturation: 40 } })[0]).toEqual(['hs', '359.12°40%'])
    const xy = light({ xy_command_topic: 'xy', xy_command_template: '{{ x }};{{ y }}' })
    expect(sent(xy, { colour: red })[0]).toEqual(['xy', '0.64;0.33'])
    const five = light({
      rgbww_command_topic: '5',
      rgbww_command_template: '{{ cold_white + warm_white }},{{ red }}',
    })
    expect(sent(five, { temperature: 3000 })[0]).toEqual(['5', '255,0'])
  })

  it('dims by its colour where it has no brightness', () => {
    const lamp = light(rgb)
    expect(lamp.can).toMatchObject({ brightness: true, colour: true })
    expect(sent(lamp, { brightness: 50 }, { power: 'on', colour: red })[0]).toEqual(['l/rgb/set', '128,0,0'])
    expect(sent(lamp, { colour: red }, { power: 'on', brightness: 20 })[0]).toEqual(['l/rgb/set', '51,0,0'])
    expect(heard(lamp, 'l/rgb', '0,51,0')).toEqual({
      colour: { hue: 120, saturation: 100 },
      brightness: 20,
      mode: 'colour',
    })
    expect(heard(lamp, 'l/rgb', '0,0,0')).toEqual({})
    expect(heard(light({ ...rgb, ...brightness }), 'l/rgb', '0,51,0')).not.toHaveProperty('brightness')
  })

  it('takes the temperature in mired or in Kelvin', () => {
    const topics = { color_temp_command_topic: 't/set', color_temp_state_topic: 't' }
    const mired = light({ ...topics, min_mireds: 200, max_mireds: 400 })
    expect(mired.can.temperature).toEqual({ min: 2500, max: 5000 })
    expect(sent(mired, { temperature: 4000 })[0]).toEqual(['t/set', '250'])
    expect(heard(mired, 't', '250')).toEqual({ temperature: 4000, mode: 'temperature' })
    const kelvin = light({ ...topics, color_temp_kelvin: true, min_kelvin: 2700, max_kelvin: 6500 })
    expect(kelvin.can.temperature).toEqual({ min: 2700, max: 6500 })
    expect(sent(kelvin, { temperature: 4000.4 })[0]).toEqual(['t/set', '4000'])
    expect(heard(kelvin, 't', '4000')).toEqual({ temperature: 4000, mode: 'temperature' })
    expect(heard(mired, 't', '0')).toBe(undefined)
  })

  it('has a white of its own', () => {
    const lamp = light({ ...rgb, white_command_topic: 'w', white_scale: 100, color_mode_state_topic: 'm' })
    expect(sent(lamp, { white: true, brightness: 30 })[0]).toEqual(['w', '30'])
    expect(heard(lamp, 'm', 'white')).toEqual({ mode: 'white' })
    expect(heard(lamp, 'l/rgb', '255,0,0')).not.toHaveProperty('mode')
    const four = light({ rgbw_command_topic: 'c/set', rgbw_state_topic: 'c' })
    expect(sent(four, { white: true }, { power: 'on', brightness: 50 })[0]).toEqual(['c/set', '0,0,0,128'])
    expect(heard(four, 'c', '0,0,0,255')).toEqual({ mode: 'white', brightness: 100 })
  })

  it('has effects', () => {
    const lamp = light({ effect_command_topic: 'e/set', effect_state_topic: 'e', effect_list: ['fire'] })
    expect(sent(lamp, { effect: 'fire' })[0]).toEqual(['e/set', 'fire'])
    expect(heard(lamp, 'e', 'fire')).toEqual({ effect: 'fire' })
    expect(heard(lamp, 'e', 'None')).toEqual({ effect: undefined })
    expect(light({ effect_list: ['fire'] }).can.effects).toEqual([])
  })

  it('hears several values in one message', () => {
    const lamp = light({
      state_value_template: '{{ value_json.POWER }}',
      brightness_command_topic: 'b',
      brightness_state_topic: 'l',
      brightness_value_template: '{{ value_json.Dimmer }}',
      brightness_scale: 100,
      rgb_command_topic: 'c',
      rgb_state_topic: 'l',
      rgb_value_template: "{{ value_json.Color.split(',')[0:3] | join(',') }}",
    })
    expect(lamp.listens).toEqual(['l'])
    expect(heard(lamp, 'l', '{"POWER":"ON","Dimmer":42,"Color":"255,0,0,0"}')).toEqual({
      power: 'on',
      brightness: 42,
      colour: red,
      mode: 'colour',
    })
    expect(heard(lamp, 'l', '{"Dimmer":8}')).toEqual({ brightness: 8 })
  })

  it.each(['brightness_value_template', 'brightness_command_template'])('drops what its %s hides', (key) => {
    const lamp = light({ ...brightness, ...rgb, [key]: '{{ states("x") }}' })
    expect(lamp.locked).toBe(undefined)
    expect(lamp.commandTopics).toEqual(['l/set', 'l/rgb/set'])
  })
})
