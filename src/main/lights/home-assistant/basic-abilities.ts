import type { LightAbilities } from '@shared/light/light'
import { basicParts, COLOUR_FORMATS, type BasicParts, type ColourFormat } from './basic-parts'
import { effectsOf, scaleOf, temperatureOf } from './common'
import { flag, type HaConfig } from './config'

/** What a basic light can do, and how. */
export interface BasicAbilities {
  readonly can: LightAbilities
  readonly parts: BasicParts
  /** The form in which a colour is asked for. */
  readonly colour?: ColourFormat
  /** Its white is a mode of its own, or the fourth number of its colour. */
  readonly white?: 'white' | 'rgbw'
  /** A number of its own, or mixed from the cold and the warm white of `rgbww`. */
  readonly temperature?: 'color_temp' | 'rgbww'
  readonly inKelvin: boolean
  readonly brightnessScale: number
  readonly whiteScale: number
  /** It has no number for its brightness: its red, green and blue carry it. */
  readonly dimsByColour: boolean
  /** Everything it can be asked for it also tells. */
  readonly tells: boolean
}

/** Reads what a light can do from the topics it has; the basic schema has no list of its colour modes. */
export function basicAbilities(config: HaConfig): BasicAbilities {
  const parts = basicParts(config)
  const { colours } = parts
  const colour = COLOUR_FORMATS.find((format) => colours.has(format))
  const white = parts.white ? 'white' : colours.has('rgbw') ? 'rgbw' : undefined
  const temperature = parts.temperature ? 'color_temp' : colours.has('rgbww') ? 'rgbww' : undefined
  const dimsByColour = !parts.brightness && (colour?.startsWith('rgb') ?? false)
  const effects = parts.effect ? effectsOf(config) : []
  return {
    can: {
      brightness: parts.brightness !== undefined || dimsByColour,
      ...(temperature ? { temperature: temperatureOf(config) } : {}),
      colour: colour !== undefined,
      white: white !== undefined,
      effects,
      scenes: [],
      transition: false,
    },
    parts,
    colour,
    white,
    temperature,
    inKelvin: flag(config, 'color_temp_kelvin') ?? false,
    brightnessScale: scaleOf(config, 'brightness_scale'),
    whiteScale: scaleOf(config, 'white_scale'),
    dimsByColour,
    tells: tellsAll(parts, colour, effects.length > 0),
  }
}

function tellsAll(parts: BasicParts, colour: ColourFormat | undefined, hasEffects: boolean): boolean {
  const { brightness, temperature, effect, white, colours, mode } = parts
  const asked = [brightness, temperature, hasEffects ? effect : undefined, colour && colours.get(colour)]
  return asked.every((part) => !part || part.state !== undefined) && (!white || mode !== undefined)
}
