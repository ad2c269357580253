import { expect, it } from 'vitest'
import type { LightState } from './light'
import { sectionsOf } from './sections'
import { lightState as light } from './testing/light-state'

/** Each section as its heading and the names beneath. */
function shown(...lights: readonly LightState[]): [string, ...string[]][] {
  return sectionsOf(lights).map(({ kind, room, lights: some }) => [
    room ?? kind,
    ...some.map(({ name }) => name),
  ])
}

it('puts favourites first, then the rooms by name, then the rest', () => {
  const lights = [
    light('porch'),
    light('shelf', { room: 'Room 10' }),
    light('desk', { room: 'Room 9' }),
    light('bed', { room: 'Attic' }),
    light('sofa', { room: 'Attic', favourite: true }),
  ]
  expect(shown(...lights)).toEqual([
    ['favourites', 'sofa'],
    ['Attic', 'bed'],
    ['Room 9', 'desk'],
    ['Room 10', 'shelf'],
    ['others', 'porch'],
  ])
})

it('keeps the order of the user inside each', () => {
  const room = 'Hall'
  expect(
    shown(light('a', { room }), light('c', { room, place: 0 }), light('b', { place: 1 }), light('d')),
  ).toEqual([
    ['Hall', 'c', 'a'],
    ['others', 'b', 'd'],
  ])
})

it('leaves out hidden lights, and headings with nothing beneath', () => {
  expect(
    shown(light('a', { hidden: true, favourite: true }), light('b', { hidden: true, room: 'Hall' })),
  ).toEqual([])
  expect(shown()).toEqual([])
})

it('takes any word for a room', () => {
  expect(shown(light('a', { room: '__proto__' }), light('b', { room: 'constructor' }))).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
  ])
})

it('does not touch the list it is given', () => {
  const lights = Object.freeze([light('b'), light('a')])
  expect(shown(...lights)).toEqual([['others', 'a', 'b']])
  expect(sectionsOf(lights)[0]!.lights[0]).toBe(lights[1])
})
