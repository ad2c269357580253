import { text, type HaConfig } from './config'
import { COLOUR_FORMATS, type ColourFormat } from './forms'
import { isKnown, readingOf, writingOf, type Reading, type Writing } from './templated'

/** One value of a basic light: a topic to ask for it and, mostly, one on which it is told. */
export interface BasicPart {
  readonly command: string
  readonly state?: string
  readonly reading: Reading
  readonly writing: Writing
}

/** The values a basic light has topics for; one with a template that is not understood is left out. */
export interface BasicParts {
  readonly brightness?: BasicPart
  readonly temperature?: BasicPart
  readonly effect?: BasicPart
  readonly white?: BasicPart
  readonly colours: ReadonlyMap<ColourFormat, BasicPart>
  readonly mode?: { readonly state: string; readonly reading: Reading }
}

/** Finds the topics and templates that belong together: `rgb_command_topic`, `rgb_state_topic`, `rgb_value_template` … */
export function basicParts(config: HaConfig): BasicParts {
  const colours = COLOUR_FORMATS.flatMap((format) => {
    const part = partOf(config, format)
    return part ? [[format, part] as const] : []
  })
  return {
    brightness: partOf(config, 'brightness'),
    temperature: partOf(config, 'color_temp'),
    effect: partOf(config, 'effect'),
    white: partOf(config, 'white'),
    colours: new Map(colours),
    mode: modeOf(config),
  }
}

/** All parts that can be commanded. */
export function partsIn({
  brightness,
  temperature,
  effect,
  white,
  colours,
}: BasicParts): readonly BasicPart[] {
  return [brightness, temperature, effect, white, ...colours.values()].filter((part) => part !== undefined)
}

function partOf(config: HaConfig, name: string): BasicPart | undefined {
  const command = text(config, `${name}_command_topic`)
  const reading = readingOf(config, `${name}_value_template`)
  const writing = writingOf(config, `${name}_command_template`)
  if (command === undefined || !isKnown(reading) || !isKnown(writing)) return undefined
  return { command, state: text(config, `${name}_state_topic`), reading, writing }
}

function modeOf(config: HaConfig): BasicParts['mode'] {
  const state = text(config, 'color_mode_state_topic')
  const reading = readingOf(config, 'color_mode_value_template')
  return state !== undefined && isKnown(reading) ? { state, reading } : undefined
}
