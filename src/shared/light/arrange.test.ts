import { describe, expect, it } from 'vitest'
import {
  arrangeLight,
  forgetLight,
  keepKnown,
  orderLights,
  savePlain,
  setColours,
  type Arranging,
} from './arrange'
import { ARRANGEMENT_LIMITS, type Arrangement, type PlainLight } from './arrangement'
import { FIRST, FULL, GROUP, LAMP } from './testing/arrangements'

const lamp = { id: LAMP, name: 'Lamp' }
const must = (result: Arranging): Arrangement => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const arrange = (problem: string): unknown => ({ ok: false, error: { kind: 'arrange', problem } })
const plainOf = (count: number): PlainLight[] =>
  Array.from({ length: count }, (_, index) => ({ topic: `a/${index}`, sends: 'words' }))
const notOurs = (): boolean => false

describe('what is said of one light', () => {
  it('is kept with the name it has of its own', () => {
    const change = { name: ' Window ', room: 'Kitchen', favourite: true, hidden: false, transition: 2 }
    const next = must(arrangeLight(FIRST, lamp, change))
    expect(next).toEqual({
      ...FIRST,
      lamps: [{ id: LAMP, knownAs: 'Lamp', name: 'Window', room: 'Kitchen', favourite: true, transition: 2 }],
    })
    // Now it shows the user's name, which is not its own.
    expect(must(arrangeLight(next, { ...lamp, name: 'Window' }, { favourite: false })).lamps).toEqual([
      { id: LAMP, knownAs: 'Lamp', name: 'Window', room: 'Kitchen', transition: 2 },
    ])
  })

  it('can be taken back, one by one', () => {
    const changes = [{ name: '' }, { room: ' ' }, { favourite: false }, { hidden: false }, { transition: 0 }]
    const done = changes.reduce((before, change) => must(arrangeLight(before, lamp, change)), FULL)
    expect(done.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }, FULL.lamps[1]])
  })

  it.each(['name', 'room'])('has no endless %s', (field) => {
    expect(arrangeLight(FULL, lamp, { [field]: 'x'.repeat(61) })).toEqual(arrange('name-too-long'))
    expect(arrangeLight(FULL, lamp, { [field]: 'x'.repeat(60) }).ok).toBe(true)
  })

  it('takes no longer than five minutes', () => {
    expect(must(arrangeLight(FIRST, lamp, { transition: 9_999 })).lamps[0]?.transition).toBe(300)
  })

  it('of a group is the group’s own name, which it cannot be without', () => {
    const group = { id: GROUP, name: 'All' }
    expect(must(arrangeLight(FULL, group, { name: 'Everything' }))).toEqual({
      ...FULL,
      groups: [{ ...FULL.groups[0], name: 'Everything' }],
    })
    const both = must(arrangeLight(FULL, group, { name: 'Everything', room: '' }))
    expect(both.lamps[1]).toEqual({ id: GROUP, knownAs: 'All' })
    expect(both.groups[0]?.name).toBe('Everything')
    expect(arrangeLight(FULL, group, { name: ' ' })).toEqual(arrange('name-empty'))
  })

  it('has a limit of lights', () => {
    const lamps = Array.from({ length: ARRANGEMENT_LIMITS.lamps }, (_, index) => ({
      id: `${index}`,
      knownAs: 'a',
    }))
    const full = { ...FIRST, lamps }
    expect(arrangeLight(full, lamp, { favourite: true })).toEqual(arrange('too-many'))
    expect(keepKnown(full, [lamp])).toEqual(arrange('too-many'))
    expect(arrangeLight(full, { id: '7', name: 'a' }, { favourite: true }).ok).toBe(true)
  })
})

describe('the order', () => {
  it('is as it is said, each light once; those that are away keep theirs behind', () => {
    expect(must(orderLights(FULL, ['led', LAMP, 'led', 'new'])).order).toEqual(['led', LAMP, 'new', 'gone'])
  })

  it('does not grow for ever', () => {
    let next = FIRST
    for (let round = 0; round < 5; round++)
      next = must(
        orderLights(
          next,
          Array.from({ length: 1_000 }, (_, index) => `${round}/${index}`),
        ),
      )
    expect(next.order).toHaveLength(2_300)
    expect(next.order[0]).toBe('4/0')
  })
})

describe('lights that are known', () => {
  it('have a name to be shown by; plain ones and groups need none', () => {
    const lights = [lamp, { id: 'led', name: 'led' }, { id: GROUP, name: 'All' }]
    expect(must(keepKnown(FIRST, lights)).lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
    expect(must(keepKnown(FULL, lights))).toBe(FULL)
  })

  it('whose names cannot be shown are known by their id', () => {
    expect(must(keepKnown(FIRST, [{ id: LAMP, name: '\u202e\n' }])).lamps[0]?.knownAs).toBe(LAMP)
  })
})

describe('a light that is forgotten', () => {
  it('leaves nothing behind', () => {
    const left = must(forgetLight(FULL, LAMP))
    expect(JSON.stringify(left)).not.toContain(LAMP)
    expect(left.groups).toEqual([{ id: GROUP, name: 'All', members: ['led'] }])
    expect(left.scenes[0]?.lights).toEqual([{ light: 'led', wish: { power: 'off' } }])
  })

  it('takes a group and a scene along that had no other', () => {
    const left = must(forgetLight(must(forgetLight(FULL, LAMP)), 'led'))
    expect(left.groups).toEqual([])
    expect(left.scenes).toEqual([])
    expect(left.timers).toEqual([])
    expect(JSON.stringify(left)).not.toContain(GROUP)
    expect(left.plain.map(({ topic }) => topic)).toEqual(['desk/set'])
  })
})

describe('a light added by hand', () => {
  const form: PlainLight = { topic: 'new', sends: 'json' }

  it('comes last, or in the place of the one it was', () => {
    expect(must(savePlain(FULL, form, notOurs)).plain).toEqual([...FULL.plain, form])
    const changed = must(savePlain(FULL, { topic: 'led', sends: 'json', was: 'led' }, notOurs))
    expect(changed).toEqual({ ...FULL, plain: [{ topic: 'led', sends: 'json' }, FULL.plain[1]] })
  })

  it('takes everything along to another topic', () => {
    const moved = must(savePlain(FULL, { ...form, was: 'led' }, notOurs))
    expect(moved).toEqual(
      JSON.parse(
        JSON.stringify({ ...FULL })
          .replaceAll('"led"', '"new"')
          .replace('"words"', '"json"'),
      ),
    )
  })

  it('pushes aside what was arranged about its new topic', () => {
    const before = must(arrangeLight(FULL, { id: 'new', name: 'new' }, { room: 'Attic' }))
    const moved = must(savePlain({ ...before, order: ['new', 'led'] }, { ...form, was: 'led' }, notOurs))
    expect(moved.lamps).toEqual(FULL.lamps)
    expect(moved.order).toEqual(['new'])
  })

  it('has a topic of its own', () => {
    expect(savePlain(FULL, { ...form, topic: 'led' }, notOurs)).toEqual(arrange('topic-taken'))
    expect(savePlain(FULL, { ...form, topic: 'led', was: 'desk/set' }, notOurs)).toEqual(
      arrange('topic-taken'),
    )
    const isOurs = (topic: string): boolean => topic === 'chat'
    expect(savePlain(FULL, { ...form, topic: 'chat' }, isOurs)).toEqual(arrange('topic-taken'))
    expect(savePlain(FULL, { ...form, stateTopic: 'chat' }, isOurs)).toEqual(arrange('topic-taken'))
  })

  it('is refused by the rules, and where the one it was is gone', () => {
    expect(savePlain(FULL, { ...form, path: '.' }, notOurs)).toEqual(arrange('path'))
    expect(savePlain(FULL, { ...form, was: 'gone' }, notOurs)).toEqual({
      ok: false,
      error: { kind: 'unknown-light' },
    })
  })

  it('is one of at most 200', () => {
    const full = { ...FIRST, plain: plainOf(ARRANGEMENT_LIMITS.plain) }
    expect(savePlain(full, form, notOurs)).toEqual(arrange('too-many'))
    expect(savePlain(full, { ...form, was: 'a/7' }, notOurs).ok).toBe(true)
  })
})

it('colours are kept each once, 16 at most', () => {
  const colours = Array.from({ length: 16 }, (_, index) => ({ temperature: 2_000 + index }))
  expect(must(setColours(FULL, [...colours, ...colours])).colours).toEqual(colours)
  expect(setColours(FULL, [...colours, { temperature: 5_000 }])).toEqual(arrange('too-many'))
  expect(must(setColours(FULL, [])).colours).toEqual([])
})
