import { describe, expect, it } from 'vitest'
import { compareLights, isUsable, toggled, type LightState } from './light'
import { lightState } from './testing/light-state'

const light = (different: Partial<LightState>): LightState => lightState('led', different)

it.each<[Partial<LightState>, boolean]>([
  [{ power: 'on' }, false],
  [{ power: 'off' }, true],
  [{ power: 'unknown' }, true],
  [{ power: 'off', pending: { power: 'on' } }, false],
  [{ power: 'on', pending: { power: 'off' } }, true],
  [{ power: 'unknown', pending: { power: 'on' } }, false],
  [{ power: 'on', pending: { brightness: 50 } }, false],
])('a click on %j asks for on: %s', (state, on) => {
  expect(toggled(light(state))).toBe(on)
})

it.each<[Partial<LightState>, boolean]>([
  [{}, true],
  [{ availability: 'offline' }, false],
  [{ availability: 'missing' }, false],
  [{ locked: { kind: 'no-command' } }, false],
])('a light that is %j can be used: %s', (state, usable) => {
  expect(isUsable(light(state))).toBe(usable)
})

describe('lights stand', () => {
  const order = (...lights: Partial<LightState>[]): string[] =>
    lights
      .map(light)
      .sort(compareLights)
      .map(({ id }) => id)

  it('where the user has put them, before all others', () => {
    expect(order({ id: 'a' }, { id: 'c', place: 1 }, { id: 'b', place: 0 })).toEqual(['b', 'c', 'a'])
  })

  it('by name, numbers as numbers', () => {
    expect(
      order({ id: 'x', name: 'Lamp 10' }, { id: 'y', name: 'Lamp 9' }, { id: 'z', name: 'attic' }),
    ).toEqual(['z', 'y', 'x'])
  })

  it('by id where they have one name, so that they never change places', () => {
    expect(order({ id: 'b' }, { id: 'a' }, { id: 'c' })).toEqual(['a', 'b', 'c'])
  })
})
