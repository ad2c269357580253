import { describe, expect, it } from 'vitest'
import { ON_OFF, type LightState } from '@shared/light/light'
import { lightState } from '@shared/light/testing/light-state'
import { groupState } from './groups'

const group = { id: 'group:1', name: 'Both', members: ['a', 'b'] }
const light = (more: Partial<LightState> = {}): LightState => lightState('a', more)

describe('power', () => {
  it.each([
    [['on', 'off'], 'on'],
    [['off', 'off'], 'off'],
    [['off', 'unknown'], 'unknown'],
    [['on', 'unknown'], 'on'],
    [[], 'unknown'],
  ] as const)('of %j is %s', (powers, expected) => {
    const lights = powers.map((power) => light({ power }))
    expect(groupState(group, lights).power).toBe(expected)
  })

  it('does not count who is away while somebody is there', () => {
    const away = light({ power: 'on', availability: 'offline' })
    expect(groupState(group, [away, light()])).toMatchObject({ power: 'off', availability: 'online' })
    expect(groupState(group, [away])).toMatchObject({ power: 'on', availability: 'offline' })
    expect(groupState(group, [])).toMatchObject({ availability: 'missing' })
  })
})

it('can what one of them can, in the widest range, without effects and scenes', () => {
  const can = { ...ON_OFF, effects: ['rainbow'], scenes: ['Dinner'] }
  const lights = [
    light({ can: { ...can, temperature: { min: 2_700, max: 5_000 } } }),
    light({ can: { ...can, brightness: true, temperature: { min: 2_200, max: 4_000 } } }),
    light({ can: { ...can, colour: true }, locked: { kind: 'template' } }),
  ]
  expect(groupState(group, lights).can).toEqual({
    ...ON_OFF,
    brightness: true,
    temperature: { min: 2_200, max: 5_000 },
  })
})

it('shows the mean of those that are lit, and the colour of the first', () => {
  const colour = { hue: 120, saturation: 80 }
  const lights = [
    light({ power: 'on', brightness: 20, mode: 'colour', colour }),
    light({ power: 'on', brightness: 60 }),
    light({ brightness: 100 }),
  ]
  expect(groupState(group, lights)).toMatchObject({ brightness: 40, colour, mode: 'colour' })
})

it('is pending, noted, locked or optimistic as its lights are', () => {
  const shown = groupState(group, [light({ pending: { power: 'on' } }), light({ note: 'no-answer' })])
  expect(shown).toMatchObject({ pending: { power: 'on' }, note: 'no-answer' })
  expect(shown).not.toHaveProperty('locked')
  const locked = { kind: 'template' as const }
  expect(groupState(group, [light({ locked }), light()])).not.toHaveProperty('locked')
  expect(groupState(group, [light({ locked, optimistic: true })])).toMatchObject({ locked, optimistic: true })
})
