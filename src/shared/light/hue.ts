import type { Colour } from './units'

/** Where each name of a colour begins on the circle, in degrees, from the end. */
const HUES = [
  ['red', 345],
  ['pink', 315],
  ['violet', 265],
  ['blue', 200],
  ['cyan', 165],
  ['green', 75],
  ['yellow', 45],
  ['orange', 15],
  ['red', 0],
] as const

/** A colour people have a word for; `none` is a white. */
export type HueName = (typeof HUES)[number][0] | 'none'

/** Below this saturation, in percent, a colour has no hue to name. */
const COLOURLESS = 8

/** The name of a place on the circle of hues, 0 to 360 degrees. */
export function nameOfHue(degrees: number): HueName {
  return HUES.find(([, from]) => degrees >= from)?.[0] ?? 'red'
}

/** The name of a colour. */
export function nameOfColour({ hue, saturation }: Colour): HueName {
  return saturation < COLOURLESS ? 'none' : nameOfHue(hue)
}
