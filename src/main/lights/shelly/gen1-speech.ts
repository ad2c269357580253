import type { ColourMode, LightValues, LightWish } from '@shared/light/light'
import { colourOfRgb, rgbOf, scaled } from '@shared/light/units'
import { decodeText } from '@shared/mqtt/message'
import { jsonObjectOf, numberIn, own, type JsonObject } from '../json-object'
import type { Gen1Output } from './gen1-models'

/** Milliseconds a Gen1 light can take for a change. */
const SLOWEST = 5_000

/** What a plain `on` or `off` under the output's own topic says. */
export function readSwitch(payload: Uint8Array): Partial<LightValues> | undefined {
  const text = decodeText(payload)
  return text === 'on' || text === 'off' ? { power: text } : undefined
}

/** What the JSON under `…/status` says. */
export function readStatus(output: Gen1Output, payload: Uint8Array): Partial<LightValues> | undefined {
  const status = jsonObjectOf(payload)
  if (!status) return undefined
  const isOn = own(status, 'ison')
  const mode = modeOf(output, status)
  const level = numberIn(
    status,
    output.word === 'color' && mode !== 'temperature' ? 'gain' : 'brightness',
    0,
    100,
  )
  const kelvin = output.can.temperature ? numberIn(status, 'temp', 1_000, 20_000) : undefined
  const [red, green, blue] = ['red', 'green', 'blue'].map((key) => numberIn(status, key, 0, 255))
  const rgb =
    red !== undefined && green !== undefined && blue !== undefined ? { red, green, blue } : undefined
  const isLit = rgb !== undefined && output.can.colour && rgb.red + rgb.green + rgb.blue > 0
  const effect = output.effects.length > 0 ? numberIn(status, 'effect', 0, 255) : undefined
  return {
    ...(typeof isOn === 'boolean' ? { power: isOn ? 'on' : 'off' } : {}),
    ...(level === undefined || !output.can.brightness ? {} : { brightness: level }),
    ...(kelvin === undefined ? {} : { temperature: kelvin }),
    ...(isLit ? { colour: colourOfRgb(rgb) } : {}),
    ...(mode ? { mode } : {}),
    // With no effect running there is none any more, which has to be said too.
    ...(effect === undefined ? {} : { effect: output.effects[effect - 1] }),
  }
}

/** The JSON for `…/set` that a wish turns into; undefined where it asks for nothing. */
export function settingOf(output: Gen1Output, wish: LightWish, now: LightValues): JsonObject | undefined {
  const { power, transition } = wish
  const fade =
    transition === undefined ? {} : { transition: Math.min(SLOWEST, Math.round(transition * 1_000)) }
  if (power === 'off') return { turn: 'off', ...fade }
  const change = { ...lookOf(output, wish, now), ...levelOf(output, wish, now) }
  if (power === undefined && Object.keys(change).length === 0) return undefined
  return { turn: 'on', ...change, ...fade }
}

function modeOf({ word, hasModes, can }: Gen1Output, status: JsonObject): ColourMode | undefined {
  const mode = own(status, 'mode')
  if (hasModes) return mode === 'color' ? 'colour' : mode === 'white' ? 'temperature' : undefined
  if (word !== 'color') return can.temperature ? 'temperature' : undefined
  const white = numberIn(status, 'white', 0, 255)
  const colours = ['red', 'green', 'blue'].map((key) => numberIn(status, key, 0, 255))
  if (white === undefined || colours.includes(undefined)) return undefined
  return white > 0 && colours.every((level) => level === 0) ? 'white' : 'colour'
}

function lookOf({ effects, hasModes }: Gen1Output, wish: LightWish, now: LightValues): JsonObject {
  const { colour, temperature, white, effect } = wish
  const inColours = hasModes ? { mode: 'color' } : {}
  if (effect !== undefined) return { ...inColours, effect: effects.indexOf(effect) + 1 }
  const halt = now.effect === undefined ? {} : { effect: 0 }
  if (colour) {
    const { red, green, blue } = rgbOf(colour)
    const levels = { red: Math.round(red), green: Math.round(green), blue: Math.round(blue), white: 0 }
    return { ...inColours, ...levels, ...halt }
  }
  if (temperature !== undefined)
    return { ...(hasModes ? { mode: 'white' } : {}), temp: Math.round(temperature), ...halt }
  return white ? { red: 0, green: 0, blue: 0, white: 255, ...halt } : {}
}

/** Colours have a gain and white a brightness. A light that changes from one to the other takes its level along. */
function levelOf({ word, hasModes }: Gen1Output, wish: LightWish, now: LightValues): JsonObject {
  const next: ColourMode | undefined =
    wish.colour || wish.effect !== undefined
      ? 'colour'
      : wish.temperature === undefined
        ? now.mode
        : 'temperature'
  const percent = wish.brightness ?? (hasModes && next !== now.mode ? now.brightness : undefined)
  if (!percent) return {}
  const level = scaled(percent, 100)
  if (word !== 'color') return { brightness: level }
  if (!hasModes || next === 'colour') return { gain: level }
  return next === 'temperature' ? { brightness: level } : { gain: level, brightness: level }
}
