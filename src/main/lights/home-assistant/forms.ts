import type { LightAbilities } from '@shared/light/light'

/** How a colour is written; where a light knows several, the first of these is used. */
export const COLOUR_FORMATS = ['hs', 'rgb', 'xy', 'rgbw', 'rgbww'] as const
export type ColourFormat = (typeof COLOUR_FORMATS)[number]

/** What a light can do, and in which of Home Assistant's forms: the same questions in each schema. */
export interface LightForms {
  readonly can: LightAbilities
  /** The form in which a colour is asked for. */
  readonly colour?: ColourFormat
  /** Its white is a mode of its own, or the fourth number of its colour. */
  readonly white?: 'white' | 'rgbw'
  /** A number of its own, or mixed from the cold and the warm white of `rgbww`. */
  readonly temperature?: 'color_temp' | 'rgbww'
  readonly inKelvin: boolean
  readonly brightnessScale: number
  readonly whiteScale: number
  /** Its red, green and blue carry its brightness, for it takes no number beside them. */
  readonly dimsByColour: boolean
}
