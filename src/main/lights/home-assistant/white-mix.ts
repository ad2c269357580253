import { kelvinOf, miredOf } from '@shared/light/units'

/** Two whites of a light, each from nothing to `full`. */
export interface WhiteMix {
  readonly cold: number
  readonly warm: number
}

interface Range {
  readonly min: number
  readonly max: number
}

/** The share of each white that makes a temperature, in sum `full`: linear in mired, as Home Assistant mixes. */
export function mixOf(kelvin: number, { min, max }: Range, full: number): WhiteMix {
  const share = (miredOf(min) - miredOf(kelvin)) / (miredOf(min) - miredOf(max))
  const cold = Math.round(Math.min(1, Math.max(0, share)) * full)
  return { cold, warm: full - cold }
}

/** The temperature in Kelvin that a mix makes; `undefined` where both are dark. */
export function temperatureOfMix({ cold, warm }: WhiteMix, { min, max }: Range): number | undefined {
  const sum = cold + warm
  if (!(sum > 0)) return undefined
  return kelvinOf(miredOf(min) - (cold / sum) * (miredOf(min) - miredOf(max)))
}
