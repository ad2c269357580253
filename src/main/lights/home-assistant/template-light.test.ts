import { describe, expect, it } from 'vitest'
import type { HaConfig, Schema } from './config'
import { templateLight } from './template-light'
import { heard, sent } from './testing/speak'

const ON =
  "on{{ ',' ~ brightness if brightness is defined }}{% if red is defined %},{{ red }}-{{ green }}-{{ blue }}{% endif %}"

function light(config: HaConfig): Schema {
  const schema = templateLight({
    command_topic: 'l/set',
    state_topic: 'l',
    command_on_template: ON,
    command_off_template: 'off{{ "," ~ transition if transition is defined }}',
    state_template: "{{ value.split(',')[0] }}",
    ...config,
  })
  if (!schema) throw new Error('no light')
  return schema
}

describe('a light of the template schema', () => {
  it('is sent what its templates make of a wish', () => {
    const lamp = light({})
    expect(sent(lamp, { power: 'on' })).toEqual([['l/set', 'on']])
    expect(sent(lamp, { power: 'off', transition: 2 })).toEqual([['l/set', 'off,2']])
    expect(sent(lamp, { brightness: 50 })).toEqual([['l/set', 'on,128']])
    expect(sent(lamp, { colour: { hue: 0, saturation: 100 } })).toEqual([['l/set', 'on,255-0-0']])
    expect(lamp.write({ power: 'on' }, { power: 'off' })).toMatchObject([{ qos: 0, retain: false }])
  })

  it('gives its templates every variable that Home Assistant names', () => {
    const names = [
      'state',
      'brightness',
      'color_temp',
      'red',
      'green',
      'blue',
      'hue',
      'sat',
      'flash',
      'transition',
      'effect',
    ]
    const all = light({ command_on_template: names.map((name) => `{{ ${name} }}`).join('|') })
    const wish = { brightness: 100, colour: { hue: 10, saturation: 0 }, effect: 'fire', transition: 1.5 }
    expect(sent(all, wish)).toEqual([['l/set', 'True|255||255|255|255|10|0||1.5|fire']])
    expect(sent(all, { temperature: 2000 })).toEqual([['l/set', 'True||500||||||||']])
    expect(
      sent(light({ command_on_template: '{{ color_temp }}', color_temp_kelvin: true }), {
        temperature: 2000,
      }),
    ).toEqual([['l/set', '2000']])
  })

  it.each([
    ['on,5', { power: 'on' }],
    ['off', { power: 'off' }],
    ['None', { power: 'unknown' }],
    ['ON', undefined],
    ['', undefined],
  ])('hears %o', (payload, expected) => {
    expect(heard(light({}), 'l', payload)).toEqual(expected)
  })

  it('can do what its templates can read', () => {
    const lamp = light({
      brightness_template: '{{ value_json.b }}',
      color_temp_template: '{{ value_json.ct }}',
      red_template: '{{ value_json.c[0] }}',
      green_template: '{{ value_json.c[1] }}',
      blue_template: '{{ value_json.c[2] }}',
      effect_template: '{{ value_json.e }}',
      effect_list: ['fire'],
      command_on_template: '{{ transition }}',
    })
    expect(lamp.can).toMatchObject({
      brightness: true,
      colour: true,
      white: false,
      effects: ['fire'],
      transition: true,
    })
    expect(lamp.can.temperature).toBeDefined()
    expect(heard(lamp, 'l', '{"b":255,"ct":250}')).toEqual({
      brightness: 100,
      temperature: 4000,
      mode: 'temperature',
    })
    expect(heard(lamp, 'l', '{"ct":250,"c":[0,255,0],"e":"fire"}')).toEqual({
      temperature: 4000,
      colour: { hue: 120, saturation: 100 },
      mode: 'colour',
      effect: 'fire',
    })
    expect(heard(lamp, 'l', '{"c":[0,0,0],"ct":null,"e":"other"}')).toBe(undefined)
  })

  it('drops what a template that is not understood would read', () => {
    const lamp = light({
      brightness_template: '{{ states("x") }}',
      effect_template: '{% for %}',
      effect_list: ['x'],
    })
    expect(lamp).toMatchObject({ can: { brightness: false, effects: [], transition: false } })
    expect(lamp.locked).toBe(undefined)
  })

  it.each(['state_template', 'command_on_template', 'command_off_template'])(
    'is locked by a foreign %s',
    (key) => {
      const lamp = light({ [key]: '{{ now() }}' })
      expect(lamp.locked).toEqual({ kind: 'template', detail: '{{ now() }}' })
      expect(sent(lamp, { power: 'on' })).toEqual([])
    },
  )

  it('is locked without its command templates and optimistic without its state', () => {
    expect(light({ command_off_template: undefined }).locked).toEqual({ kind: 'no-command' })
    expect(light({}).optimistic).toBe(undefined)
    expect(light({ state_template: undefined }).optimistic).toBe(true)
    expect(light({ state_topic: undefined }).optimistic).toBe(true)
    expect(light({ effect_list: ['x'] })).toMatchObject({ optimistic: true, can: { effects: ['x'] } })
  })
})
