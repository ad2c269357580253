import { expect, it } from 'vitest'
import { ON_OFF } from './light'
import { clickDoes } from './tray-click'

it.each([
  ['a switch', undefined, ON_OFF, 'toggle'],
  ['no light at all', undefined, undefined, 'toggle'],
  ['a dimmer', undefined, { ...ON_OFF, brightness: true }, 'panel'],
  ['a colour', undefined, { ...ON_OFF, colour: true }, 'panel'],
  ['a white', undefined, { ...ON_OFF, temperature: { min: 1, max: 2 } }, 'panel'],
  ['what the user chose', 'toggle', { ...ON_OFF, brightness: true }, 'toggle'],
  ['what the user chose', 'panel', ON_OFF, 'panel'],
] as const)('a click on %s (%s chosen) leads to the right thing', (_what, chosen, can, expected) => {
  expect(clickDoes(chosen, can && { can })).toBe(expected)
})
