import { describe, expect, it } from 'vitest'
import { cssOfColour, cssOfLight, cssOfWhite } from './appearance'

it.each([
  [{ hue: 0, saturation: 100 }, 'hsl(0.0 100% 50.0%)'],
  [{ hue: 220, saturation: 50 }, 'hsl(220.0 100% 75.0%)'],
  [{ hue: 90, saturation: 0 }, 'hsl(90.0 100% 100.0%)'],
])('%j at full brightness is %s', (colour, css) => {
  expect(cssOfColour(colour)).toBe(css)
})

describe('a white', () => {
  const blueOf = (kelvin: number): number => Number(/(\d+)\)$/.exec(cssOfWhite(kelvin))?.[1])

  it('is bluer the colder it is, over the whole range and beyond its ends', () => {
    const blues = [1_000, 2_000, 2_400, 2_700, 3_500, 4_500, 6_500].map(blueOf)
    expect(blues).toEqual([...blues].sort((a, b) => a - b))
    expect(cssOfWhite(1_000)).toBe(cssOfWhite(2_000))
    expect(cssOfWhite(20_000)).toBe(cssOfWhite(10_000))
  })

  it('runs through between two known ones', () => {
    expect(cssOfWhite(2_000)).toBe('rgb(255 162 66)')
    expect(cssOfWhite(1_000_000 / 435)).toBe('rgb(255 180 94)')
  })
})

it('of a light counts what makes its light now', () => {
  const both = { colour: { hue: 0, saturation: 100 }, temperature: 2_000 }
  expect(cssOfLight({ ...both, mode: 'colour' })).toBe('hsl(0.0 100% 50.0%)')
  expect(cssOfLight({ ...both, mode: 'temperature' })).toBe('rgb(255 162 66)')
  expect(cssOfLight({ mode: 'white' })).toMatch(/^rgb/)
  expect(cssOfLight({ mode: 'temperature' })).toBeUndefined()
  expect(cssOfLight(both)).toBeUndefined()
})
