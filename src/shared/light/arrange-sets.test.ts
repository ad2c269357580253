import { describe, expect, it } from 'vitest'
import type { Arranging } from './arrange'
import { removeGroup, removeScene, saveGroup, saveScene } from './arrange-sets'
import { ARRANGEMENT_LIMITS, type Arrangement } from './arrangement'
import { aLamp, FIRST, FULL, GROUP, LAMP } from './testing/arrangements'

const led = { id: 'led', name: 'led' }
const lamp = { id: LAMP, name: 'Lamp' }
const must = (result: Arranging): Arrangement => {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
const arrange = (problem: string): unknown => ({ ok: false, error: { kind: 'arrange', problem } })
const lots = (count: number): { id: string; name: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `tasmota:${index}`, name: 'a' }))

describe('a group', () => {
  it('has each light once, and knows their names while they are away', () => {
    const next = must(saveGroup(FIRST, { name: ' All ', members: [led, lamp, led] }, 'group:new'))
    expect(next.groups).toEqual([{ id: 'group:new', name: 'All', members: ['led', LAMP] }])
    expect(next.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
  })

  it('is changed in its place', () => {
    const two = must(saveGroup(FULL, { name: 'Two', members: [led] }, 'group:two'))
    const next = must(saveGroup(two, { id: GROUP, name: 'One', members: [led] }, 'group:three'))
    expect(next.groups).toEqual([
      { id: GROUP, name: 'One', members: ['led'] },
      { id: 'group:two', name: 'Two', members: ['led'] },
    ])
  })

  it('wants a name, lights, and no groups', () => {
    const save = (name: string, members: { id: string; name: string }[]): unknown =>
      saveGroup(FULL, { name, members }, 'group:new')
    expect(save('', [led])).toEqual(arrange('name-empty'))
    expect(save('x'.repeat(61), [led])).toEqual(arrange('name-too-long'))
    expect(save('a', [])).toEqual(arrange('no-lights'))
    expect(save('a', [led, { id: GROUP, name: 'All' }])).toEqual({
      ok: false,
      error: { kind: 'light-unable' },
    })
    expect(save('a', lots(201))).toEqual(arrange('too-many'))
    expect(save('a', lots(200))).toMatchObject({ ok: true })
  })

  it('that is gone does not come back', () => {
    expect(saveGroup(FULL, { id: 'group:gone', name: 'a', members: [led] }, 'group:new')).toEqual(
      arrange('gone'),
    )
  })

  it('is one of at most 100', () => {
    const groups = lots(ARRANGEMENT_LIMITS.groups).map(({ id, name }) => ({
      id: `group:${id}`,
      name,
      members: ['led'],
    }))
    expect(saveGroup({ ...FIRST, groups }, { name: 'a', members: [led] }, 'group:new')).toEqual(
      arrange('too-many'),
    )
  })

  it('goes with everything that was to be done with it; its lights stay', () => {
    const left = must(removeGroup(FULL, GROUP))
    expect(JSON.stringify(left)).not.toContain(GROUP)
    expect(left).toEqual({
      ...FULL,
      groups: [],
      lamps: [FULL.lamps[0]],
      shortcuts: [FULL.shortcuts[0]],
    })
    expect(must(removeGroup(FULL, 'led'))).toBe(FULL)
  })
})

describe('a scene', () => {
  const lit = aLamp(LAMP, {
    brightness: 40.5,
    mode: 'temperature',
    temperature: 2_700,
    colour: { hue: 1, saturation: 2 },
  })

  it('keeps how lights are now', () => {
    const off = aLamp('led', { power: 'off', brightness: 80 })
    const next = must(saveScene(FIRST, { name: ' Evening ', lights: [lit, off, lit] }, 'new'))
    expect(next.scenes).toEqual([
      {
        id: 'new',
        name: 'Evening',
        lights: [
          { light: LAMP, wish: { power: 'on', brightness: 40.5, temperature: 2_700 } },
          { light: 'led', wish: { power: 'off' } },
        ],
      },
    ])
  })

  it('leaves out what is not known or could not be asked for', () => {
    const silent = [
      aLamp('a', { power: 'unknown' }),
      aLamp('b', { availability: 'offline' }),
      aLamp('c', { availability: 'missing' }),
      aLamp('d', { locked: { kind: 'no-command' } }),
    ]
    expect(
      must(saveScene(FIRST, { name: 'a', lights: [...silent, lit] }, 'new')).scenes[0]?.lights,
    ).toHaveLength(1)
    expect(saveScene(FIRST, { name: 'a', lights: silent }, 'new')).toEqual(arrange('nothing-to-keep'))
    expect(saveScene(FIRST, { name: 'a', lights: [] }, 'new')).toEqual(arrange('no-lights'))
  })

  it('that is given no lights changes only its name', () => {
    const next = must(saveScene(FULL, { id: 'evening', name: ' Night ', lights: [] }, 'new'))
    expect(next.scenes).toEqual(
      FULL.scenes.map((scene) => (scene.id === 'evening' ? { ...scene, name: 'Night' } : scene)),
    )
    expect(saveScene(FULL, { id: 'gone', name: 'a', lights: [] }, 'new')).toEqual(arrange('no-lights'))
  })

  it('takes the place of what it had', () => {
    const next = must(saveScene(FULL, { id: 'evening', name: 'Night', lights: [lit] }, 'new'))
    expect(next.scenes.map(({ id, name, lights }) => [id, name, lights.length])).toEqual([
      ['evening', 'Night', 1],
    ])
    expect(saveScene(FULL, { id: 'gone', name: 'a', lights: [lit] }, 'new')).toEqual(arrange('gone'))
  })

  it('has a name and an end', () => {
    expect(saveScene(FULL, { name: ' ', lights: [lit] }, 'new')).toEqual(arrange('name-empty'))
    const lights = lots(201).map(({ id }) => aLamp(id))
    expect(saveScene(FULL, { name: 'a', lights }, 'new')).toEqual(arrange('too-many'))
    const scenes = lots(100).map(({ id, name }) => ({ id, name, lights: [] }))
    expect(saveScene({ ...FIRST, scenes }, { name: 'a', lights: [lit] }, 'new')).toEqual(arrange('too-many'))
  })

  it('is removed, and one that is not there need not be', () => {
    expect(must(removeScene(FULL, { id: 'evening' })).scenes).toEqual([])
    expect(must(removeScene(FULL, { id: 'gone' }))).toEqual(FULL)
  })
})
