import { describe, expect, it } from 'vitest'
import type { Arranging } from './arrange'
import { removeTimer, setShortcut, setTimer, timerDone } from './arrange-times'
import type { Arrangement } from './arrangement'
import { FIRST, FULL, GROUP, LAMP } from './testing/arrangements'
import { nextAt } from './time'

const NOW = Date.UTC(2026, 4, 10, 12)
const lamp = { id: LAMP, name: 'Lamp' }
const must = (result: Arranging): Arrangement => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const arrange = (problem: string): unknown => ({ ok: false, error: { kind: 'arrange', problem } })

describe('a timer', () => {
  const set = (when: Parameters<typeof setTimer>[1]['when'], before = FIRST): Arranging =>
    setTimer(before, { light: lamp, power: 'off', when }, 'new', NOW)

  it('comes after some minutes, and its light is known', () => {
    const next = must(set({ minutes: 30 }))
    expect(next.timers).toEqual([{ id: 'new', light: LAMP, power: 'off', at: NOW + 1_800_000 }])
    expect(next.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
  })

  it('comes at a time, once or every day', () => {
    const at = nextAt('07:00', NOW)
    expect(must(set({ time: '07:00', daily: false })).timers[0]).toEqual({
      id: 'new',
      light: LAMP,
      power: 'off',
      at,
    })
    expect(must(set({ time: '07:00', daily: true })).timers[0]).toMatchObject({ at, daily: '07:00' })
  })

  it.each([0, -1, NaN, Infinity, 10_080.5])('not after %d minutes', (minutes) => {
    expect(set({ minutes })).toEqual(arrange('time'))
  })

  it.each(['', '7:00', '25:00', 'soon'])('not at %j', (time) => {
    expect(set({ time, daily: true })).toEqual(arrange('time'))
  })

  it('is one of at most 100', () => {
    const timers = Array.from({ length: 100 }, (_, index) => ({
      id: `${index}`,
      light: 'led',
      power: 'on' as const,
      at: 1,
    }))
    expect(set({ minutes: 1 }, { ...FIRST, timers })).toEqual(arrange('too-many'))
  })

  it('goes, or comes again', () => {
    expect(must(removeTimer(FULL, 'wake')).timers).toEqual([FULL.timers[1]])
    expect(must(removeTimer(FULL, 'gone'))).toEqual(FULL)
    expect(timerDone(FULL, 'sleep').timers).toEqual([FULL.timers[0]])
    expect(timerDone(FULL, 'wake', 5).timers).toEqual([{ ...FULL.timers[0], at: 5 }, FULL.timers[1]])
    expect(timerDone(FULL, 'gone', 5)).toEqual(FULL)
  })
})

describe('a shortcut', () => {
  it('is one per light, written the same way always', () => {
    const next = must(setShortcut(FIRST, lamp, 'alt+ctrl+l'))
    expect(next.shortcuts).toEqual([{ light: LAMP, keys: 'Control+Alt+L' }])
    expect(next.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
    expect(must(setShortcut(next, lamp, 'Alt+F2')).shortcuts).toEqual([{ light: LAMP, keys: 'Alt+F2' }])
  })

  it('can be set to what it is, and taken away', () => {
    expect(must(setShortcut(FULL, lamp, 'CommandOrControl+Alt+L')).shortcuts).toContainEqual(
      FULL.shortcuts[0],
    )
    expect(must(setShortcut(FULL, lamp, ' ')).shortcuts).toEqual([FULL.shortcuts[1]])
  })

  it('is refused where it is none, or another light’s', () => {
    expect(setShortcut(FULL, lamp, 'L')).toEqual({
      ok: false,
      error: { kind: 'shortcut', problem: 'unusable' },
    })
    expect(setShortcut(FULL, lamp, 'alt+f1')).toEqual({
      ok: false,
      error: { kind: 'shortcut', problem: 'taken' },
    })
    expect(
      must(setShortcut(must(setShortcut(FULL, { id: GROUP, name: 'All' }, '')), lamp, 'alt+f1')).shortcuts,
    ).toEqual([{ light: LAMP, keys: 'Alt+F1' }])
  })

  it('is one of at most 50', () => {
    const shortcuts = Array.from({ length: 50 }, (_, index) => ({ light: `${index}`, keys: `Alt+${index}` }))
    expect(setShortcut({ ...FIRST, shortcuts }, lamp, 'Super+L')).toEqual(arrange('too-many'))
  })
})
