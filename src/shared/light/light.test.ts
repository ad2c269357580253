import { expect, it } from 'vitest'
import { toggled, type LightState } from './light'

const light = (power: LightState['power'], pending?: LightState['pending']): LightState => ({
  id: 'led',
  name: 'led',
  power,
  pending,
})

it.each<[LightState, boolean]>([
  [light('on'), false],
  [light('off'), true],
  [light('unknown'), true],
  [light('off', 'on'), false],
  [light('on', 'off'), true],
  [light('unknown', 'on'), false],
])('a click on %j asks for on: %s', (state, on) => {
  expect(toggled(state)).toBe(on)
})
