import { describe, expect, it } from 'vitest'
import { ON_OFF, type LightAbilities, type LightValues, type LightWish } from './light'
import { assumed, mergeWishes, possible, remaining, speaksOf, wishFor } from './wish'

const RED = { hue: 0, saturation: 100 }
const BLUE = { hue: 240, saturation: 100 }
const EVERYTHING: LightAbilities = {
  brightness: true,
  temperature: { min: 2_000, max: 6_500 },
  colour: true,
  white: true,
  effects: ['rainbow'],
  scenes: ['Film'],
  transition: true,
}

describe('a wish comes true', () => {
  it.each<[LightWish, LightValues]>([
    [{ power: 'on' }, { power: 'on' }],
    [{ brightness: 50 }, { power: 'on', brightness: 51.9 }],
    [{ temperature: 4_000 }, { power: 'on', temperature: 3_850 }],
    [{ temperature: 4_000 }, { power: 'on', temperature: 4_000, mode: 'temperature', colour: RED }],
    [{ colour: RED }, { power: 'on', colour: { hue: 355, saturation: 95 } }],
    [{ colour: { hue: 355, saturation: 90 } }, { power: 'on', colour: { hue: 3, saturation: 99 } }],
    [{ colour: { hue: 200, saturation: 4 } }, { power: 'on', colour: { hue: 0, saturation: 0 } }],
    [{ colour: { hue: 200, saturation: 10 } }, { power: 'on', colour: { hue: 0, saturation: 0 } }],
    [{ white: true }, { power: 'on', mode: 'white' }],
    [{ effect: 'rainbow' }, { power: 'on', effect: 'rainbow' }],
    // A lamp that never speaks of effects, and a scene, which nobody can see in a state.
    [{ effect: 'blink' }, { power: 'on' }],
    [{ scene: 'Film', transition: 3 }, { power: 'off' }],
  ])('%j by %j', (wish, values) => {
    expect(remaining(wish, values)).toBeUndefined()
  })

  it.each<[LightWish, LightValues]>([
    [{ power: 'on' }, { power: 'off' }],
    [{ power: 'off' }, { power: 'unknown' }],
    [{ brightness: 50 }, { power: 'on', brightness: 53 }],
    [{ brightness: 50 }, { power: 'on' }],
    [{ temperature: 4_000 }, { power: 'on', temperature: 3_000 }],
    [{ colour: RED }, { power: 'on', colour: BLUE }],
    [{ colour: RED }, { power: 'on', colour: { hue: 0, saturation: 50 } }],
    [{ white: true }, { power: 'on', mode: 'colour' }],
    [{ effect: 'rainbow' }, { power: 'on', effect: 'none' }],
    // What it had told before it got the other kind of light.
    [{ temperature: 4_000 }, { power: 'on', temperature: 4_000, mode: 'colour' }],
    [{ colour: RED }, { power: 'on', colour: RED, mode: 'temperature' }],
    [{ colour: RED }, { power: 'on', colour: RED, mode: 'white' }],
  ])('%j not by %j', (wish, values) => {
    expect(remaining(wish, values)).toEqual(wish)
  })

  it('piece by piece', () => {
    expect(remaining({ power: 'on', brightness: 80, transition: 1 }, { power: 'on', brightness: 3 })).toEqual(
      {
        brightness: 80,
      },
    )
  })

  it('not by a report of something else', () => {
    expect(speaksOf({ power: 'on' }, { brightness: 5 })).toBe(false)
    expect(speaksOf({ brightness: 80 }, { brightness: 5 })).toBe(true)
    expect(speaksOf({ mode: 'colour' }, { white: true })).toBe(true)
    expect(speaksOf({ power: 'on' }, { scene: 'Film' })).toBe(false)
  })
})

describe('two wishes in a row', () => {
  it.each<[LightWish, LightWish, LightWish]>([
    [{ power: 'on' }, { brightness: 5 }, { power: 'on', brightness: 5 }],
    [{ brightness: 5 }, { brightness: 6 }, { brightness: 6 }],
    [{ brightness: 5 }, { colour: RED }, { brightness: 5, colour: RED }],
    [{ temperature: 3_000 }, { colour: RED }, { colour: RED }],
    [{ colour: RED }, { white: true }, { white: true }],
    [{ effect: 'rainbow' }, { temperature: 3_000 }, { temperature: 3_000 }],
    [{ power: 'on', brightness: 5 }, { power: 'off' }, { power: 'off' }],
    [{ power: 'off' }, { power: 'on' }, { power: 'on' }],
    // Dimming it turns it on, so the earlier order must not turn it off again.
    [{ power: 'off' }, { brightness: 5 }, { brightness: 5 }],
    [{ power: 'off' }, { colour: RED }, { colour: RED }],
    [{ power: 'off' }, { transition: 5 }, { power: 'off', transition: 5 }],
    [{ power: 'on', brightness: 5, colour: RED }, { scene: 'Film' }, { scene: 'Film' }],
  ])('%j and %j are %j', (earlier, later, both) => {
    expect(mergeWishes(earlier, later)).toEqual(both)
  })
})

describe('a lamp that says nothing is taken to be', () => {
  const off: LightValues = { power: 'off', brightness: 20, colour: RED, mode: 'colour' }

  it.each<[LightWish, Partial<LightValues>]>([
    [{ power: 'on' }, { power: 'on' }],
    [{ brightness: 50 }, { power: 'on', brightness: 50 }],
    [{ temperature: 3_000 }, { power: 'on', temperature: 3_000, mode: 'temperature' }],
    [{ colour: BLUE }, { power: 'on', colour: BLUE }],
    [{ white: true }, { power: 'on', mode: 'white' }],
    [{ effect: 'rainbow' }, { power: 'on', effect: 'rainbow' }],
    [{ scene: 'Film' }, {}],
  ])('after %j: %j', (wish, changed) => {
    expect(assumed(off, wish)).toEqual({ ...off, ...changed })
  })
})

describe('of a wish', () => {
  it('a lamp that can do everything gets everything, within its range', () => {
    const wish = {
      power: 'on',
      brightness: 50,
      colour: RED,
      effect: 'rainbow',
      scene: 'Film',
      white: true,
    } as const
    expect(possible(wish, EVERYTHING)).toEqual(wish)
    expect(possible({ brightness: 0.2, temperature: 1_000, transition: 999 }, EVERYTHING)).toEqual({
      brightness: 1,
      temperature: 2_000,
      transition: 300,
    })
    expect(possible({ brightness: 200, temperature: 9_999, transition: -1 }, EVERYTHING)).toEqual({
      brightness: 100,
      temperature: 6_500,
      transition: 0,
    })
  })

  it('a switch gets on and off, and goes on when its group is dimmed', () => {
    expect(possible({ power: 'off', colour: RED, transition: 2 }, ON_OFF)).toEqual({ power: 'off' })
    expect(possible({ brightness: 30 }, ON_OFF)).toEqual({ power: 'on' })
    expect(possible({ colour: RED }, ON_OFF)).toBeUndefined()
    expect(
      possible({ temperature: 3_000, white: true, effect: 'rainbow', scene: 'Film' }, ON_OFF),
    ).toBeUndefined()
  })

  it('nothing is left where nothing was asked for that it knows', () => {
    expect(possible({ effect: 'constructor' }, EVERYTHING)).toBeUndefined()
    expect(possible({ scene: 'Party' }, EVERYTHING)).toBeUndefined()
    expect(possible({ transition: 2 }, EVERYTHING)).toBeUndefined()
    expect(possible({}, EVERYTHING)).toBeUndefined()
  })
})

describe('a scene keeps of a lamp', () => {
  it.each<[LightValues, LightWish | undefined]>([
    [{ power: 'unknown', brightness: 5 }, undefined],
    [{ power: 'off', brightness: 5 }, { power: 'off' }],
    [
      { power: 'on', brightness: 5 },
      { power: 'on', brightness: 5 },
    ],
    [
      { power: 'on', temperature: 3_000, colour: RED, mode: 'temperature' },
      { power: 'on', temperature: 3_000 },
    ],
    [
      { power: 'on', temperature: 3_000, colour: RED, mode: 'colour' },
      { power: 'on', colour: RED },
    ],
    [
      { power: 'on', colour: RED, mode: 'white' },
      { power: 'on', white: true },
    ],
    [
      { power: 'on', colour: RED },
      { power: 'on', colour: RED },
    ],
    [
      { power: 'on', temperature: 3_000 },
      { power: 'on', temperature: 3_000 },
    ],
    [{ power: 'on', temperature: 3_000, colour: RED }, { power: 'on' }],
    [
      { power: 'on', effect: 'rainbow' },
      { power: 'on', effect: 'rainbow' },
    ],
  ])('that is %j: %j', (values, wish) => {
    expect(wishFor(values)).toEqual(wish)
  })
})
