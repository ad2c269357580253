import { effectsOf, scaleOf, temperatureOf } from './common'
import { flag, list, type HaConfig } from './config'
import { COLOUR_FORMATS, type ColourFormat, type LightForms } from './forms'

const OTHER_MODES = ['onoff', 'brightness', 'color_temp', 'white'] as const

type Mode = ColourFormat | (typeof OTHER_MODES)[number]

const MODES: readonly string[] = [...COLOUR_FORMATS, ...OTHER_MODES]

/** Reads `supported_color_modes`; without them the flags from before 2021, which devices still send. */
export function jsonAbilities(config: HaConfig): LightForms {
  const modes = modesOf(config)
  const colour = COLOUR_FORMATS.find((format) => modes.has(format))
  const white = modes.has('white') ? 'white' : modes.has('rgbw') ? 'rgbw' : undefined
  const temperature = modes.has('color_temp') ? 'color_temp' : modes.has('rgbww') ? 'rgbww' : undefined
  return {
    can: {
      brightness: [...modes].some((mode) => mode !== 'onoff'),
      ...(temperature ? { temperature: temperatureOf(config) } : {}),
      colour: colour !== undefined,
      white: white !== undefined,
      effects: flag(config, 'effect') ? effectsOf(config) : [],
      scenes: [],
      transition: flag(config, 'transition') ?? true,
    },
    colour,
    white,
    temperature,
    inKelvin: flag(config, 'color_temp_kelvin') ?? false,
    brightnessScale: scaleOf(config, 'brightness_scale'),
    whiteScale: scaleOf(config, 'white_scale'),
    dimsByColour: (colour?.startsWith('rgb') ?? false) && !flag(config, 'brightness'),
  }
}

function modesOf(config: HaConfig): ReadonlySet<Mode> {
  const said = list(config, 'supported_color_modes').filter(isMode)
  if (said.length > 0) return new Set(said)
  const flags = (['brightness', 'color_temp', 'hs', 'rgb', 'xy'] as const).filter((mode) =>
    flag(config, mode),
  )
  return new Set(flags)
}

function isMode(value: unknown): value is Mode {
  return typeof value === 'string' && MODES.includes(value)
}
