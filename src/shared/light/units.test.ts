import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { colourOfRgb, colourOfXy, kelvinOf, miredOf, percentOf, rgbOf, scaled, xyOf, type Rgb } from './units'

const all = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const channel = fc.integer({ min: 0, max: 255 })
const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e308, -1e308, 5e-324))
const rounded = ({ red, green, blue }: Rgb): Rgb => ({
  red: Math.round(red),
  green: Math.round(green),
  blue: Math.round(blue),
})
/** sRGB's red, green and blue in the CIE diagram, and its white (IEC 61966-2-1). */
const RED = { x: 0.64, y: 0.33 }
const GREEN = { x: 0.3, y: 0.6 }
const BLUE = { x: 0.15, y: 0.06 }
const WHITE = { x: 0.3127, y: 0.329 }

describe('what a device counts is the same after it was a percentage', () => {
  it.each([100, 254, 255, 1000])('up to %i', (scale) => {
    for (const value of all(0, scale)) expect(scaled(percentOf(value, scale), scale)).toBe(value)
  })

  it('and one percent never becomes nothing, nor more than there is', () => {
    expect(scaled(1, 10)).toBe(1)
    expect(scaled(0.0001, 254)).toBe(1)
    expect(scaled(0, 254)).toBe(0)
    expect(scaled(-5, 254)).toBe(0)
    expect(scaled(100, 254)).toBe(254)
    expect(scaled(1_000, 254)).toBe(254)
    expect(percentOf(300, 254)).toBe(100)
    expect(percentOf(-1, 254)).toBe(0)
  })
})

it('a mired is the same after it was Kelvin', () => {
  for (const mired of all(1, 1000)) expect(Math.round(miredOf(kelvinOf(mired)))).toBe(mired)
  expect(kelvinOf(250)).toBe(4000)
})

describe('red, green and blue', () => {
  it.each<[string, Rgb, { hue: number; saturation: number }]>([
    ['red', { red: 255, green: 0, blue: 0 }, { hue: 0, saturation: 100 }],
    ['yellow', { red: 255, green: 255, blue: 0 }, { hue: 60, saturation: 100 }],
    ['green', { red: 0, green: 255, blue: 0 }, { hue: 120, saturation: 100 }],
    ['cyan', { red: 0, green: 255, blue: 255 }, { hue: 180, saturation: 100 }],
    ['blue', { red: 0, green: 0, blue: 255 }, { hue: 240, saturation: 100 }],
    ['magenta', { red: 255, green: 0, blue: 255 }, { hue: 300, saturation: 100 }],
    ['white', { red: 255, green: 255, blue: 255 }, { hue: 0, saturation: 0 }],
    ['pink', { red: 255, green: 127.5, blue: 127.5 }, { hue: 0, saturation: 50 }],
  ])('of %s', (_name, rgb, colour) => {
    expect(colourOfRgb(rgb)).toEqual(colour)
    expect(rgbOf(colour)).toEqual(rgb)
  })

  it('go around the circle', () => {
    expect(rgbOf({ hue: 360, saturation: 100 })).toEqual(rgbOf({ hue: 0, saturation: 100 }))
    expect(rgbOf({ hue: 0, saturation: 100 }, 50)).toEqual({ red: 127.5, green: 0, blue: 0 })
  })

  it('are the same after they were a colour and a brightness', () => {
    fc.assert(
      fc.property(channel, channel, channel, (red, green, blue) => {
        const brightness = percentOf(Math.max(red, green, blue), 255)
        const back = rgbOf(colourOfRgb({ red, green, blue }), brightness)
        expect(rounded(back)).toEqual({ red, green, blue })
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('a point of the diagram', () => {
  it.each([
    ['red', RED, { hue: 0, saturation: 100 }],
    ['green', GREEN, { hue: 120, saturation: 100 }],
    ['blue', BLUE, { hue: 240, saturation: 100 }],
    ['white', WHITE, { hue: 0, saturation: 0 }],
  ])('of %s', (_name, { x, y }, colour) => {
    expect(xyOf(colour).x).toBeCloseTo(x, 3)
    expect(xyOf(colour).y).toBeCloseTo(y, 3)
    const back = rgbOf(colourOfXy({ x, y }))
    const wanted = rgbOf(colour)
    expect(Math.abs(back.red - wanted.red)).toBeLessThan(2)
    expect(Math.abs(back.green - wanted.green)).toBeLessThan(2)
    expect(Math.abs(back.blue - wanted.blue)).toBeLessThan(2)
  })

  it('that sRGB can show is the same after it was a colour, within 0.002', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, (first, second) => {
        // A point of the triangle: what is beyond its far side is folded back.
        const [g, b] = first + second > 1 ? [1 - first, 1 - second] : [first, second]
        const x = RED.x + g * (GREEN.x - RED.x) + b * (BLUE.x - RED.x)
        const y = RED.y + g * (GREEN.y - RED.y) + b * (BLUE.y - RED.y)
        const back = xyOf(colourOfXy({ x, y }))
        expect(Math.hypot(back.x - x, back.y - y)).toBeLessThan(0.002)
      }),
      { numRuns: 5_000 },
    )
  })

  it('beyond what sRGB can show keeps its hue: it lies on the line to white', () => {
    const green = { x: 0.17, y: 0.7 }
    const shown = xyOf(colourOfXy(green))
    const across = (green.x - WHITE.x) * (shown.y - WHITE.y) - (green.y - WHITE.y) * (shown.x - WHITE.x)
    expect(Math.abs(across)).toBeLessThan(0.001)
    expect(colourOfXy(green).saturation).toBeCloseTo(100, 6)
  })
})

it('whatever comes in, a colour is a colour', () => {
  const isColour = ({ hue, saturation }: { hue: number; saturation: number }): void => {
    expect(hue >= 0 && hue <= 360).toBe(true)
    expect(saturation >= 0 && saturation <= 100).toBe(true)
  }
  fc.assert(
    fc.property(anyNumber, anyNumber, (x, y) => {
      isColour(colourOfXy({ x, y }))
    }),
    { numRuns: 2_000 },
  )
  for (const [x, y] of [
    [0, 0],
    [1, 1],
    [1, 0],
    [0, 1],
    [NaN, NaN],
  ] as const)
    isColour(colourOfXy({ x, y }))
  fc.assert(
    fc.property(channel, channel, channel, (red, green, blue) => {
      isColour(colourOfRgb({ red, green, blue }))
    }),
  )
  isColour(colourOfRgb({ red: 0, green: 0, blue: 0 }))
  isColour(colourOfRgb({ red: NaN, green: 1, blue: 2 }))
})
