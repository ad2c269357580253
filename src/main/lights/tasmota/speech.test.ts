import type { LightValues, LightWish } from '@shared/light/light'
import { decodeText, encodeText } from '@shared/mqtt/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lamp, LampReport } from '../lamp'
import { tasmota } from './finder'
import { discoveryOf } from './testing/fixtures'

function lamp(different: Parameters<typeof discoveryOf>[0], nth = 0): Lamp {
  const { topic, payload } = discoveryOf({ t: 'x', ...different })
  const discovery = tasmota().receive({ topic, payload: encodeText(payload), qos: 0, retain: true })
  if (!discovery) throw new Error('not understood')
  return discovery.found![0]!.lamps[nth]!
}

const CEILING = { rl: [2], lt_st: 5 }
const SPLIT = { rl: [1, 2, 2], lt_st: 5, lk: 0 }
const ON: LightValues = { power: 'on', brightness: 40 }

const hear = (of: Lamp, topic: string, payload: unknown): LampReport | undefined =>
  of.read(topic, encodeText(typeof payload === 'string' ? payload : JSON.stringify(payload)))

const say = (of: Lamp, wish: LightWish, now: LightValues = ON): string[] =>
  of.write(wish, now).map(({ topic, payload, qos, retain }) => {
    expect([qos, retain]).toEqual([0, false])
    return `${topic} ${decodeText(payload)}`
  })

describe('a device says', () => {
  it('that it is there, or not', () => {
    const plug = lamp({ onln: 'da', ofln: 'weg' })
    expect(hear(plug, 'tele/x/LWT', 'da')).toEqual({ available: true })
    expect(hear(plug, 'tele/x/LWT', 'weg')).toEqual({ available: false })
    expect(hear(plug, 'tele/x/LWT', 'Online')).toBeUndefined()
  })

  it.each([
    ['stat/x/RESULT', { POWER: 'ON' }, 'on'],
    ['stat/x/RESULT', { POWER1: 'OFF' }, 'off'],
    ['tele/x/STATE', { Time: '2026-01-01T00:00:00', POWER: 'ON', Wifi: { RSSI: 80 } }, 'on'],
    ['stat/x/POWER', 'ON', 'on'],
    ['stat/x/POWER1', 'OFF', 'off'],
    ['stat/x/POWER', { POWER: 'ON' }, 'on'],
  ])('on %s %j', (topic, payload, power) => {
    expect(hear(lamp({}), topic, payload)).toEqual({ values: { power } })
  })

  it('on and off in words of its own', () => {
    const plug = lamp({ state: ['AUS', 'AN', 'UM', 'HALT'] })
    expect(hear(plug, 'stat/x/POWER', 'AN')).toEqual({ values: { power: 'on' } })
    expect(hear(plug, 'stat/x/RESULT', { POWER: 'ON' })).toEqual({})
    expect(say(plug, { power: 'off' })).toEqual(['cmnd/x/POWER1 AUS'])
  })

  it('what concerns another of its relays', () => {
    const second = lamp({ rl: [1, 1] }, 1)
    expect(hear(second, 'stat/x/RESULT', { POWER1: 'ON', POWER: 'ON' })).toEqual({})
    expect(hear(second, 'stat/x/RESULT', { POWER2: 'ON' })).toEqual({ values: { power: 'on' } })
  })

  it.each(['', 'nonsense', '[]', '7'])('%j, which says nothing', (payload) => {
    expect(hear(lamp({}), 'stat/x/RESULT', payload)).toBeUndefined()
  })

  const state = {
    POWER: 'ON',
    Dimmer: 30,
    Color: '4D00000000',
    HSBColor: '0,100,30',
    White: 0,
    CT: 250,
    Channel: [30, 0, 0, 0, 0],
  }
  it('that it shines in a colour', () => {
    expect(hear(lamp(CEILING), 'stat/x/RESULT', state)).toEqual({
      values: {
        power: 'on',
        brightness: 30,
        temperature: 4_000,
        colour: { hue: 0, saturation: 100 },
        mode: 'colour',
      },
    })
  })

  it('that it shines in white', () => {
    const white = { ...state, White: 30, HSBColor: '0,100,0' }
    expect(hear(lamp(CEILING), 'stat/x/RESULT', white)!.values!.mode).toBe('temperature')
    expect(hear(lamp({ rl: [2], lt_st: 4 }), 'stat/x/RESULT', white)!.values!.mode).toBe('white')
  })

  it.each([
    ['FF8000', { hue: 30.1, saturation: 100 }],
    ['ff80000000', { hue: 30.1, saturation: 100 }],
    ['255,128,0', { hue: 30.1, saturation: 100 }],
    ['255,128,0,0,0', { hue: 30.1, saturation: 100 }],
    ['000000FFFF', undefined],
    ['999,0,0', undefined],
    ['red', undefined],
    ['', undefined],
  ])('its colour as %j', (Color, colour) => {
    const told = hear(lamp({ rl: [2], lt_st: 3 }), 'stat/x/RESULT', { Color })?.values?.colour
    expect(told && { hue: Math.round(told.hue * 10) / 10, saturation: told.saturation }).toEqual(colour)
  })

  it('how its two unlinked lights are', () => {
    const both = {
      POWER2: 'ON',
      Dimmer1: 20,
      POWER3: 'OFF',
      Dimmer2: 70,
      HSBColor: '120,50,20',
      White: 70,
      CT: 400,
    }
    expect(hear(lamp(SPLIT, 1), 'stat/x/RESULT', both)).toEqual({
      values: { power: 'on', brightness: 20, colour: { hue: 120, saturation: 50 }, mode: 'colour' },
    })
    expect(hear(lamp(SPLIT, 2), 'stat/x/RESULT', both)).toEqual({
      values: { power: 'off', brightness: 70, temperature: 2_500, mode: 'temperature' },
    })
  })

  it('how its channels are', () => {
    const second = lamp({ rl: [1, 2, 2], lt_st: 2, lk: 0, so: { 68: 1 } }, 2)
    const channels = { POWER2: 'ON', Channel2: 10, POWER3: 'ON', Channel3: 90, Color: '19E6' }
    expect(hear(second, 'stat/x/RESULT', channels)).toEqual({ values: { power: 'on', brightness: 90 } })
    expect(say(second, { brightness: 33 })).toEqual(['cmnd/x/Channel3 33'])
  })

  it('which scheme runs, and that none does any more', () => {
    expect(hear(lamp(CEILING), 'tele/x/STATE', { Scheme: 2 })).toEqual({ values: { effect: 'Cycle up' } })
    expect(hear(lamp(CEILING), 'tele/x/STATE', { Scheme: 0 })!.values).toHaveProperty('effect', undefined)
  })

  it.each([
    { Dimmer: 101 },
    { Dimmer: -1 },
    { Dimmer: '50' },
    { CT: 0 },
    { CT: 1e9 },
    { HSBColor: '361,0,0' },
    { HSBColor: [0] },
  ])('%j, which cannot be', (payload) => {
    expect(hear(lamp(CEILING), 'stat/x/RESULT', payload)).toEqual({})
  })
})

describe('a wish', () => {
  it.each<[LightWish, string]>([
    [{ power: 'on' }, 'cmnd/x/POWER1 ON'],
    [{ power: 'off' }, 'cmnd/x/POWER1 OFF'],
    [{ brightness: 55.4 }, 'cmnd/x/Dimmer 55'],
    [{ power: 'on', brightness: 0.2 }, 'cmnd/x/Dimmer 1'],
    [{ temperature: 2_700 }, 'cmnd/x/CT 370'],
    [{ temperature: 1_000 }, 'cmnd/x/CT 500'],
    [{ colour: { hue: 359.9, saturation: 80.4 } }, 'cmnd/x/HSBColor 0,80,40'],
    [{ colour: { hue: 120, saturation: 100 }, brightness: 70 }, 'cmnd/x/HSBColor 120,100,70'],
    [{ effect: 'Random' }, 'cmnd/x/Scheme 4'],
    [{ temperature: 4_000, brightness: 10 }, 'cmnd/x/Backlog NoDelay;CT 250;NoDelay;Dimmer 10'],
    [{ power: 'off', transition: 3 }, 'cmnd/x/Backlog NoDelay;Speed2 15;NoDelay;POWER1 OFF'],
    [{ brightness: 90, transition: 2 }, 'cmnd/x/Backlog NoDelay;Speed2 8;NoDelay;Dimmer 90'],
    [{ brightness: 90, transition: 300 }, 'cmnd/x/Backlog NoDelay;Speed2 40;NoDelay;Dimmer 90'],
    [{ brightness: 90, transition: 0 }, 'cmnd/x/Backlog NoDelay;Speed2 0;NoDelay;Dimmer 90'],
  ])('%j', (wish, command) => {
    expect(say(lamp(CEILING), wish)).toEqual([command])
  })

  it('for nothing sends nothing', () => {
    expect(say(lamp(CEILING), { transition: 3 })).toEqual([])
  })

  it('for a colour where no brightness is known leaves it as it is', () => {
    expect(say(lamp(CEILING), { colour: { hue: 10, saturation: 20 } }, { power: 'off' })).toEqual([
      'cmnd/x/HSBColor 10,20',
    ])
  })

  it('for a colour ends a scheme', () => {
    expect(say(lamp(CEILING), { temperature: 4_000 }, { ...ON, effect: 'Random' })).toEqual([
      'cmnd/x/Backlog NoDelay;Scheme 0;NoDelay;CT 250',
    ])
  })

  it('for white is as bright as the light was', () => {
    const bar = lamp({ rl: [1, 2], lt_st: 4 }, 1)
    expect(say(bar, { white: true })).toEqual(['cmnd/x/White 40'])
    expect(say(bar, { white: true, brightness: 5 })).toEqual(['cmnd/x/White 5'])
    expect(say(bar, { white: true }, { power: 'off' })).toEqual(['cmnd/x/White 100'])
  })

  it('turns the light on in words where SetOption20 keeps it off', () => {
    expect(say(lamp({ ...CEILING, so: { 20: 1 } }), { brightness: 30 })).toEqual([
      'cmnd/x/Backlog NoDelay;Dimmer 30;NoDelay;POWER1 ON',
    ])
  })

  it('takes its time by the clock where SetOption117 says so', () => {
    expect(say(lamp({ ...CEILING, so: { 117: 1 } }), { brightness: 90, transition: 2 })).toEqual([
      'cmnd/x/Backlog NoDelay;Speed2 4;NoDelay;Dimmer 90',
    ])
  })

  it('dims each of two unlinked lights by itself', () => {
    expect(say(lamp(SPLIT, 1), { brightness: 30 })).toEqual(['cmnd/x/Dimmer1 30'])
    expect(say(lamp(SPLIT, 2), { brightness: 30 })).toEqual(['cmnd/x/Dimmer2 30'])
  })

  it('dims past the fade of a Tuya chip', () => {
    expect(say(lamp({ rl: [2], lt_st: 1, ty: 1 }), { brightness: 30, transition: 5 })).toEqual([
      'cmnd/x/Dimmer3 30',
    ])
  })
})

describe('there and back', () => {
  it('what was wished is what is read, but for rounding', () => {
    const ceiling = lamp(CEILING)
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 360, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 2_000, max: 6_500, noNaN: true }),
        (brightness, hue, saturation, temperature) => {
          const [coloured] = say(ceiling, { colour: { hue, saturation }, brightness })
          const told = hear(ceiling, 'stat/x/RESULT', { HSBColor: coloured!.split(' ')[1] })!.values!.colour!
          const apart = Math.abs(told.hue - hue)
          expect(Math.min(apart, 360 - apart)).toBeLessThanOrEqual(0.5)
          expect(Math.abs(told.saturation - saturation)).toBeLessThanOrEqual(0.5)
          const [dimmed] = say(ceiling, { brightness })
          const Dimmer = Number(dimmed!.split(' ')[1])
          expect(
            Math.abs(hear(ceiling, 'stat/x/RESULT', { Dimmer })!.values!.brightness! - brightness),
          ).toBeLessThanOrEqual(0.5)
          const [white] = say(ceiling, { temperature })
          const CT = Number(white!.split(' ')[1])
          const kelvin = hear(ceiling, 'stat/x/RESULT', { CT })!.values!.temperature!
          expect(Math.abs(1e6 / kelvin - 1e6 / temperature)).toBeLessThanOrEqual(0.5)
        },
      ),
    )
  })
})
