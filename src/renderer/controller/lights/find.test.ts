import { expect, it } from 'vitest'
import { aLight } from '../../testing/state'
import { found } from './find'

const lights = [
  aLight({ id: '1', name: 'Sofa', room: 'Café' }),
  aLight({ id: '2', name: 'Ceiling lamp', room: 'Kitchen' }),
  aLight({ id: '3', name: 'Lamp' }),
]

it.each([
  ['', '123'],
  ['  ', '123'],
  ['LAMP', '23'],
  ['kitchen lamp', '2'],
  ['cafe', '1'],
  ['sofacafe', ''],
  ['[.*', ''],
])('%j finds %s', (query, ids) => {
  expect(
    found(lights, query)
      .map(({ id }) => id)
      .join(''),
  ).toBe(ids)
})
