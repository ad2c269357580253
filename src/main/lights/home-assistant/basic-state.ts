import type { ColourMode, LightValues } from '@shared/light/light'
import { colourOfRgb, colourOfXy, kelvinOf, percentOf } from '@shared/light/units'
import type { BasicAbilities } from './basic-abilities'
import type { BasicPart } from './basic-parts'
import type { ColourFormat } from './forms'
import { numbersIn, plausibleKelvin } from './templated'
import { temperatureOfMix } from './white-mix'

/** Home Assistant's word for what is not known. */
export const UNKNOWN = 'None'
const MAX_EFFECT_LENGTH = 100
const COUNTS: Readonly<Record<ColourFormat, number>> = { hs: 2, xy: 2, rgb: 3, rgbw: 4, rgbww: 5 }
/** `rgbw` and `rgbww` are told apart by what they are made of. */
const MODES: ReadonlyMap<string, ColourMode> = new Map([
  ['color_temp', 'temperature'],
  ['hs', 'colour'],
  ['xy', 'colour'],
  ['rgb', 'colour'],
  ['white', 'white'],
])

type Said = Partial<LightValues>

/** What a message on one of its topics says beside on and off; several values may share a topic. Nothing where none is understood. */
export function basicState(light: BasicAbilities, topic: string, payload: string): Said | undefined {
  const { brightness, temperature, effect, colours, mode } = light.parts
  const on = (
    part: Pick<BasicPart, 'state' | 'reading'> | undefined,
    read: (said: string) => Said | undefined,
  ) => {
    const said = part?.state === topic ? part.reading(payload) : undefined
    return said === undefined ? undefined : read(said)
  }
  const all = [
    ...[...colours].map(([format, part]) => on(part, (said) => colourIn(light, format, said))),
    on(brightness, (said) => brightnessIn(light, said)),
    on(temperature, (said) => temperatureIn(light, said)),
    on(effect, (said) => effectIn(light, said)),
    on(mode, modeIn),
  ].filter((said) => said !== undefined)
  return all.length > 0 ? all.reduce((sum, said) => ({ ...sum, ...said })) : undefined
}

function brightnessIn({ brightnessScale }: BasicAbilities, said: string): Said | undefined {
  const [value] = numbersIn(said, 1) ?? []
  return value === undefined ? undefined : { brightness: percentOf(value, brightnessScale) }
}

function temperatureIn(light: BasicAbilities, said: string): Said | undefined {
  const [value] = numbersIn(said, 1) ?? []
  const temperature =
    value === undefined ? undefined : plausibleKelvin(light.inKelvin ? value : kelvinOf(value))
  return temperature === undefined ? undefined : { temperature, ...inMode(light, 'temperature') }
}

function effectIn({ can }: BasicAbilities, said: string): Said | undefined {
  if (said === UNKNOWN && !can.effects.includes(said)) return { effect: undefined }
  return said.length <= MAX_EFFECT_LENGTH ? { effect: said } : undefined
}

function modeIn(said: string): Said | undefined {
  const mode = MODES.get(said)
  return mode ? { mode } : {}
}

function colourIn(light: BasicAbilities, format: ColourFormat, said: string): Said | undefined {
  const numbers = numbersIn(said, COUNTS[format])
  if (!numbers) return undefined
  if (format === 'hs') {
    const [hue = 0, saturation = 0] = numbers
    const colour = {
      hue: Math.min(360, Math.max(0, hue)),
      saturation: Math.min(100, Math.max(0, saturation)),
    }
    return { colour, ...inMode(light, 'colour') }
  }
  if (format === 'xy') {
    const [x = 0, y = 0] = numbers
    return y > 0 ? { colour: colourOfXy({ x, y }), ...inMode(light, 'colour') } : undefined
  }
  return channelsIn(
    light,
    format,
    numbers.map((channel) => Math.min(255, Math.max(0, channel))),
  )
}

/** Red, green and blue, then white or cold and warm white. All of them dark say nothing of the colour: the light is off. */
function channelsIn(light: BasicAbilities, format: ColourFormat, channels: readonly number[]): Said {
  const [red = 0, green = 0, blue = 0, third = 0, fourth = 0] = channels
  const most = Math.max(...channels)
  if (most === 0) return {}
  const level = light.dimsByColour ? { brightness: percentOf(most, 255) } : {}
  if (Math.max(red, green, blue) > 0) {
    const mode: Said = format === 'rgb' ? inMode(light, 'colour') : { mode: 'colour' }
    return { colour: colourOfRgb({ red, green, blue }), ...mode, ...level }
  }
  if (format === 'rgbw') return { mode: 'white', ...level }
  if (!light.can.temperature || light.temperature !== 'rgbww') return level
  const temperature = temperatureOfMix({ cold: third, warm: fourth }, light.can.temperature)
  // Both whites share what there is of light.
  const shared = light.dimsByColour ? { brightness: percentOf(third + fourth, 255) } : {}
  return { temperature, mode: 'temperature', ...shared }
}

/** A light that tells its mode is not guessed at. */
function inMode({ parts }: BasicAbilities, mode: ColourMode): Said {
  return parts.mode ? {} : { mode }
}
