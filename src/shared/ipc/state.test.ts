import { expect, it } from 'vitest'
import type { WireEntry } from '../wire/entry'
import { packPush, unpackPush, type StatePush } from './state'

const entry: WireEntry = {
  seq: 1,
  at: 1,
  direction: 'in',
  topic: 'à\u2028"',
  qos: 0,
  retain: false,
  size: 2,
  preview: '\ud83d\ude42',
  form: 'text',
}

it.each<StatePush>([
  { snapshot: true, views: { version: '1' }, wire: { upsert: [] } },
  { snapshot: false, views: {}, wire: { upsert: [entry], dropBefore: 1 }, messages: { upsert: [] } },
  { snapshot: false, views: {} },
])('a push arrives as it was sent: %#', (push) => {
  expect(unpackPush(structuredClone(packPush(push)))).toEqual(push)
})

it('has the wire in one piece on its way', () => {
  const packed = packPush({ snapshot: false, views: {}, wire: { upsert: [entry] } })
  expect(typeof packed.wire).toBe('string')
})
