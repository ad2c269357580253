import type { Colour } from '@shared/light/units'

/** Below this saturation, in percent, a colour is taken for white. */
const WHITE = 10

/** The name of the first range of hues (degrees) that reaches beyond the colour. */
export function nameOfHue(
  { hue, saturation }: Colour,
  hues: readonly (readonly [until: number, name: string])[],
  white: string,
): string {
  if (saturation < WHITE) return white
  return hues.find(([until]) => hue < until)?.[1] ?? white
}
