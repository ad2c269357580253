import { miredOf, type Colour } from '@shared/light/units'
import type { LightValues } from '@shared/light/light'

/** A colour at full brightness for a style sheet: hue and saturation as lamps count them, put into CSS's own hsl. */
export function cssOfColour({ hue, saturation }: Colour): string {
  return `hsl(${hue.toFixed(1)} 100% ${(100 - saturation / 2).toFixed(1)}%)`
}

/** What whites look like on a screen, by mired: as black bodies shine, a little paler so that names stay apart from oranges. */
const WHITES: readonly (readonly [mired: number, rgb: readonly [number, number, number]])[] = [
  [100, [205, 222, 255]],
  [154, [246, 249, 255]],
  [250, [255, 228, 188]],
  [370, [255, 197, 122]],
  [500, [255, 162, 66]],
]

/** A white of so many Kelvin for a style sheet. */
export function cssOfWhite(kelvin: number): string {
  const mired = miredOf(kelvin)
  const next = WHITES.findIndex(([at]) => at >= mired)
  const upper = WHITES.at(next) ?? WHITES[0]
  const lower = WHITES[Math.max(0, next - 1)]
  if (!upper || !lower) return 'white'
  const [from, to] = next < 0 ? [upper, upper] : [lower, upper]
  const part = to[0] === from[0] ? 0 : (mired - from[0]) / (to[0] - from[0])
  const [red, green, blue] = from[1].map((value, index) =>
    Math.round(value + ((to[1][index] ?? value) - value) * part),
  )
  return `rgb(${red} ${green} ${blue})`
}

/** The light that a lamp gives now, for a style sheet; missing where it has not said. */
export function cssOfLight({
  mode,
  colour,
  temperature,
}: Pick<LightValues, 'mode' | 'colour' | 'temperature'>): string | undefined {
  if (mode === 'colour') return colour && cssOfColour(colour)
  if (mode === 'temperature') return temperature === undefined ? undefined : cssOfWhite(temperature)
  return mode === 'white' ? cssOfWhite(5_000) : undefined
}
