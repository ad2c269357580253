import type { LightValues, LightWish } from '@shared/light/light'
import { miredOf, rgbOf, scaled, xyOf, type Colour } from '@shared/light/units'
import type { ColourFormat, LightForms } from './forms'
import { mixOf } from './white-mix'

type Message = Readonly<Record<string, unknown>>

/** The command for a wish in the json schema's words. `color_mode` belongs to states only, so it is never in it. */
export function jsonCommand(light: LightForms, wish: LightWish, now: LightValues): Message {
  const transition = wish.transition === undefined ? {} : { transition: rounded(wish.transition, 3) }
  if (wish.power === 'off') return { state: 'OFF', ...transition }
  return {
    state: 'ON',
    ...levelOf(light, wish),
    ...lookOf(light, wish, now),
    ...(wish.effect === undefined ? {} : { effect: wish.effect }),
    ...transition,
  }
}

function levelOf(light: LightForms, { brightness, colour }: LightWish): Message {
  if (brightness === undefined || (colour && light.dimsByColour)) return {}
  return { brightness: scaled(brightness, light.brightnessScale) }
}

/** Temperature, colour or white: of these a light can only have one. */
function lookOf(light: LightForms, wish: LightWish, now: LightValues): Message {
  if (wish.temperature !== undefined) return temperatureIn(light, wish.temperature)
  if (wish.colour && light.colour) {
    const level = light.dimsByColour ? (wish.brightness ?? 100) : 100
    return { color: colourIn(light.colour, wish.colour, level) }
  }
  if (!wish.white) return {}
  if (light.white === 'rgbw') return { color: { r: 0, g: 0, b: 0, w: 255 } }
  return {
    white: scaled(wish.brightness ?? now.brightness ?? 100, light.whiteScale),
    // ESPHome does not read `white`; this older word for the same is what it knows.
    white_value: 255,
  }
}

function temperatureIn(light: LightForms, kelvin: number): Message {
  if (light.temperature === 'color_temp') {
    return { color_temp: Math.round(light.inKelvin ? kelvin : miredOf(kelvin)) }
  }
  if (!light.can.temperature) return {}
  const { cold, warm } = mixOf(kelvin, light.can.temperature, 255)
  return { color: { r: 0, g: 0, b: 0, c: cold, w: warm } }
}

function colourIn(format: ColourFormat, colour: Colour, level: number): Message {
  if (format === 'hs') return { h: rounded(colour.hue, 2), s: rounded(colour.saturation, 2) }
  if (format === 'xy') {
    const { x, y } = xyOf(colour)
    return { x: rounded(x, 4), y: rounded(y, 4) }
  }
  const { red, green, blue } = rgbOf(colour, level)
  return {
    r: Math.round(red),
    g: Math.round(green),
    b: Math.round(blue),
    ...(format === 'rgbw' ? { w: 0 } : {}),
    ...(format === 'rgbww' ? { c: 0, w: 0 } : {}),
  }
}

function rounded(value: number, digits: number): number {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}
