import type { LightValues, LightWish } from '@shared/light/light'
import { miredOf, rgbOf, scaled, xyOf, type Colour } from '@shared/light/units'
import type { LightCommand } from '../lamp'
import type { BasicAbilities } from './basic-abilities'
import type { BasicPart } from './basic-parts'
import type { ColourFormat } from './forms'
import { commandOf } from './common'
import type { HaConfig } from './config'
import { mixOf } from './white-mix'

type Variables = Readonly<Record<string, number | string>>

const CHANNELS = ['red', 'green', 'blue'] as const

/** The publishes for what a wish says beside on and off, in Home Assistant's order: the colour, then its level, then the rest. */
export function basicCommands(
  config: HaConfig,
  light: BasicAbilities,
  wish: LightWish,
  now: LightValues,
): readonly LightCommand[] {
  const { parts } = light
  const { brightness, effect } = wish
  const send = (part: BasicPart | undefined, plain: string | number, variables: Variables = {}) => {
    const payload = part?.writing(String(plain), { value: plain, ...variables })
    return part && payload ? [commandOf(config, part.command, payload)] : []
  }
  const channels = (format: ColourFormat, variables: Variables) =>
    send(parts.colours.get(format), Object.values(variables).join(','), variables)
  const level = light.dimsByColour ? (brightness ?? lit(now)) : 100
  const look = lookOf(light, wish, now)

  return [
    ...(look.colour && light.colour
      ? channels(light.colour, coloured(light.colour, look.colour, level))
      : []),
    ...(look.white && light.white === 'rgbw' ? channels('rgbw', { ...DARK, white: scaled(level, 255) }) : []),
    ...(look.temperature !== undefined && light.temperature === 'rgbww'
      ? channels('rgbww', whites(light, look.temperature, level))
      : []),
    // The white's own number is its brightness.
    ...(brightness === undefined || (look.white && light.white === 'white')
      ? []
      : send(parts.brightness, scaled(brightness, light.brightnessScale))),
    ...(look.temperature !== undefined && light.temperature === 'color_temp'
      ? send(parts.temperature, Math.round(light.inKelvin ? look.temperature : miredOf(look.temperature)))
      : []),
    ...(effect === undefined ? [] : send(parts.effect, effect)),
    ...(look.white && light.white === 'white'
      ? send(parts.white, scaled(brightness ?? lit(now), light.whiteScale))
      : []),
  ]
}

/** The brightness a light goes on with where nobody names one, in percent. */
export function lit({ brightness }: LightValues): number {
  return brightness !== undefined && brightness > 0 ? brightness : 100
}

/** A light that is dimmed by its colour has to be sent its colour again with every new brightness. */
function lookOf(
  light: BasicAbilities,
  wish: LightWish,
  now: LightValues,
): Pick<LightWish, 'colour' | 'temperature' | 'white'> {
  const { colour, temperature, white } = wish
  const isNew = colour !== undefined || temperature !== undefined || white !== undefined
  if (isNew || !light.dimsByColour || wish.brightness === undefined) return { colour, temperature, white }
  if (now.mode === 'white' && light.white) return { white: true }
  if (now.mode === 'temperature' && light.temperature === 'rgbww') return { temperature: now.temperature }
  return { colour: now.colour ?? { hue: 0, saturation: 0 } }
}

function coloured(format: ColourFormat, colour: Colour, level: number): Variables {
  if (format === 'hs') return { hue: rounded(colour.hue, 2), sat: rounded(colour.saturation, 2) }
  if (format === 'xy') {
    const { x, y } = xyOf(colour)
    return { x: rounded(x, 4), y: rounded(y, 4) }
  }
  const rgb = rgbOf(colour, level)
  const channels = Object.fromEntries(CHANNELS.map((channel) => [channel, Math.round(rgb[channel])]))
  if (format === 'rgbw') return { ...channels, white: 0 }
  return format === 'rgbww' ? { ...channels, cold_white: 0, warm_white: 0 } : channels
}

const DARK: Variables = { red: 0, green: 0, blue: 0 }

function whites({ can }: BasicAbilities, kelvin: number, level: number): Variables {
  if (!can.temperature) return {}
  const { cold, warm } = mixOf(kelvin, can.temperature, scaled(level, 255))
  return { ...DARK, cold_white: cold, warm_white: warm }
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}
