import { basicParts, type BasicParts } from './basic-parts'
import { effectsOf, scaleOf, temperatureOf } from './common'
import { flag, type HaConfig } from './config'
import { COLOUR_FORMATS, type ColourFormat, type LightForms } from './forms'

/** What a basic light can do, and how. */
export interface BasicAbilities extends LightForms {
  readonly parts: BasicParts
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
