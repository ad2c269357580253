import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ARRANGEMENT_LIMITS, type Arrangement } from './arrangement'
import { readArrangement } from './stored'
import { afterRestart, FIRST, FULL, GROUP, LAMP } from './testing/arrangements'

const many = <Row>(count: number, row: (index: number) => Row): Row[] =>
  Array.from({ length: count }, (_, i) => row(i))
const wish = { power: 'on' }

describe('what is arranged', () => {
  it('comes back as it was kept', () => {
    for (const arrangement of [FIRST, FULL])
      expect(afterRestart(arrangement)).toEqual({ arrangement, incomplete: false })
  })

  it('is nothing where nothing is said, and loses what is unknown', () => {
    const none: Arrangement = {
      ...{ plain: [], lamps: [], order: [], groups: [], scenes: [], timers: [], shortcuts: [], colours: [] },
      offered: false,
    }
    expect(readArrangement({})).toEqual({ arrangement: none, incomplete: false })
    const more = { ...FULL, extra: 1, lamps: [{ ...FULL.lamps[0], secret: 'x' }, FULL.lamps[1]] }
    expect(readArrangement(more)).toEqual({ arrangement: FULL, incomplete: false })
  })

  it.each([undefined, null, 5, 'x', [], [FULL]])('is not %.20j', (value) => {
    expect(readArrangement(value)).toBeUndefined()
  })

  it('has names and keys as their rules make them', () => {
    const { arrangement } = readArrangement({
      lamps: [{ id: LAMP, knownAs: ' La\u202emp ', room: ' Kitchen\n' }],
      shortcuts: [{ light: LAMP, keys: 'alt+cmdorctrl+l' }],
    }) ?? { arrangement: FIRST }
    expect(arrangement.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp', room: 'Kitchen' }])
    expect(arrangement.shortcuts).toEqual([{ light: LAMP, keys: 'CommandOrControl+Alt+L' }])
  })
})

describe('a row that cannot be used is left out, and told', () => {
  it.each<[keyof Arrangement, unknown]>([
    ['plain', { topic: '#', sends: 'words' }],
    ['plain', { topic: 'a', sends: 'shouts' }],
    ['plain', { topic: 'a', sends: 'own', on: 'x' }],
    ['plain', { topic: 'led', sends: 'json' }],
    ['lamps', { id: 'a' }],
    ['lamps', { id: '', knownAs: 'a' }],
    ['lamps', { id: 'a\nb', knownAs: 'a' }],
    ['lamps', { id: 'x'.repeat(301), knownAs: 'a' }],
    ['lamps', { id: 'a', knownAs: 'a', name: 'x'.repeat(61) }],
    ['lamps', { id: 'a', knownAs: 'a', room: ' ' }],
    ['lamps', { id: 'a', knownAs: 'a', favourite: false }],
    ['lamps', { id: 'a', knownAs: 'a', transition: 301 }],
    ['lamps', { id: LAMP, knownAs: 'twice' }],
    ['order', 5],
    ['order', 'led'],
    ['groups', { id: 'led', name: 'a', members: ['led'] }],
    ['groups', { id: 'group:a', name: 'a', members: [] }],
    ['groups', { id: 'group:a', name: 'a', members: [GROUP] }],
    ['groups', { id: 'group:a', name: 'a', members: ['led', 'led'] }],
    ['groups', { id: 'group:a', name: 'a', members: many(201, String) }],
    ['scenes', { id: '../a', name: 'a', lights: [{ light: 'led', wish }] }],
    ['scenes', { id: 'a', name: '', lights: [{ light: 'led', wish }] }],
    ['scenes', { id: 'a', name: 'a', lights: [] }],
    ['scenes', { id: 'a', name: 'a', lights: [{ light: 'led', wish: {} }] }],
    ['scenes', { id: 'a', name: 'a', lights: [{ light: 'led', wish: { brightness: 101 } }] }],
    [
      'scenes',
      { id: 'a', name: 'a', lights: [{ light: 'led', wish: { colour: { hue: 361, saturation: 1 } } }] },
    ],
    [
      'scenes',
      {
        id: 'a',
        name: 'a',
        lights: [
          { light: 'led', wish },
          { light: 'led', wish },
        ],
      },
    ],
    ['timers', { id: 'a', light: 'led', power: 'toggle', at: 1 }],
    ['timers', { id: 'a', light: 'led', power: 'on', at: 1.5 }],
    ['timers', { id: 'a', light: 'led', power: 'on', at: -1 }],
    ['timers', { id: 'a', light: 'led', power: 'on', at: 9e15 }],
    ['timers', { id: 'a', light: 'led', power: 'on', at: 1, daily: '24:00' }],
    ['shortcuts', { light: 'led', keys: 'L' }],
    ['shortcuts', { light: 'led', keys: 'Alt+F1' }],
    ['shortcuts', { light: GROUP, keys: 'Alt+F2' }],
    ['colours', { hue: 0, saturation: 0 }],
    ['colours', { temperature: 0 }],
    ['colours', { temperature: 2_700 }],
  ])('%s: %.80j', (list, row) => {
    const rows = [...(FULL[list] as unknown[]), row, null, ['x']]
    expect(readArrangement({ ...FULL, [list]: rows })).toEqual({ arrangement: FULL, incomplete: true })
  })

  it.each(['plain', 'lamps', 'order', 'groups', 'scenes', 'timers', 'shortcuts', 'colours'] as const)(
    '%s that are no list are none',
    (list) => {
      expect(readArrangement({ ...FULL, [list]: {} })).toEqual({
        arrangement: { ...FULL, [list]: [] },
        incomplete: true,
      })
    },
  )

  it('a flag that is none is as at a first start', () => {
    const { trayClick: _click, ...rest } = FULL
    expect(readArrangement({ ...FULL, offered: 'yes', trayClick: 'explode' })).toEqual({
      arrangement: { ...rest, offered: false },
      incomplete: true,
    })
  })

  it.each([
    ['plain', (index: number) => ({ topic: `a/${index}`, sends: 'words' })],
    ['lamps', (index: number) => ({ id: `a${index}`, knownAs: 'a' })],
    ['groups', (index: number) => ({ id: `group:${index}`, name: 'a', members: ['a'] })],
    ['scenes', (index: number) => ({ id: `${index}`, name: 'a', lights: [{ light: 'a', wish }] })],
    ['timers', (index: number) => ({ id: `${index}`, light: 'a', power: 'on', at: 1 })],
    ['colours', (index: number) => ({ temperature: 1_000 + index })],
  ] as const)('there are no more %s than their limit', (list, row) => {
    const most = ARRANGEMENT_LIMITS[list]
    const read = (count: number): unknown => {
      const { arrangement, incomplete } = readArrangement({ [list]: many<unknown>(count, row) }) ?? {}
      return [arrangement?.[list].length, incomplete]
    }
    expect(read(most)).toEqual([most, false])
    expect(read(most + 1)).toEqual([most, true])
  })
})

it('whatever stands there: it is read or left out, and what was read is read the same again', () => {
  const near = <Row extends object>(row: Row): fc.Arbitrary<unknown> =>
    fc
      .tuple(fc.constantFrom(...Object.keys(row)), fc.anything())
      .map(([key, value]) => ({ ...row, [key]: value }))
  const lists = fc.record(
    Object.fromEntries(
      Object.entries(FULL).map(([name, value]) => [
        name,
        Array.isArray(value)
          ? fc.array(
              fc.oneof(
                fc.anything(),
                fc.constantFrom<unknown>(...(value as unknown[])),
                ...value.filter((row) => typeof row === 'object').map((row) => near(row as object)),
              ),
            )
          : fc.anything(),
      ]),
    ),
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(lists, fc.anything()), (value) => {
      const read = readArrangement(value)
      if (read)
        expect(afterRestart(read.arrangement)).toEqual({ arrangement: read.arrangement, incomplete: false })
    }),
  )
})
