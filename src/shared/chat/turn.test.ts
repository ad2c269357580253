import { describe, expect, it } from 'vitest'
import { FIRST_RULES, type RoomRules } from './rules'
import {
  MAX_CLOCK_LEAP,
  MAX_FIRST_CLOCK,
  believableClock,
  isOver,
  turnOf,
  type LastWord,
  type Turn,
} from './turn'

describe('a turn', () => {
  const by = (user?: string): { clock: number; id: string; user?: string } => ({ clock: 1, id: 'a', user })
  it.each<[string, [string | undefined, LastWord | undefined, boolean], Turn]>([
    ['in an empty room', ['John', undefined, false], { mayWrite: true }],
    ['after somebody else', ['John', by('Yoko'), false], { mayWrite: true }],
    ['after somebody without a name', ['John', by(), false], { mayWrite: true }],
    ['not after oneself', ['John', by('John'), false], { mayWrite: false, because: 'last-is-mine' }],
    [
      'not after oneself in other letters',
      ['John', by(' JOHN '), false],
      { mayWrite: false, because: 'last-is-mine' },
    ],
    [
      'not while a message is under way',
      ['John', by('Yoko'), true],
      { mayWrite: false, because: 'under-way' },
    ],
    [
      'not in an empty room with one under way',
      ['John', undefined, true],
      { mayWrite: false, because: 'under-way' },
    ],
    ['not without a name', [undefined, by('Yoko'), false], { mayWrite: false, because: 'no-name' }],
    [
      'not without a name where nobody wrote',
      [undefined, undefined, false],
      { mayWrite: false, because: 'no-name' },
    ],
    [
      'not without a name after somebody without one',
      [undefined, by(), false],
      { mayWrite: false, because: 'no-name' },
    ],
  ])('is had %s', (_when, args, turn) => {
    expect(turnOf(...args, FIRST_RULES, 1_000_000)).toEqual(turn)
  })

  const free: RoomRules = { turns: false, timeout: 0, revision: 1 }
  const patient: RoomRules = { turns: true, timeout: 10, revision: 1 }
  const mine = { mayWrite: false, because: 'last-is-mine' } as const
  it.each<[string, Parameters<typeof turnOf>, Turn]>([
    ['always in a room without turns', ['John', by('John'), true, free, 0], { mayWrite: true }],
    [
      'not without a name, even there',
      [undefined, by('Yoko'), false, free, 0],
      { mayWrite: false, because: 'no-name' },
    ],
    ['not before the silence is long enough', ['John', by('John'), false, patient, 9.99], mine],
    ['when the silence is long enough', ['John', by('John'), false, patient, 10], { mayWrite: true }],
    [
      'not while a message is under way, however long that takes',
      ['John', by('John'), true, patient, 1_000],
      { mayWrite: false, because: 'under-way' },
    ],
    ['not when the clock was set back', ['John', by('John'), false, patient, -1_000], mine],
  ])('is had %s', (_when, args, turn) => {
    expect(turnOf(...args)).toEqual(turn)
  })

  it('never comes by silence where there is no time-out', () => {
    expect(isOver(0, Infinity)).toBe(false)
    expect(isOver(1, 1)).toBe(true)
  })
})

describe('a clock is believed', () => {
  it.each([
    [1, 0],
    [7, 0],
    // Behind what was seen is ordinary: messages come late.
    [1, 500],
    [MAX_CLOCK_LEAP + 1, 1],
    // Who has heard nothing yet cannot know how far a room has come.
    [MAX_FIRST_CLOCK, 0],
    [MAX_CLOCK_LEAP + 5, 5],
  ])('%d after %d', (clock, seen) => {
    expect(believableClock(clock, seen)).toBe(clock)
  })

  it.each([
    [MAX_FIRST_CLOCK + 1, 0],
    [MAX_CLOCK_LEAP + 2, 1],
    [MAX_CLOCK_LEAP + 6, 5],
    [0, 0],
    [-1, 0],
    [1.5, 0],
    [NaN, 0],
    [Infinity, 0],
    [Number.MAX_SAFE_INTEGER + 1, Number.MAX_SAFE_INTEGER],
    ['7', 0],
    [7n, 0],
    [null, 0],
    [undefined, 0],
    [true, 0],
    [[7], 0],
    [{ valueOf: () => 7 }, 0],
  ])('not %s after %d', (clock, seen) => {
    expect(believableClock(clock, seen)).toBeUndefined()
  })
})
