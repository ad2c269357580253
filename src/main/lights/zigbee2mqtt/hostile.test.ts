import { isLightId } from '@shared/light/light-id'
import { encodeText } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptLamp } from '../accept'
import type { Lamp } from '../lamp'
import { brightnessFeature, deviceOf, effectExpose, light, socket } from './testing/fixtures'
import { foundIn, IEEE, lampsOf } from './testing/lists'

describe('hostile lists', () => {
  const usable = (lamp: Lamp): boolean => acceptLamp(lamp, () => false) !== undefined
  const word = fc.constantFrom(
    'light',
    'switch',
    'state',
    'brightness',
    'color_temp',
    'color_xy',
    'effect',
    '__proto__',
  )
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 4 }), word, fc.constantFrom(1e308, -1, 0, null, [], {}))
  const feature = fc.record(
    {
      type: word,
      name: word,
      property: odd,
      access: odd,
      value_min: odd,
      value_max: odd,
      value_on: odd,
      values: odd,
    },
    { requiredKeys: ['name'] },
  )
  const expose = fc.record(
    { type: word, endpoint: odd, features: fc.array(fc.oneof(feature, odd)) },
    { requiredKeys: ['type'] },
  )

  it('give no impossible lamp', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(expose, odd)), odd, odd, (exposes, name, scenes) => {
        const entry = { ...deviceOf(IEEE, 'x', exposes as never), scenes, friendly_name: name }
        for (const lamp of [...lampsOf(entry), ...lampsOf({ ...entry, friendly_name: 'x' })]) {
          const { temperature, effects } = lamp.can
          expect(!temperature || temperature.min < temperature.max).toBe(true)
          expect(effects.length <= 200 && effects.every((effect) => typeof effect === 'string')).toBe(true)
          expect(isLightId(lamp.id)).toBe(true)
          for (const topic of lamp.listens) {
            expect(() => lamp.read(topic, encodeText('{"state":"ON","color":{"__proto__":1}}'))).not.toThrow()
          }
          expect(lamp.write({ power: 'on', brightness: 50 }, { power: 'off' })).toHaveLength(1)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('with names of the broker stay below the base', () => {
    const names = ['$SYS', '$SYS/broker', '__proto__', 'constructor', '../x', '<b>', 'x'.repeat(10_000)]
    const lamps = lampsOf(...names.map((name, i) => deviceOf(`0x000000000000000${i}`, name, [light()])))
    expect(lamps).toHaveLength(names.length)
    for (const lamp of lamps) {
      expect(usable(lamp)).toBe(true)
      expect(lamp.commandTopics.every((topic) => topic.startsWith('zigbee2mqtt/'))).toBe(true)
    }
  })

  it('with an endpoint that is a wildcard are refused with the lamp', () => {
    expect(lampsOf(deviceOf(IEEE, 'x', [socket('+')])).filter(usable)).toEqual([])
  })

  it('of 500 lamps and 1 MB are read whole', () => {
    const entry = (i: number): unknown =>
      deviceOf(
        `0x${i.toString(16).padStart(16, '0')}`,
        `lamp ${i}`,
        [light(brightnessFeature()), effectExpose],
        {
          description: 'x'.repeat(1_500),
        },
      )
    const payload = JSON.stringify(Array.from({ length: 500 }, (_, i) => entry(i)))
    expect(payload.length).toBeGreaterThan(1_000_000)
    expect(foundIn({ topic: 'zigbee2mqtt/bridge/devices', payload })[0]!.lamps).toHaveLength(500)
  })
})
