import type { LightPower, LightValues } from '@shared/light/light'
import { colourOfRgb, colourOfXy, kelvinOf, percentOf, type Rgb } from '@shared/light/units'
import { jsonObjectOf } from '../json-object'
import { number, part, text, type HaConfig } from './config'
import type { LightForms } from './forms'
import { temperatureOfMix } from './white-mix'

const MAX_EFFECT_LENGTH = 100
/** A temperature outside of these is a slip of the device, such as 0. */
const KELVIN = { least: 500, most: 100_000 } as const
/** ESPHome tells its two whites behind a gamma curve, this one unless somebody has changed it. */
const ESPHOME_GAMMA = 2.8

type Look = Pick<LightValues, 'temperature' | 'colour' | 'mode'>

/** What a state in the json schema says; `undefined` where it is no JSON object. */
export function jsonState(light: LightForms, payload: Uint8Array): Partial<LightValues> | undefined {
  const state = jsonObjectOf(payload)
  if (!state) return undefined
  const power = powerOf(state['state'])
  const effect = state['effect']
  const level = levelOf(light, state)
  return {
    ...(power ? { power } : {}),
    ...(level === undefined ? {} : { brightness: level }),
    ...lookOf(light, state),
    ...(effect === null ? { effect: undefined } : {}),
    ...(typeof effect === 'string' && effect.length <= MAX_EFFECT_LENGTH ? { effect } : {}),
  }
}

function powerOf(state: unknown): LightPower | undefined {
  if (state === null) return 'unknown'
  return state === 'ON' ? 'on' : state === 'OFF' ? 'off' : undefined
}

/** A brightness of 0 is that of a light that is off: not the one it has when it is on. */
function levelOf(light: LightForms, state: HaConfig): number | undefined {
  if (!light.can.brightness) return undefined
  const told = number(state, 'brightness')
  if (told !== undefined) return told > 0 ? percentOf(told, light.brightnessScale) : undefined
  if (!light.dimsByColour) return undefined
  const color = part(state, 'color')
  const most = Math.max(...['r', 'g', 'b', 'c', 'w'].map((key) => number(color, key) ?? 0))
  return most > 0 ? percentOf(most, 255) : undefined
}

/** `color_mode` says which of the other fields count; without it the colour does, then the temperature. */
function lookOf(light: LightForms, state: HaConfig): Look {
  const color = part(state, 'color')
  switch (text(state, 'color_mode')) {
    case 'onoff':
    case 'brightness':
      return {}
    case 'white':
      return light.can.white ? { mode: 'white' } : {}
    case 'color_temp':
      return temperatureIn(light, state)
    case 'cwww':
      return mixIn(light, color, ESPHOME_GAMMA)
    case 'rgbct':
      return isDark(color)
        ? { ...whiteIn(light, color), ...temperatureIn(light, state) }
        : colourIn(light, color)
    case 'rgbw':
      return isDark(color) ? whiteIn(light, color) : colourIn(light, color)
    case 'rgbww':
      return isDark(color) ? mixIn(light, color, 1) : colourIn(light, color)
    case 'hs':
    case 'xy':
    case 'rgb':
      return colourIn(light, color)
    default: {
      const colour = colourIn(light, color)
      return colour.mode ? colour : temperatureIn(light, state)
    }
  }
}

function colourIn(light: LightForms, color: HaConfig): Look {
  if (!light.can.colour) return {}
  const [hue, saturation] = [number(color, 'h'), number(color, 's')]
  const [x, y] = [number(color, 'x'), number(color, 'y')]
  const rgb = rgbIn(color)
  const fromHs =
    hue !== undefined && saturation !== undefined
      ? { hue: Math.min(360, Math.max(0, hue)), saturation: Math.min(100, Math.max(0, saturation)) }
      : undefined
  const fromRgb = rgb && !isDark(color) ? colourOfRgb(rgb) : undefined
  const fromXy = x !== undefined && y !== undefined && x > 0 && y > 0 ? colourOfXy({ x, y }) : undefined
  // A bridge may give the same colour in several forms; the one that was commanded loses least.
  const colour = light.colour === 'xy' ? (fromXy ?? fromHs ?? fromRgb) : (fromHs ?? fromRgb ?? fromXy)
  return colour ? { colour, mode: 'colour' } : {}
}

function temperatureIn(light: LightForms, state: HaConfig): Look {
  const told = number(state, 'color_temp')
  if (!light.can.temperature || told === undefined) return {}
  const temperature = light.inKelvin ? told : kelvinOf(told)
  return temperature >= KELVIN.least && temperature <= KELVIN.most ? { temperature, mode: 'temperature' } : {}
}

function mixIn(light: LightForms, color: HaConfig, gamma: number): Look {
  if (!light.can.temperature) return {}
  const [cold, warm] = ['c', 'w'].map((key) => channel(color, key) ** gamma)
  const temperature = temperatureOfMix({ cold: cold ?? 0, warm: warm ?? 0 }, light.can.temperature)
  return temperature === undefined ? {} : { temperature, mode: 'temperature' }
}

function whiteIn(light: LightForms, color: HaConfig): Look {
  return light.can.white && channel(color, 'w') > 0 ? { mode: 'white' } : {}
}

function rgbIn(color: HaConfig): Rgb | undefined {
  if (['r', 'g', 'b'].some((key) => number(color, key) === undefined)) return undefined
  return { red: channel(color, 'r'), green: channel(color, 'g'), blue: channel(color, 'b') }
}

function isDark(color: HaConfig): boolean {
  return ['r', 'g', 'b'].every((key) => channel(color, key) === 0)
}

function channel(color: HaConfig, key: string): number {
  return Math.min(255, Math.max(0, number(color, key) ?? 0))
}
