import type { LightValues, LightWish } from '@shared/light/light'
import { decodeText, encodeText, type MqttMessage } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finder, Lamp } from '../lamp'
import { shellyGen1 } from './gen1'
import { announcementOf, shellyFixtures, type Fixture } from './testing/fixtures'

const message = ({ topic, payload }: Fixture): MqttMessage => ({
  topic,
  payload: encodeText(payload),
  qos: 0,
  retain: false,
})

function hear(finder: Finder, fixture: Fixture): readonly Lamp[] | undefined {
  const discovery = finder.receive(message(fixture))
  return discovery ? discovery.found?.[0]?.lamps : undefined
}

const lampsOf = (model: string, mode?: string): readonly Lamp[] =>
  hear(shellyGen1(), announcementOf(model, 'x-B929C9', mode))!

const told = (lamp: Lamp, topic: string, payload: unknown) =>
  lamp.read(
    `shellies/x-B929C9/${topic}`,
    encodeText(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  )

function sent(lamp: Lamp, wish: LightWish, now: LightValues = { power: 'unknown' }): unknown {
  const [command, ...more] = lamp.write(wish, now)
  expect(more).toEqual([])
  if (!command) return undefined
  expect(command).toMatchObject({ qos: 0, retain: false })
  expect(command.topic).toBe(lamp.topic)
  const text = decodeText(command.payload)!
  return text.startsWith('{') ? JSON.parse(text) : text
}

describe('an announcement', () => {
  it('is asked for with every connection', () => {
    expect(shellyGen1().asks).toEqual([
      { topic: 'shellies/command', payload: encodeText('announce'), qos: 0, retain: false },
    ])
  })

  it('is a relay', () => {
    const [lamp, ...more] = lampsOf('SHSW-1')
    expect(more).toEqual([])
    expect(lamp).toMatchObject({
      id: 'shelly:98cdacb929c9:relay:0',
      kind: 'switch',
      name: 'x-B929C9',
      address: '98cdacb929c9',
      commandTopics: ['shellies/x-B929C9/relay/0/command'],
      listens: ['shellies/x-B929C9/relay/0', 'shellies/x-B929C9/online'],
      availability: { topics: ['shellies/x-B929C9/online'], assumed: true },
    })
    expect(lamp!.asks[0]).toMatchObject({ topic: 'shellies/x-B929C9/command', payload: encodeText('update') })
  })

  it.each([
    ['SHSW-25', 'relay', ['relay:0', 'relay:1']],
    ['SHSW-25', undefined, ['relay:0', 'relay:1']],
    ['SHSW-25', 'roller', []],
    ['SHSW-44', undefined, ['relay:0', 'relay:1', 'relay:2', 'relay:3']],
    ['SHDM-1', undefined, ['light:0']],
    ['SHBLB-1', 'white', ['color:0']],
    ['SHRGBW2', undefined, ['color:0']],
    ['SHRGBW2', 'color', ['color:0']],
    ['SHRGBW2', 'white', ['white:0', 'white:1', 'white:2', 'white:3']],
    ['SHHT-1', undefined, []],
    ['constructor', undefined, []],
  ])('of a %s in mode %s is %j', (model, mode, ids) => {
    expect(lampsOf(model, mode).map(({ id }) => id)).toEqual(ids.map((id) => `shelly:98cdacb929c9:${id}`))
  })

  it('numbers the names of several', () => {
    expect(lampsOf('SHSW-25').map(({ name }) => name)).toEqual(['x-B929C9 1', 'x-B929C9 2'])
  })

  it.each([
    ['SHDM-2', { brightness: true, colour: false, white: false, transition: true }],
    ['SHVIN-1', { brightness: true, colour: false }],
    ['SHBDUO-1', { brightness: true, colour: false, temperature: { min: 2_700, max: 6_500 } }],
    ['SHCB-1', { brightness: true, colour: true, white: false, temperature: { min: 3_000, max: 6_500 } }],
    ['SHRGBW2', { brightness: true, colour: true, white: true }],
  ])('of a %s can', (model, can) => {
    const [lamp] = lampsOf(model)
    expect(lamp!.can).toMatchObject(can)
    expect('temperature' in lamp!.can).toBe('temperature' in can)
  })

  it('is asked of a device that is online and was not heard of', () => {
    const finder = shellyGen1()
    const online = message({ topic: 'shellies/x-B929C9/online', payload: 'true' })
    expect(finder.receive(online)).toEqual({
      asks: [{ topic: 'shellies/x-B929C9/command', payload: encodeText('announce'), qos: 0, retain: false }],
    })
    hear(finder, announcementOf('SHSW-1', 'x-B929C9'))
    expect(finder.receive(online)).toEqual({})
    expect(hear(finder, { ...online, payload: '' })).toEqual([])
    expect(finder.receive(message({ topic: online.topic, payload: 'yes' }))).toBe(false)
  })

  it('without a mode is made up for by what the device reports', () => {
    const finder = shellyGen1()
    const white = { topic: 'shellies/x-B929C9/white/0/status', payload: '{"ison":true,"brightness":5}' }
    const colour = { topic: 'shellies/x-B929C9/color/0/status', payload: '{"ison":true,"gain":5}' }
    expect(hear(finder, white)).toBeUndefined()
    expect(hear(finder, announcementOf('SHRGBW2', 'x-B929C9'))).toHaveLength(1)
    expect(hear(finder, white)).toHaveLength(4)
    expect(hear(finder, white)).toBeUndefined()
    expect(hear(finder, announcementOf('SHRGBW2', 'x-B929C9'))).toHaveLength(4)
    expect(hear(finder, colour)).toHaveLength(1)
  })

  it.each([
    '{',
    '[]',
    '{"id":"a/b","model":"SHSW-1"}',
    '{"id":"+","model":"SHSW-1"}',
    '{"model":"SHSW-1"}',
    '{"id":"a"}',
  ])('%s is not understood', (payload) => {
    expect(shellyGen1().receive(message({ topic: 'shellies/announce', payload }))).toBe(false)
  })

  it.each(['shellies/a/relay/0', 'shellies/command', 'shellyplus1-a/online', 'x'])(
    '%s is not ours',
    (topic) => {
      expect(shellyGen1().receive(message({ topic, payload: 'true' }))).toBeUndefined()
    },
  )
})

describe('a Gen1 relay', () => {
  const [lamp] = lampsOf('SHPLG-S')
  it('is switched and says so', () => {
    expect(sent(lamp!, { power: 'on' })).toBe('on')
    expect(sent(lamp!, { power: 'off' })).toBe('off')
    expect(sent(lamp!, {})).toBeUndefined()
    expect(told(lamp!, 'relay/0', 'on')).toEqual({ values: { power: 'on' } })
    expect(told(lamp!, 'relay/0', 'overpower')).toBeUndefined()
    expect(told(lamp!, 'online', 'false')).toEqual({ available: false })
  })
})

describe('a Gen1 dimmer', () => {
  const [lamp] = lampsOf('SHBDUO-1')
  it.each<[LightWish, unknown]>([
    [{ power: 'on' }, { turn: 'on' }],
    [
      { power: 'off', transition: 2 },
      { turn: 'off', transition: 2_000 },
    ],
    [
      { brightness: 0.3, transition: 20 },
      { turn: 'on', brightness: 1, transition: 5_000 },
    ],
    [
      { temperature: 2_700.4, brightness: 50 },
      { turn: 'on', temp: 2_700, brightness: 50 },
    ],
    [{ transition: 1 }, undefined],
  ])('is sent for %j', (wish, json) => {
    expect(sent(lamp!, wish)).toEqual(json)
  })

  it('says how it is', () => {
    expect(told(lamp!, 'light/0/status', { ison: true, brightness: 40, temp: 3_000, white: 10 })).toEqual({
      values: { power: 'on', brightness: 40, temperature: 3_000, mode: 'temperature' },
    })
    expect(told(lamp!, 'light/0', 'off')).toEqual({ values: { power: 'off' } })
  })
})

describe('a Gen1 bulb', () => {
  const [lamp] = lampsOf('SHBLB-1')
  const red = { colour: { hue: 0, saturation: 100 } }
  it.each<[LightWish, LightValues, unknown]>([
    [
      red,
      { power: 'on', mode: 'colour', brightness: 30 },
      { turn: 'on', mode: 'color', red: 255, green: 0, blue: 0, white: 0 },
    ],
    [
      red,
      { power: 'on', mode: 'temperature', brightness: 30 },
      { turn: 'on', mode: 'color', red: 255, green: 0, blue: 0, white: 0, gain: 30 },
    ],
    [
      { temperature: 4_000 },
      { power: 'on', mode: 'colour', brightness: 30, effect: 'Flash' },
      { turn: 'on', mode: 'white', temp: 4_000, effect: 0, brightness: 30 },
    ],
    [{ brightness: 60 }, { power: 'on', mode: 'colour' }, { turn: 'on', gain: 60 }],
    [{ brightness: 60 }, { power: 'on', mode: 'temperature' }, { turn: 'on', brightness: 60 }],
    [{ brightness: 60 }, { power: 'unknown' }, { turn: 'on', gain: 60, brightness: 60 }],
    [{ effect: 'Breath' }, { power: 'on', mode: 'colour' }, { turn: 'on', mode: 'color', effect: 3 }],
  ])('is sent for %j while it is %j', (wish, now, json) => {
    expect(sent(lamp!, wish, now)).toEqual(json)
  })

  const status = {
    ison: true,
    red: 0,
    green: 0,
    blue: 255,
    white: 0,
    gain: 70,
    temp: 4_750,
    brightness: 20,
    effect: 0,
  }
  it('says how it is in colours', () => {
    expect(told(lamp!, 'color/0/status', { ...status, mode: 'color', effect: 2 })).toEqual({
      values: {
        power: 'on',
        brightness: 70,
        temperature: 4_750,
        colour: { hue: 240, saturation: 100 },
        mode: 'colour',
        effect: 'Gradual Change',
      },
    })
  })

  it('says how it is in white', () => {
    const values = told(lamp!, 'color/0/status', { ...status, mode: 'white' })?.values
    expect(values).toMatchObject({ brightness: 20, temperature: 4_750, mode: 'temperature' })
    expect(values).toHaveProperty('effect', undefined)
  })
})

describe('a Gen1 strip', () => {
  it('has a white of its own beside its colours', () => {
    const [lamp] = lampsOf('SHRGBW2', 'color')
    expect(sent(lamp!, { white: true, brightness: 40 })).toEqual({
      turn: 'on',
      red: 0,
      green: 0,
      blue: 0,
      white: 255,
      gain: 40,
    })
    const white = { ison: true, red: 0, green: 0, blue: 0, white: 200, gain: 40, effect: 0 }
    expect(told(lamp!, 'color/0/status', white)?.values).toMatchObject({ mode: 'white', brightness: 40 })
    expect(told(lamp!, 'color/0/status', { ...white, red: 1 })?.values).toMatchObject({ mode: 'colour' })
  })

  it('is four dimmers in white', () => {
    const lamps = lampsOf('SHRGBW2', 'white')
    expect(sent(lamps[2]!, { brightness: 70 })).toEqual({ turn: 'on', brightness: 70 })
    expect(lamps[2]!.topic).toBe('shellies/x-B929C9/white/2/set')
    expect(told(lamps[2]!, 'white/2/status', { ison: false, brightness: 70 })).toEqual({
      values: { power: 'off', brightness: 70 },
    })
  })
})

describe('whatever comes to Gen1', () => {
  const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 256, 1e9, '', 'color', true))
  it('what was wished is what is read, but for rounding', () => {
    const [lamp] = lampsOf('SHRGBW2', 'color')
    const percent = fc.double({ min: 1, max: 100, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 360, noNaN: true }),
        percent,
        percent,
        (hue, saturation, brightness) => {
          const set = sent(lamp!, { colour: { hue, saturation }, brightness }) as object
          const values = told(lamp!, 'color/0/status', { ison: true, ...set })!.values!
          const apart = Math.abs(values.colour!.hue - hue)
          // A step of a channel is the farther in hue the paler the colour.
          expect(Math.min(apart, 360 - apart) * saturation).toBeLessThanOrEqual(60)
          expect(Math.abs(values.colour!.saturation - saturation)).toBeLessThanOrEqual(0.5)
          expect(Math.abs(values.brightness! - brightness)).toBeLessThanOrEqual(0.5)
        },
      ),
    )
  })

  it('nothing is thrown', () => {
    const keys = ['ison', 'mode', 'red', 'green', 'blue', 'white', 'gain', 'temp', 'brightness', 'effect']
    fc.assert(
      fc.property(
        fc.constantFrom(...shellyFixtures),
        fc.dictionary(fc.constantFrom('id', 'model', 'mac', 'mode', 'src'), anything),
        fc.dictionary(fc.constantFrom(...keys), anything),
        fc.uint8Array({ maxLength: 40 }),
        ({ topic, payload }, broken, status, bytes) => {
          const finder = shellyGen1()
          const json = payload.startsWith('{')
            ? JSON.stringify({ ...(JSON.parse(payload) as object), ...broken })
            : payload
          finder.receive({ ...message({ topic, payload: json }), payload: bytes })
          for (const lamp of hear(finder, { topic, payload: json }) ?? []) {
            for (const listened of lamp.listens) {
              lamp.read(listened, bytes)
              const values = lamp.read(listened, encodeText(JSON.stringify(status)))?.values ?? {}
              expect(values.brightness ?? 0).toBeGreaterThanOrEqual(0)
              expect(values.brightness ?? 0).toBeLessThanOrEqual(100)
            }
            lamp.write({ brightness: 50, colour: { hue: 1, saturation: 1 } }, { power: 'unknown' })
          }
        },
      ),
    )
  })
})
