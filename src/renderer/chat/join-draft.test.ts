import { describe, expect, it } from 'vitest'
import type { Refusal } from '@shared/ipc/contract'
import { earlyRefusal, fieldOf, joinWish, type JoinDraft } from './join-draft'

const draft = (more: Partial<JoinDraft> = {}): JoinDraft => ({
  topic: 'house/garden',
  name: 'Garden',
  isPrivate: false,
  passphrase: 'left over',
  begins: false,
  turns: true,
  ...more,
})

describe('what is asked of main', () => {
  it('is no rule where the room is there already, and no passphrase where it is open', () => {
    expect(joinWish(draft())).toEqual({ topic: 'house/garden', name: 'Garden', kind: 'open' })
  })

  it.each([true, false])('is a rule where the room begins: %s', (turns) => {
    expect(joinWish(draft({ begins: true, turns }))).toMatchObject({ kind: 'open', turns })
  })

  it('is a passphrase where it is private', () => {
    const wish = joinWish(draft({ isPrivate: true, passphrase: ' with spaces ' }))
    expect(wish).toMatchObject({ kind: 'private', passphrase: ' with spaces ' })
    expect(wish).not.toHaveProperty('turns')
  })
})

describe('what can be said at once', () => {
  it.each([
    [{}, undefined],
    [{ name: 'x'.repeat(60) }, undefined],
    [{ name: ` ${'😀'.repeat(60)} ` }, undefined],
    [{ name: 'x'.repeat(61) }, 'name-too-long'],
    [{ isPrivate: true, passphrase: '1234567' }, 'passphrase-too-short'],
    [{ isPrivate: true, passphrase: '12345678' }, undefined],
    [{ isPrivate: false, passphrase: '' }, undefined],
  ] as const)('%j: %s', (more, problem) => {
    expect(earlyRefusal(draft(more))).toEqual(problem && { kind: 'room', problem })
  })
})

it.each<[Refusal | undefined, ReturnType<typeof fieldOf>]>([
  [undefined, undefined],
  [{ kind: 'room-topic', problem: 'wildcard' }, 'topic'],
  [{ kind: 'room', problem: 'here' }, 'topic'],
  [{ kind: 'room', problem: 'light' }, 'topic'],
  [{ kind: 'room', problem: 'name-too-long' }, 'name'],
  [{ kind: 'room', problem: 'passphrase-too-short' }, 'passphrase'],
  [{ kind: 'room', problem: 'passphrase-wrong' }, 'passphrase'],
  [{ kind: 'room', problem: 'too-many' }, undefined],
  [{ kind: 'failed' }, undefined],
])('the refusal %j is about %s', (why, field) => {
  expect(fieldOf(why)).toBe(field)
})
