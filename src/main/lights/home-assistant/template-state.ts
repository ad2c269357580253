import type { LightAbilities, LightValues } from '@shared/light/light'
import { colourOfRgb, kelvinOf, percentOf } from '@shared/light/units'
import { numbersIn, plausibleKelvin, type Reading } from './templated'

/** How the values of a light of the template schema are read; missing where it has them not. */
export interface TemplateReadings {
  readonly brightness?: Reading
  readonly temperature?: Reading
  readonly rgb?: readonly [red: Reading, green: Reading, blue: Reading]
  readonly effect?: Reading
}

type Said = Partial<LightValues>

/** What a state says beside on and off; nothing where no template makes anything of it. */
export function templateState(
  readings: TemplateReadings,
  inKelvin: boolean,
  can: LightAbilities,
  payload: string,
): Said | undefined {
  const value = (reading: Reading | undefined) => numberIn(reading, payload)
  const brightness = value(readings.brightness)
  const told = value(readings.temperature)
  const temperature = told === undefined ? undefined : plausibleKelvin(inKelvin ? told : kelvinOf(told))
  const colour = colourIn(readings.rgb?.map(value))
  const effect = readings.effect?.(payload)
  const said: Said = {
    ...(brightness === undefined ? {} : { brightness: percentOf(brightness, 255) }),
    ...(temperature === undefined ? {} : { temperature, mode: 'temperature' }),
    // A light that tells both shows its colour.
    ...(colour ? { colour, mode: 'colour' } : {}),
    ...(effect !== undefined && can.effects.includes(effect) ? { effect } : {}),
  }
  return Object.keys(said).length > 0 ? said : undefined
}

function numberIn(reading: Reading | undefined, payload: string): number | undefined {
  const said = reading?.(payload)
  return said === undefined ? undefined : numbersIn(said, 1)?.[0]
}

function colourIn(channels: readonly (number | undefined)[] | undefined): LightValues['colour'] {
  const [red, green, blue] = (channels ?? []).map((channel) => channel && Math.min(255, Math.max(0, channel)))
  if (red === undefined || green === undefined || blue === undefined) return undefined
  // All dark is a light that is off; its colour stays.
  return Math.max(red, green, blue) > 0 ? colourOfRgb({ red, green, blue }) : undefined
}
