import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possible, remaining } from '@shared/light/wish'
import type { LightValues, LightWish } from '@shared/light/light'
import { encodeText } from '@shared/mqtt/message'
import type { Lamp } from '../lamp'
import { homeAssistant } from './finder'
import { basicFixtures } from './testing/basic-fixtures'
import { after, sent, type Publish } from './testing/speak'

const lamps = new Map(
  basicFixtures.flatMap(({ topic, payload }) => {
    const discovery = homeAssistant().receive({ topic, payload: encodeText(payload), qos: 1, retain: true })
    const [lamp] = (discovery && discovery.found?.[0]?.lamps) || []
    return lamp ? [[lamp.name, lamp] as const] : []
  }),
)

function lampNamed(name: string): Lamp {
  const lamp = lamps.get(name)
  if (!lamp) throw new Error(`not found: ${name}`)
  return lamp
}

/** A device that tells on `x` what it was sent on `x/set`, and goes on with whatever it is sent. */
function echo([topic, payload]: Publish): readonly Publish[] {
  return [[topic.replace(/\/set$/, ''), payload]]
}

/** One that also tells the mode which its last command has put it in. */
function hall([topic, payload]: Publish): readonly Publish[] {
  if (topic === 'hall/white/set')
    return [
      ['hall/mode', 'white'],
      ['hall/brightness', String((Number(payload) * 255) / 100)],
    ]
  const mode = topic === 'hall/hs/set' ? 'hs' : topic === 'hall/ct/set' ? 'color_temp' : undefined
  return [...(mode ? [['hall/mode', mode] as const] : []), ...echo([topic, payload])]
}

function strip([topic, payload]: Publish): readonly Publish[] {
  return [
    ['strip/state', JSON.stringify(topic === 'strip/power' ? { on: payload === 'ON' } : { colour: payload })],
  ]
}

/** One JSON for everything, and on whenever it is told how bright. */
function kitchen([topic, payload]: Publish): readonly Publish[] {
  const word = topic.slice('kitchen/cmnd/'.length)
  const number = Number(payload)
  const told =
    word === 'Color2' ? { Color: `${payload},0,0` } : { [word]: Number.isNaN(number) ? payload : number }
  return [['kitchen/tele/STATE', JSON.stringify({ ...(word === 'Dimmer' ? { POWER: 'ON' } : {}), ...told })]]
}

function dimmer([, payload]: Publish): readonly Publish[] {
  const { turn, ...rest } = JSON.parse(payload) as { turn: string }
  return [['shellies/dimmer/light/0/status', JSON.stringify({ ison: turn === 'on', ...rest })]]
}

const colour = fc.record({
  hue: fc.double({ min: 0, max: 360, noNaN: true }),
  saturation: fc.double({ min: 0, max: 100, noNaN: true }),
})
const level = fc.double({ min: 1, max: 100, noNaN: true })
// Where brightness travels in eight-bit colours, a dark colour cannot be told exactly.
const bright = fc.double({ min: 40, max: 100, noNaN: true })
const temperature = fc.double({ min: 1_500, max: 8_000, noNaN: true })

function wishes(brightness: fc.Arbitrary<number>, effects: readonly string[]): fc.Arbitrary<LightWish> {
  const asked = fc.option(brightness, { nil: undefined })
  return fc.oneof(
    fc.constant<LightWish>({ power: 'on' }),
    fc.constant<LightWish>({ power: 'off' }),
    fc.record<LightWish>({ brightness }),
    fc.record<LightWish>({ colour, brightness: asked }),
    fc.record<LightWish>({ temperature, brightness: asked }),
    fc.record<LightWish>({ white: fc.constant(true), brightness: asked }),
    fc.record<LightWish>({ effect: fc.constantFrom('none', ...effects), brightness: asked }),
  )
}

describe('a wish comes true in what the device tells', () => {
  it.each([
    ['Shed', echo, level],
    ['Kitchen', kitchen, level],
    ['Hall', hall, level],
    ['Strip', strip, bright],
    ['Four', echo, bright],
    ['Five', echo, level],
    ['Point', echo, level],
    ['Terrace', echo, level],
    ['Dimmer', dimmer, level],
  ] as const)('%s', (name, device, brightness) => {
    const lamp = lampNamed(name)
    expect(lamp).not.toHaveProperty('locked')
    expect(lamp).not.toHaveProperty('optimistic')
    fc.assert(
      fc.property(fc.array(wishes(brightness, lamp.can.effects), { maxLength: 4 }), (asked) => {
        let values: LightValues = { power: 'off' }
        for (const one of asked) {
          const wish = possible(one, lamp.can)
          if (!wish) continue
          values = after(lamp, values, sent(lamp, wish, values).flatMap(device))
          expect(remaining({ power: 'on', ...wish }, values)).toBe(undefined)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('finds every fixture', () => {
    expect([...lamps.keys()]).toHaveLength(basicFixtures.length)
  })
})

describe('whatever a device says', () => {
  const word = fc.constantFrom(
    'ON',
    '0',
    '255,0,0',
    '1e999',
    'NaN',
    'null',
    '{"state":null}',
    '[]',
    ',,',
    '-1',
    '{"c":[]}',
  )

  it('is read without an exception and never as an impossible value', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lamps.values()),
        fc.oneof(word, fc.string(), fc.json()),
        (lamp, payload) => {
          for (const topic of lamp.listens) {
            const {
              brightness = 0,
              temperature: kelvin = 2_000,
              colour: c,
            } = lamp.read(topic, encodeText(payload))?.values ?? {}
            expect(brightness >= 0 && brightness <= 100 && kelvin >= 500 && kelvin <= 100_000).toBe(true)
            expect(!c || (c.hue >= 0 && c.hue <= 360 && c.saturation >= 0 && c.saturation <= 100)).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
