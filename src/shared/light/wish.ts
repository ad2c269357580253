import type { LightAbilities, LightValues, LightWish } from './light'
import { miredOf } from './units'

/** What a lamp may differ from what it was asked for: it rounds to its own units and bends colours to what it can show. */
const NEAR = { brightness: 2, mired: 12, hue: 12, saturation: 12 } as const

/** Below this saturation, in percent, nobody can tell one hue from another. */
const COLOURLESS = 5

type WishKey = 'power' | 'brightness' | 'temperature' | 'colour' | 'white' | 'effect'

const KEYS: readonly WishKey[] = ['power', 'brightness', 'temperature', 'colour', 'white', 'effect']

/** What is left of a wish after a report: missing where everything has come true. A scene has no state that could. */
export function remaining(wish: LightWish, values: LightValues): LightWish | undefined {
  const open = KEYS.filter((key) => wish[key] !== undefined && !isTrue(key, wish, values))
  if (open.length === 0) return undefined
  return Object.fromEntries(open.map((key) => [key, wish[key]])) as LightWish
}

/** Whether a report speaks of anything that was asked for. */
export function speaksOf(report: Partial<LightValues>, wish: LightWish): boolean {
  return KEYS.some((key) => wish[key] !== undefined && report[key === 'white' ? 'mode' : key] !== undefined)
}

/** The later wish on top of the earlier one; of temperature, colour, white, effect and scene only the last is meant. */
export function mergeWishes(earlier: LightWish, later: LightWish): LightWish {
  // Whoever turns it off does not care for the rest any more, and a scene says all of it anew.
  if (later.power === 'off' || later.scene !== undefined) return later
  const looks: readonly (keyof LightWish)[] = ['temperature', 'colour', 'white', 'effect', 'scene']
  const changesLook = looks.some((key) => later[key] !== undefined)
  const kept = changesLook ? without(earlier, looks) : earlier
  // What is dimmed or coloured goes on, so an earlier "off" is not meant any more.
  const turnsOn = changesLook || later.brightness !== undefined
  return { ...(turnsOn && kept.power === 'off' ? without(kept, ['power']) : kept), ...later }
}

/** How an optimistic lamp is after a wish: nobody says, so it is taken at its word. */
export function assumed(values: LightValues, wish: LightWish): LightValues {
  const { power, brightness, temperature, colour, white, effect } = wish
  const mode = temperature === undefined ? (colour ? 'colour' : white ? 'white' : undefined) : 'temperature'
  const isLit = [brightness, mode, effect].some((each) => each !== undefined)
  return {
    ...values,
    // What is dimmed or coloured goes on; what a scene does nobody knows.
    power: power ?? (isLit ? 'on' : values.power),
    ...(brightness === undefined ? {} : { brightness }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(colour === undefined ? {} : { colour }),
    ...(mode === undefined ? {} : { mode }),
    ...(effect === undefined ? {} : { effect }),
  }
}

/** The part of a wish that a lamp can do, its numbers within its range; missing where nothing is left. */
export function possible(wish: LightWish, can: LightAbilities): LightWish | undefined {
  const { power, brightness, temperature, colour, effect, scene, transition } = wish
  const able: LightWish = {
    ...(power === undefined ? {} : { power }),
    ...(brightness !== undefined && can.brightness ? { brightness: clamp(brightness, 1, 100) } : {}),
    ...(temperature !== undefined && can.temperature
      ? { temperature: clamp(temperature, can.temperature.min, can.temperature.max) }
      : {}),
    ...(colour !== undefined && can.colour ? { colour } : {}),
    ...(wish.white && can.white ? { white: true as const } : {}),
    ...(effect !== undefined && can.effects.includes(effect) ? { effect } : {}),
    ...(scene !== undefined && can.scenes.includes(scene) ? { scene } : {}),
  }
  if (Object.keys(able).length === 0) {
    // A switch in a group that is dimmed does what it can: it goes on.
    return brightness === undefined ? undefined : { power: 'on' }
  }
  return transition !== undefined && can.transition
    ? { ...able, transition: clamp(transition, 0, 300) }
    : able
}

/** What would bring a lamp back to how it is now, for a scene. */
export function wishFor(values: LightValues): LightWish | undefined {
  const { power, brightness, temperature, colour, mode, effect } = values
  if (power === 'unknown') return undefined
  if (power === 'off') return { power }
  // A lamp that does not say what makes its colour has only the one it speaks of.
  const look = mode ?? (temperature === undefined ? 'colour' : colour ? undefined : 'temperature')
  return {
    power,
    ...(brightness === undefined ? {} : { brightness }),
    ...(look === 'temperature' && temperature !== undefined ? { temperature } : {}),
    ...(look === 'colour' && colour ? { colour } : {}),
    ...(look === 'white' ? { white: true as const } : {}),
    ...(effect === undefined || mode !== undefined ? {} : { effect }),
  }
}

function isTrue(key: WishKey, wish: LightWish, values: LightValues): boolean {
  switch (key) {
    case 'power':
      return wish.power === values.power
    case 'white':
      return values.mode === 'white'
    case 'effect':
      // One that never tells of an effect has done it when it says anything at all.
      return values.effect === undefined || wish.effect === values.effect
    case 'brightness':
      return isNear(wish.brightness, values.brightness, NEAR.brightness)
    case 'temperature':
      // Many go on telling the temperature they had before they got a colour, and the other way round.
      return (
        values.mode !== 'colour' && isNear(mired(wish.temperature), mired(values.temperature), NEAR.mired)
      )
    case 'colour': {
      const { colour: asked } = wish
      const { colour: told } = values
      if (!asked || !told || values.mode === 'temperature' || values.mode === 'white') return false
      if (!isNear(asked.saturation, told.saturation, NEAR.saturation)) return false
      const apart = Math.abs(asked.hue - told.hue) % 360
      const isPale = Math.min(asked.saturation, told.saturation) < COLOURLESS
      return isPale || Math.min(apart, 360 - apart) <= NEAR.hue
    }
  }
}

function mired(kelvin: number | undefined): number | undefined {
  return kelvin === undefined ? undefined : miredOf(kelvin)
}

function isNear(asked: number | undefined, told: number | undefined, by: number): boolean {
  return asked !== undefined && told !== undefined && Math.abs(asked - told) <= by
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

function without(wish: LightWish, keys: readonly (keyof LightWish)[]): LightWish {
  return Object.fromEntries(
    Object.entries(wish).filter(([key]) => !(keys as readonly string[]).includes(key)),
  ) as LightWish
}
