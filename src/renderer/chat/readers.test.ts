import { expect, it } from 'vitest'
import { aMessage } from '../testing/state'
import { newestRead } from './readers'

const own = (clock: number) => aMessage({ id: `m${clock}`, clock, own: true, delivery: 'sent' })
const other = (clock: number) => aMessage({ id: `m${clock}`, clock })
const reader = (name: string, clock: number) => ({ name, clock, id: `m${clock}` })
const conversation = [own(1), other(2), own(3), other(4), own(5)]

it.each([
  ['nobody', [], undefined],
  ['one who has read everything', [reader('Yoko', 5)], { id: 'm5', names: ['Yoko'] }],
  ['one who has read up to another message', [reader('Yoko', 4)], { id: 'm3', names: ['Yoko'] }],
  [
    'two, of whom one has read further',
    [reader('Yoko', 4), reader('Ringo', 2)],
    { id: 'm3', names: ['Yoko'] },
  ],
  ['two', [reader('Yoko', 4), reader('Ringo', 9)], { id: 'm5', names: ['Ringo'] }],
  ['one on two computers', [reader('Yoko', 5), reader('Yoko', 6)], { id: 'm5', names: ['Yoko'] }],
  ['one who has read none of them', [reader('Yoko', 0)], undefined],
])('tells of %s', (_who, readers, told) => {
  expect(newestRead(conversation, readers)).toEqual(told)
})

it('tells of no message that this copy has not written', () => {
  expect(newestRead([aMessage({ own: true, elsewhere: true })], [reader('Yoko', 9)])).toBeUndefined()
})
