import { expect, it } from 'vitest'
import { nameOfColour, nameOfHue } from './hue'

it.each([
  [0, 'red'],
  [14.9, 'red'],
  [30, 'orange'],
  [60, 'yellow'],
  [120, 'green'],
  [180, 'cyan'],
  [220, 'blue'],
  [290, 'violet'],
  [330, 'pink'],
  [345, 'red'],
  [360, 'red'],
])('%d degrees are %s', (degrees, name) => {
  expect(nameOfHue(degrees)).toBe(name)
})

it('a colour without colour has none', () => {
  expect(nameOfColour({ hue: 120, saturation: 7 })).toBe('none')
  expect(nameOfColour({ hue: 120, saturation: 8 })).toBe('green')
})
