import { describe, expect, it } from 'vitest'
import type { Arrangement } from './arrangement'
import { mergeArrangement } from './merge'
import { afterRestart, FIRST, FULL, GROUP, LAMP } from './testing/arrangements'
import { nextAt } from './time'

const BEFORE = 1_999_999_000_000
const merge = (own: Arrangement, given: Arrangement, now = BEFORE): Arrangement => {
  const merged = mergeArrangement(own, given, now)
  if (!merged.ok) throw new Error(JSON.stringify(merged.error))
  return merged.value
}

describe('an arrangement out of a file', () => {
  it('comes whole to a first start; only the offering is this computer’s own', () => {
    const daily = FULL.timers.map((timer) =>
      timer.daily ? { ...timer, at: nextAt(timer.daily, BEFORE) } : timer,
    )
    expect(merge(FIRST, FULL)).toEqual({
      ...FULL,
      offered: false,
      timers: daily,
      colours: [...FULL.colours, ...FIRST.colours.slice(1, 3), ...FIRST.colours.slice(4)],
    })
  })

  it('changes nothing the second time', () => {
    const once = merge(FIRST, FULL)
    expect(merge(once, FULL)).toEqual(once)
  })

  it('wins over what is here and leaves what it does not speak of', () => {
    const given: Arrangement = {
      ...FIRST,
      plain: [
        { topic: 'led', sends: 'json' },
        { topic: 'new', sends: 'words' },
      ],
      lamps: [{ id: LAMP, knownAs: 'Other' }],
      order: ['new', 'led'],
      groups: [{ id: GROUP, name: 'Other', members: ['new'] }],
      shortcuts: [{ light: 'new', keys: 'Alt+F1' }],
      colours: [],
    }
    const merged = merge(FULL, given)
    expect(merged.plain).toEqual([...given.plain, FULL.plain[1]])
    expect(merged.lamps).toEqual([given.lamps[0], FULL.lamps[1]])
    expect(merged.order).toEqual(['new', 'led', LAMP, 'gone'])
    expect(merged.groups).toEqual(given.groups)
    expect(merged.scenes).toEqual(FULL.scenes)
    expect(merged.timers).toEqual(FULL.timers)
    // The keys of the group are another light's now.
    expect(merged.shortcuts).toEqual([given.shortcuts[0], FULL.shortcuts[0]])
    expect(merged).toMatchObject({ offered: true, trayClick: 'panel', colours: FULL.colours })
    expect(afterRestart(merged)).toEqual({ arrangement: merged, incomplete: false })
  })

  it('brings no timers whose time has passed, but daily ones', () => {
    const late = 2_100_000_000_000
    expect(merge(FIRST, FULL, late).timers).toEqual([{ ...FULL.timers[0], at: nextAt('07:00', late) }])
  })

  it('is refused where there would be too much of it', () => {
    const plain = (name: string): Arrangement['plain'] =>
      Array.from({ length: 150 }, (_, index) => ({ topic: `${name}/${index}`, sends: 'words' }))
    expect(
      mergeArrangement({ ...FIRST, plain: plain('a') }, { ...FIRST, plain: plain('b') }, BEFORE),
    ).toEqual({
      ok: false,
      error: { kind: 'arrange', problem: 'too-many' },
    })
    expect(
      mergeArrangement({ ...FIRST, plain: plain('a') }, { ...FIRST, plain: plain('a') }, BEFORE).ok,
    ).toBe(true)
  })

  it('brings no more colours than fit, its own before others', () => {
    const colours = Array.from({ length: 12 }, (_, index) => ({ temperature: 3_000 + index }))
    const merged = merge(FIRST, { ...FIRST, colours })
    expect(merged.colours).toEqual([...colours, ...FIRST.colours.slice(0, 4)])
  })
})
