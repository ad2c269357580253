import { expect, it } from 'vitest'
import { calmNotes, type BrokerNote } from './notes'

it('lets one note of a kind through in ten seconds, and every note about the store', () => {
  let time = 0
  const passed: string[] = []
  const note = calmNotes(
    ({ kind }) => passed.push(kind),
    () => time,
  )
  const limit: BrokerNote = { kind: 'client-limit', client: 'a', limit: 1 }
  const store: BrokerNote = { kind: 'store-in-memory', reason: 'full' }
  note(limit)
  note(limit)
  note({ kind: 'fault', reason: 'x' })
  note(store)
  note(store)
  time = 10_000
  note(limit)
  expect(passed).toEqual(['client-limit', 'fault', 'store-in-memory', 'store-in-memory', 'client-limit'])
})
