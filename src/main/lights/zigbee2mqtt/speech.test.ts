import type { LightValues, LightWish } from '@shared/light/light'
import { kelvinOf } from '@shared/light/units'
import { possible, remaining } from '@shared/light/wish'
import { decodeText, encodeText } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lamp } from '../lamp'
import {
  brightnessFeature,
  colourFeature,
  deviceOf,
  effectExpose,
  light,
  socket,
  stateFeature,
  temperatureFeature,
  zigbee2mqttFixtures,
} from './testing/fixtures'
import { zigbee2mqtt } from './finder'

const IEEE = '0x90fd9ffffe0000ff'

function lampOf(exposes: Parameters<typeof deviceOf>[2], different = {}): Lamp {
  const payload = encodeText(JSON.stringify([deviceOf(IEEE, 'a/b', exposes, different)]))
  const discovery = zigbee2mqtt().receive({ topic: 'z/bridge/devices', payload, qos: 1, retain: true })
  if (!discovery) throw new Error('not understood')
  return discovery.found![0]!.lamps[0]!
}

const xy = lampOf([light(brightnessFeature(), temperatureFeature(153, 500), colourFeature('color_xy'))])
const hs = lampOf([light(brightnessFeature(), colourFeature('color_hs'), colourFeature('color_xy'))])
const white = lampOf([light(brightnessFeature(), temperatureFeature(250, 454))])
const says = (lamp: Lamp, state: unknown): Partial<LightValues> | undefined =>
  lamp.read('z/a/b', encodeText(JSON.stringify(state)))?.values

/** What goes out for a wish: topics below the lamp's, and bodies. */
function sent(lamp: Lamp, wish: LightWish, power: LightValues['power'] = 'on'): unknown[] {
  return lamp.write(wish, { power }).map(({ topic, payload, qos, retain }) => {
    expect([topic.startsWith('z/a/b/'), qos, retain]).toEqual([true, 0, false])
    return [topic.slice('z/a/b/'.length), JSON.parse(decodeText(payload)!)]
  })
}

describe('a state', () => {
  it('says how a lamp is', () => {
    expect(says(white, { state: 'ON', brightness: 127, color_temp: 250, linkquality: 3 })).toEqual({
      power: 'on',
      brightness: 50,
      temperature: 4_000,
      mode: 'temperature',
    })
    expect(says(hs, { state: 'OFF', color: { hue: 240, saturation: 80 } })).toEqual({
      power: 'off',
      colour: { hue: 240, saturation: 80 },
      mode: 'colour',
    })
  })

  it('is read in the form that its colour mode names', () => {
    const color = { x: 0.15, y: 0.06, hue: 120, saturation: 100 }
    expect(says(xy, { color, color_mode: 'hs' })!.colour).toEqual({ hue: 120, saturation: 100 })
    expect(says(xy, { color, color_mode: 'xy' })!.colour!.hue).toBeCloseTo(240, 0)
    expect(says(xy, { color })!.colour!.hue).toBeCloseTo(240, 0)
    expect(says(hs, { color })!.colour).toEqual({ hue: 120, saturation: 100 })
    expect(says(hs, { color: { x: 0.15, y: 0.06 } })!.colour!.hue).toBeCloseTo(240, 0)
    expect(says(xy, { color: { hue: 1, saturation: 2 } })!.colour).toEqual({ hue: 1, saturation: 2 })
  })

  it('says what makes the colour, also where it has to be guessed', () => {
    const color = { x: 0.3, y: 0.3 }
    expect(says(xy, { color, color_temp: 300, color_mode: 'color_temp' })!.mode).toBe('temperature')
    expect(says(xy, { color, color_temp: 300, color_mode: 'xy' })!.mode).toBe('colour')
    expect(says(xy, { color, color_temp: 300 })).not.toHaveProperty('mode')
    expect(says(xy, { color })!.mode).toBe('colour')
    expect(says(xy, { color_temp: 300 })!.mode).toBe('temperature')
    expect(says(white, { color_temp: 300, color_mode: 'xy' })!.mode).toBe('temperature')
  })

  it('of a part is read under the keys of the part', () => {
    const left = lampOf([socket('left'), socket('right')])
    expect(says(left, { state_left: 'ON', state_right: 'OFF' })).toEqual({ power: 'on' })
    expect(left.read('z/a/b', encodeText('{"state_right":"OFF"}'))).toEqual({})
  })

  it('may have words of its own', () => {
    const odd = lampOf([
      { type: 'light', features: [stateFeature({ property: 'glow', value_on: true, value_off: 0 })] },
    ])
    expect(says(odd, { glow: true })).toEqual({ power: 'on' })
    expect(says(odd, { glow: 0 })).toEqual({ power: 'off' })
    expect(odd.read('z/a/b', encodeText('{"glow":"ON","state":"ON"}'))).toEqual({})
    expect(sent(odd, { power: 'off' })).toEqual([['set', { glow: 0 }]])
  })

  it('leaves out what makes no sense', () => {
    const odd = {
      state: null,
      brightness: 255,
      color_temp: 0,
      color: { x: 'red', y: -1, hue: 361, saturation: 5 },
      color_mode: ['xy'],
      effect: 'unknown',
    }
    expect(xy.read('z/a/b', encodeText(JSON.stringify(odd)))).toEqual({})
    const payloads = [
      '',
      'ON',
      '[]',
      'null',
      '{',
      '"ON"',
      '['.repeat(60_000),
      `{"x":"${'x'.repeat(70_000)}"}`,
    ]
    for (const payload of payloads) expect(xy.read('z/a/b', encodeText(payload))).toBeUndefined()
  })

  it('of every kind in the fixtures is understood', () => {
    const finder = zigbee2mqtt()
    const lamps = new Map<string, Lamp>()
    for (const { topic, payload } of zigbee2mqttFixtures) {
      const discovery = finder.receive({ topic, payload: encodeText(payload), qos: 1, retain: true })
      for (const { lamps: found } of (discovery && discovery.found) || [])
        for (const lamp of found) lamps.set(lamp.id, lamp)
      for (const lamp of lamps.values())
        if (lamp.listens.includes(topic)) expect(lamp.read(topic, encodeText(payload))).toBeDefined()
    }
    expect(lamps.size).toBe(9)
  })
})

it.each<[string, { available: boolean } | undefined]>([
  ['{"state":"online"}', { available: true }],
  ['{"state":"offline"}', { available: false }],
  ['online', { available: true }],
  ['offline', { available: false }],
  ['', { available: true }],
  ['{"state":1}', undefined],
  ['{}', undefined],
  ['maybe', undefined],
])('availability %s', (payload, report) => {
  expect(white.read('z/bridge/state', encodeText(payload))).toEqual(report)
  expect(white.read('z/a/b/availability', encodeText(payload))).toEqual(report)
})

describe('a wish', () => {
  it('for on and off is that alone', () => {
    expect(sent(xy, { power: 'on' }, 'off')).toEqual([['set', { state: 'ON' }]])
    expect(sent(xy, { power: 'off' })).toEqual([['set', { state: 'OFF' }]])
    expect(sent(lampOf([socket('left')]), { power: 'on' })).toEqual([['set', { state_left: 'ON' }]])
  })

  it('for anything else turns on a lamp that is not, in the same message', () => {
    expect(sent(xy, { brightness: 50 })).toEqual([['set', { brightness: 127 }]])
    expect(sent(xy, { brightness: 0.1 }, 'off')).toEqual([['set', { state: 'ON', brightness: 1 }]])
    expect(sent(xy, { temperature: 4_000 }, 'unknown')).toEqual([['set', { state: 'ON', color_temp: 250 }]])
  })

  it('for a colour is said in the form that the device prefers', () => {
    const colour = { hue: 240, saturation: 100 }
    expect(sent(xy, { colour })).toEqual([['set', { color: { x: 0.15, y: 0.06 } }]])
    expect(sent(hs, { colour })).toEqual([['set', { color: { hue: 240, saturation: 100 } }]])
  })

  it('takes its time where the lamp can', () => {
    expect(sent(xy, { power: 'off', transition: 2.5 })).toEqual([['set', { state: 'OFF', transition: 2.5 }]])
  })

  it('for an effect or a scene asks how the lamp is then', () => {
    const lamp = lampOf([light(brightnessFeature()), effectExpose], { scenes: [{ id: 3, name: 'Film' }] })
    expect(sent(lamp, { effect: 'blink' })).toEqual([
      ['set', { effect: 'blink' }],
      ['get', { state: '' }],
    ])
    expect(sent(lamp, { scene: 'Film' }, 'off')).toEqual([
      ['set', { scene_recall: 3 }],
      ['get', { state: '' }],
    ])
    expect(sent(lamp, { scene: 'unknown' })).toEqual([])
  })

  it('for a scene of a part goes to the part', () => {
    const endpoints = { 1: { name: 'left', scenes: [{ id: 7, name: 'One' }] } }
    expect(sent(lampOf([socket('left')], { endpoints }), { scene: 'One' })[0]).toEqual([
      'left/set',
      { scene_recall: 7 },
    ])
  })

  it('comes true when the lamp answers with what it was told', () => {
    const colour = fc.record({
      hue: fc.double({ min: 0, max: 360, noNaN: true }),
      saturation: fc.double({ min: 0, max: 100, noNaN: true }),
    })
    const wishes = fc.oneof(
      fc.record({ brightness: fc.double({ min: 1, max: 100, noNaN: true }) }),
      fc.record({ colour }),
      fc.record({ temperature: fc.double({ min: 2_000, max: kelvinOf(153), noNaN: true }) }),
    )
    fc.assert(
      fc.property(wishes, fc.constantFrom(xy, hs, white), (wish: LightWish, lamp) => {
        const able = possible(wish, lamp.can)
        fc.pre(able !== undefined)
        const [command] = lamp.write(able, { power: 'off' })
        const values = says(lamp, JSON.parse(decodeText(command!.payload)!))!
        expect(values.power).toBe('on')
        expect(remaining(able, { power: 'on', ...values })).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })

  it('brings back exactly what the lamp had said', () => {
    const keys = {
      brightness: fc.integer({ min: 1, max: 254 }),
      color_temp: fc.integer({ min: 153, max: 500 }),
    }
    fc.assert(
      fc.property(fc.record(keys), (said) => {
        const { brightness, temperature } = says(xy, said)!
        expect(sent(xy, { brightness, temperature })).toEqual([['set', said]])
      }),
    )
    const hue = fc.integer({ min: 0, max: 360 })
    const saturation = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(fc.record({ hue, saturation }), (color) => {
        expect(sent(hs, { colour: says(hs, { color })!.colour })).toEqual([['set', { color }]])
      }),
    )
  })
})
