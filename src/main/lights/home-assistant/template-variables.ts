import type { LightWish } from '@shared/light/light'
import { miredOf, rgbOf, scaled } from '@shared/light/units'

/** What Home Assistant hands to a command template; what is not wished is not there, so that `is defined` can ask. */
export function templateVariables(wish: LightWish, inKelvin: boolean): Record<string, unknown> {
  const { power = 'on', brightness, temperature, colour, effect, transition } = wish
  const isOff = power === 'off'
  return {
    state: !isOff,
    ...(transition === undefined ? {} : { transition: rounded(transition) }),
    ...(isOff || brightness === undefined ? {} : { brightness: scaled(brightness, 255) }),
    ...(isOff || temperature === undefined
      ? {}
      : { color_temp: Math.round(inKelvin ? temperature : miredOf(temperature)) }),
    ...(isOff || colour === undefined ? {} : colourVariables(colour)),
    ...(isOff || effect === undefined ? {} : { effect }),
  }
}

function colourVariables(colour: NonNullable<LightWish['colour']>): Record<string, number> {
  const { red, green, blue } = rgbOf(colour)
  return {
    red: Math.round(red),
    green: Math.round(green),
    blue: Math.round(blue),
    hue: rounded(colour.hue),
    sat: rounded(colour.saturation),
  }
}

/** To hundredths. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
