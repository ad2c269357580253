import { beforeEach, describe, expect, it } from 'vitest'
import { ok, refused } from '@shared/result'
import { SAVED_LIMITS, type SavedMessage } from '@shared/wire/saved-message'
import { SavedMessages } from './saved-messages'

const form = { name: 'Light on', topic: 'led', payload: 'on', qos: 2, retain: true } as const
let kept: readonly SavedMessage[]
let writes: number
let problem: string | undefined
let saved: SavedMessages
beforeEach(() => {
  kept = []
  writes = 0
  problem = undefined
  let ids = 0
  const write = (list: readonly SavedMessage[]): string | undefined => {
    writes++
    kept = list
    return problem
  }
  saved = new SavedMessages({ read: () => kept, write }, () => `id-${++ids}`)
})

describe('saving', () => {
  it('keeps new ones in the order they came, each under an id of its own', () => {
    expect(saved.save(form)).toEqual(ok(undefined))
    expect(saved.save({ ...form, name: '  Light on ', payload: '' })).toEqual(ok(undefined))
    expect(saved.list).toEqual([
      { ...form, id: 'id-1' },
      { ...form, payload: '', id: 'id-2' },
    ])
    expect(kept).toBe(saved.list)
  })

  it('changes one in its place', () => {
    for (const name of ['a', 'b', 'c']) saved.save({ ...form, name })
    expect(saved.save({ ...form, id: 'id-2', name: 'B', qos: 0, retain: false })).toEqual(ok(undefined))
    expect(saved.list.map(({ id, name, qos }) => [id, name, qos])).toEqual([
      ['id-1', 'a', 2],
      ['id-2', 'B', 0],
      ['id-3', 'c', 2],
    ])
  })

  it('does not bring back one that has been removed', () => {
    expect(saved.save({ ...form, id: 'id-9' })).toEqual(refused({ kind: 'gone' }))
    expect(writes).toBe(0)
  })

  it.each([
    [{ name: '' }, { kind: 'saved-message', problem: 'name' }],
    [{ name: ' \u3000\n' }, { kind: 'saved-message', problem: 'name' }],
    [{ name: 'two\nlines' }, { kind: 'saved-message', problem: 'name' }],
    [{ name: '\ud800' }, { kind: 'saved-message', problem: 'name' }],
    [{ name: 'x'.repeat(SAVED_LIMITS.name + 1) }, { kind: 'saved-message', problem: 'too-long' }],
    [{ payload: 'x'.repeat(SAVED_LIMITS.payload + 1) }, { kind: 'saved-message', problem: 'too-long' }],
    [{ topic: '' }, { kind: 'topic', problem: 'empty' }],
    [{ topic: 'home/#' }, { kind: 'topic', problem: 'wildcard' }],
  ])('refuses %.60j, new or changed', (more, error) => {
    saved.save(form)
    expect(saved.save({ ...form, ...more })).toEqual({ ok: false, error })
    expect(saved.save({ ...form, ...more, id: 'id-1' })).toEqual({ ok: false, error })
    expect(saved.list).toEqual([{ ...form, id: 'id-1' }])
    expect(writes).toBe(1)
  })

  it('takes what just fits', () => {
    const longest = { name: 'x'.repeat(SAVED_LIMITS.name), payload: 'x'.repeat(SAVED_LIMITS.payload) }
    expect(saved.save({ ...form, ...longest })).toEqual(ok(undefined))
  })

  it('keeps 100, which can still be changed', () => {
    for (let count = 0; count < SAVED_LIMITS.messages; count++) expect(saved.save(form).ok).toBe(true)
    expect(saved.save(form)).toEqual(refused({ kind: 'saved-message', problem: 'too-many' }))
    expect(saved.save({ ...form, id: 'id-1', payload: 'off' }).ok).toBe(true)
    expect(saved.list).toHaveLength(SAVED_LIMITS.messages)
  })
})

describe('removing', () => {
  it('takes out the one, and writes nothing for one that is not there', () => {
    for (const name of ['a', 'b']) saved.save({ ...form, name })
    expect(saved.remove('id-1')).toEqual(ok(undefined))
    expect(saved.remove('id-1')).toEqual(ok(undefined))
    expect(saved.list.map(({ name }) => name)).toEqual(['b'])
    expect(writes).toBe(3)
  })
})

it('says why it could not be written', () => {
  problem = 'EROFS'
  const told = refused({ kind: 'not-saved', detail: 'EROFS' })
  expect(saved.save(form)).toEqual(told)
  expect(saved.save({ ...form, id: 'id-1' })).toEqual(told)
  expect(saved.remove('id-1')).toEqual(told)
})
