import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeText } from '@shared/mqtt/message'
import { basicLight } from './basic-light'
import type { HaConfig } from './config'
import { templateLight } from './template-light'
import { basicFixtures } from './testing/basic-fixtures'

const configs = basicFixtures.map(({ payload }) => JSON.parse(payload) as HaConfig)
const key = fc.constantFrom(...new Set(configs.flatMap((config) => Object.keys(config))))
const odd = fc.constantFrom<unknown>(
  '',
  0,
  -1,
  1e308,
  '1e999',
  'NaN',
  [],
  {},
  '{{',
  '{% for %}',
  '{{ value.a.b }}',
  '#',
  '+/x',
)
const changes = fc.dictionary(key, fc.oneof(odd, fc.jsonValue()), { maxKeys: 6 })
const wish = fc.constantFrom(
  { power: 'on' as const },
  { power: 'off' as const, transition: 1 },
  { brightness: 33, colour: { hue: 10, saturation: 90 } },
  { temperature: 3_000, effect: 'fire' },
  { white: true as const },
)

it.each([basicLight, templateLight])(
  '%o makes no exception and no impossible ability of a broken config',
  (schemaOf) => {
    let made = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...configs),
        changes,
        wish,
        fc.string(),
        (config, changed, wished, payload) => {
          const schema = schemaOf({ ...config, ...changed })
          if (!schema) return
          made++
          const { temperature, effects } = schema.can
          expect(!temperature || (temperature.min > 0 && temperature.min < temperature.max)).toBe(true)
          expect(effects.length <= 200 && effects.every((effect) => effect.length <= 100)).toBe(true)
          for (const command of schema.write(wished, { power: 'on' })) {
            expect(schema.commandTopics).toContain(command.topic)
            expect(command.retain).toBe(false)
          }
          for (const topic of schema.listens) schema.read(topic, encodeText(payload))
        },
      ),
      { numRuns: 1_500 },
    )
    expect(made).toBeGreaterThan(500)
  },
)
