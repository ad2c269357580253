import { kelvinOf, miredOf } from '@shared/light/units'

/** About how many mired one step of the slider is: less than anybody sees. */
const STEP = 5

/** A slider's places from the warm end (0) to the cold end: as many mired apart everywhere, because that looks even. */
export interface TemperatureScale {
  readonly last: number
  /** The Kelvin of a place, whole. */
  kelvinAt(place: number): number
  /** The nearest place. */
  placeOf(kelvin: number): number
}

/** The scale for a lamp's range in Kelvin. */
export function temperatureScale({ min, max }: { min: number; max: number }): TemperatureScale {
  const warm = miredOf(min)
  const cold = miredOf(max)
  const last = Math.max(1, Math.round((warm - cold) / STEP))
  return {
    last,
    // The ends exactly, so that nothing is lost by rounding there.
    kelvinAt: (place) =>
      Math.round(place <= 0 ? min : place >= last ? max : kelvinOf(warm + ((cold - warm) * place) / last)),
    placeOf: (kelvin) =>
      Math.min(last, Math.max(0, Math.round(((warm - miredOf(kelvin)) / (warm - cold)) * last))),
  }
}
