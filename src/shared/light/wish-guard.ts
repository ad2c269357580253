import * as v from 'valibot'
import type { LightWish } from './light'

/** Characters; what a lamp calls its effects is cut at less. */
const MAX_WORD = 200

const between = (least: number, most: number): v.GenericSchema<number> =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most))
const word = v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_WORD))

/** A colour from outside. */
export const colourGuard = v.strictObject({ hue: between(0, 360), saturation: between(0, 100) })

/** Kelvin, farther to both sides than any lamp goes. */
export const temperatureGuard = between(100, 100_000)

/** Seconds a change takes. */
export const transitionGuard = between(0, 300)

/** A wish from outside; whether the light can do it is asked later. */
export const wishGuard: v.GenericSchema<unknown, LightWish> = v.strictObject({
  power: v.optional(v.picklist(['on', 'off'])),
  brightness: v.optional(between(1, 100)),
  temperature: v.optional(temperatureGuard),
  colour: v.optional(colourGuard),
  white: v.optional(v.literal(true)),
  effect: v.optional(word),
  scene: v.optional(word),
  transition: v.optional(transitionGuard),
})
