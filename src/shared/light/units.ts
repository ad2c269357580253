/** A colour without its brightness. */
export interface Colour {
  /** Degrees, 0 to 360. */
  readonly hue: number
  /** Percent, 0 (white) to 100. */
  readonly saturation: number
}

/** Red, green and blue as devices count them: 0 to 255, not rounded. */
export interface Rgb {
  readonly red: number
  readonly green: number
  readonly blue: number
}

/** A point of the CIE 1931 diagram, 0 to 1 each. */
export interface Xy {
  readonly x: number
  readonly y: number
}

/** Mired from Kelvin and Kelvin from mired: each is a million divided by the other. */
export function miredOf(kelvin: number): number {
  return 1_000_000 / kelvin
}

export function kelvinOf(mired: number): number {
  return 1_000_000 / mired
}

/** Percent from what a device counts up to `scale`; a device's zero is zero. */
export function percentOf(value: number, scale: number): number {
  return Math.min(100, Math.max(0, (value / scale) * 100))
}

/** What a device counts up to `scale`, a whole number; one percent never becomes nothing. */
export function scaled(percent: number, scale: number): number {
  const value = Math.round((percent / 100) * scale)
  return percent > 0 ? Math.min(scale, Math.max(1, value)) : 0
}

/** Red, green and blue of a colour at a brightness in percent: the HSV hexcone (A. R. Smith, 1978) with hue, saturation, value. */
export function rgbOf({ hue, saturation }: Colour, brightness = 100): Rgb {
  const full = (255 * within(brightness, 0, 100)) / 100
  const least = full * (1 - within(saturation, 0, 100) / 100)
  // Each channel is full for a third of the circle around its own hue and rises and falls over a sixth beside it.
  const channel = (own: number): number => {
    const away = Math.abs(((((hue - own) % 360) + 540) % 360) - 180)
    return least + (full - least) * within(2 - away / 60, 0, 1)
  }
  return { red: channel(0), green: channel(120), blue: channel(240) }
}

/** Hue and saturation of red, green and blue whatever their brightness; black counts as white. The other way round of `rgbOf`. */
export function colourOfRgb({ red, green, blue }: Rgb): Colour {
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (!(most > 0) || range === 0) return { hue: 0, saturation: 0 }
  const sixth =
    most === red
      ? (green - blue) / range + 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4
  return { hue: (sixth * 60) % 360, saturation: within((range / most) * 100, 0, 100) }
}

/** The point of a colour at full brightness: sRGB with its transfer curve and white D65 (IEC 61966-2-1). */
export function xyOf(colour: Colour): Xy {
  const { red, green, blue } = rgbOf(colour)
  const [r, g, b] = [linear(red), linear(green), linear(blue)]
  const x = 0.4124564 * r + 0.3575761 * g + 0.1804375 * b
  const y = 0.2126729 * r + 0.7151522 * g + 0.072175 * b
  const z = 0.0193339 * r + 0.119192 * g + 0.9503041 * b
  return { x: x / (x + y + z), y: y / (x + y + z) }
}

/** The colour of a point. One that sRGB cannot show is brought in on the straight line to white, which keeps its hue. */
export function colourOfXy(point: Xy): Colour {
  const x = within(point.x, 0, 1)
  const y = within(point.y, 0, 1)
  const z = Math.max(0, 1 - x - y)
  const r = 3.2404542 * x - 1.5371385 * y - 0.4985314 * z
  const g = -0.969266 * x + 1.8760108 * y + 0.041556 * z
  const b = 0.0556434 * x - 0.2040259 * y + 1.0572252 * z
  // Adding the same to all three adds white light.
  const white = Math.max(0, -Math.min(r, g, b))
  const most = Math.max(r, g, b) + white
  const channel = (value: number): number => encoded((value + white) / most)
  return colourOfRgb({ red: channel(r), green: channel(g), blue: channel(b) })
}

/** What a channel of 0 to 255 gives of light, 0 to 1. */
function linear(channel: number): number {
  const share = channel / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

function encoded(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
}

/** Also where the value is no number: then it is the least. */
function within(value: number, least: number, most: number): number {
  return value > least ? Math.min(value, most) : least
}
