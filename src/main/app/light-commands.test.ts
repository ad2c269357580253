import { beforeEach, describe, expect, it } from 'vitest'
import type { Answer, CommandName, CommandResult, Commands, Refusal } from '@shared/ipc/contract'
import type { Arrangement } from '@shared/light/arrangement'
import type { LightState, LightWish } from '@shared/light/light'
import { aLamp, FIRST, FULL, GROUP, LAMP } from '@shared/light/testing/arrangements'
import { encodeText } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import { lightCommands } from './light-commands'
import { writeLights } from './light-file'

const NOW = Date.UTC(2026, 4, 10, 12)
type Names = keyof ReturnType<typeof lightCommands>

/** Lights, an arrangement and files that are only remembered. */
class House {
  current: Arrangement = FIRST
  trayLight = 'led'
  trouble: string | undefined
  states: LightState[] = [
    aLamp('led', { convention: 'plain' }),
    aLamp(LAMP, { name: 'Lamp', brightness: 40 }),
  ]
  answers = new Map<string, Refusal>()
  readonly asked: [string, LightWish][] = []
  readonly claimed: string[] = []
  refusedKeys: string | undefined
  saved: Result<string | undefined, { problem: 'unwritable'; detail: string }> = ok('/home/john/lights.json')
  written = ''
  picked: Uint8Array | undefined
  openTrouble: 'unreadable' | 'too-large' | undefined
  #ids = 0
  readonly lights = {
    get: (id: string) => this.states.find((light) => light.id === id),
    list: () => [...this.states],
    set: (id: string, wish: LightWish): Result<undefined, Refusal> => {
      this.asked.push([id, wish])
      const error = this.answers.get(id)
      return error ? refused(error) : ok(undefined)
    },
  }

  change(lights: Arrangement, trayLight = this.trayLight): Result<undefined, Refusal> {
    this.current = lights
    this.trayLight = trayLight
    return this.trouble === undefined ? ok(undefined) : refused({ kind: 'not-saved', detail: this.trouble })
  }

  async run<Name extends Names & CommandName>(
    name: Name,
    args: Commands[Name],
  ): Promise<CommandResult<Answer<Name>>> {
    const handlers = lightCommands({
      lights: this.lights as never,
      arranged: this as never,
      shortcuts: { claim: (keys) => (this.claimed.push(keys), keys !== this.refusedKeys) },
      files: {
        save: (_name, _filters, lines) => {
          this.written = [...lines].join('')
          return Promise.resolve(this.saved)
        },
        open: () =>
          Promise.resolve(
            this.openTrouble
              ? refused({ problem: this.openTrouble, detail: 'EACCES' })
              : ok(this.picked && { name: 'lights.json', bytes: this.picked }),
          ),
      },
      newId: () => `id-${++this.#ids}`,
      now: () => NOW,
      isOurs: (topic) => topic === 'chat',
    })
    return await handlers[name](args as never)
  }
}

const done = ok(undefined)
const unknown = refused({ kind: 'unknown-light' })
let house: House
beforeEach(() => (house = new House()))

describe('a light', () => {
  it('is arranged by the name it has, also while it is missing', async () => {
    expect(await house.run('light:arrange', { light: LAMP, room: 'Kitchen' })).toEqual(done)
    expect(house.current.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp', room: 'Kitchen' }])
    house.states = []
    expect(await house.run('light:arrange', { light: LAMP, favourite: true })).toEqual(done)
    expect(house.current.lamps[0]).toMatchObject({ room: 'Kitchen', favourite: true })
  })

  it('that nobody knows is not arranged', async () => {
    expect(await house.run('light:arrange', { light: 'gone', room: 'Kitchen' })).toEqual(unknown)
    expect(await house.run('light:tray', { light: 'gone' })).toEqual(unknown)
    expect(await house.run('timer:set', { light: 'gone', power: 'on', when: { minutes: 1 } })).toEqual(
      unknown,
    )
    expect(await house.run('shortcut:set', { light: 'gone', keys: 'Alt+L' })).toEqual(unknown)
    expect(await house.run('group:save', { name: 'a', members: ['led', 'gone'] })).toEqual(unknown)
    expect([house.current, house.trayLight]).toEqual([FIRST, 'led'])
  })

  it('in the tray is known by its name from then on', async () => {
    expect(await house.run('light:tray', { light: LAMP })).toEqual(done)
    expect(house.trayLight).toBe(LAMP)
    expect(house.current.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
  })

  it('has its place', async () => {
    await house.run('light:order', { lights: [LAMP, 'led'] })
    expect(house.current.order).toEqual([LAMP, 'led'])
  })

  it('that could not be saved counts for this run, and that is said', async () => {
    house.trouble = 'EROFS'
    const told = refused({ kind: 'not-saved', detail: 'EROFS' })
    expect(await house.run('light:tray', { light: LAMP })).toEqual(told)
    expect(await house.run('group:save', { name: 'a', members: ['led'] })).toEqual(told)
    expect(house.trayLight).toBe(LAMP)
  })
})

describe('a light added by hand', () => {
  it('is added, and changed in the tray too', async () => {
    await house.run('light:save-plain', { topic: 'new', sends: 'json' })
    expect(house.trayLight).toBe('led')
    await house.run('light:save-plain', { topic: 'other', sends: 'words', was: 'led' })
    expect(house.trayLight).toBe('other')
    expect(house.current.plain.map(({ topic }) => topic)).toEqual(['other', 'new'])
  })

  it('is no topic of the chat, and the tray keeps its light', async () => {
    expect(await house.run('light:save-plain', { topic: 'chat', sends: 'words', was: 'led' })).toEqual(
      refused({ kind: 'arrange', problem: 'topic-taken' }),
    )
    expect(house.trayLight).toBe('led')
  })

  it('can be forgotten; then the first of the others is in the tray', async () => {
    house.states.unshift(aLamp('hidden', { hidden: true, place: 0 }))
    house.states.push(aLamp('z', { place: 1 }))
    expect(await house.run('light:forget', { light: 'led' })).toEqual(done)
    expect(house.current.plain).toEqual([])
    expect(house.trayLight).toBe('z')
  })

  it('stays in the tray where there is no other', async () => {
    house.states = house.states.slice(0, 1)
    await house.run('light:forget', { light: 'led' })
    expect(house.trayLight).toBe('led')
  })
})

describe('a light that announces itself', () => {
  it('is forgotten only where it does so no more', async () => {
    house.current = FULL
    for (const availability of ['online', 'offline'] as const) {
      house.states = [aLamp(LAMP, { availability })]
      expect(await house.run('light:forget', { light: LAMP })).toEqual(refused({ kind: 'light-unable' }))
    }
    house.states = [aLamp(LAMP, { availability: 'missing' })]
    expect(await house.run('light:forget', { light: LAMP })).toEqual(done)
    expect(JSON.stringify(house.current)).not.toContain(LAMP)
  })
})

describe('a group', () => {
  it('gets an id of its own, which is answered', async () => {
    expect(await house.run('group:save', { name: 'All', members: ['led', LAMP] })).toEqual(
      ok({ id: 'group:id-1' }),
    )
    expect(house.current.groups).toEqual([{ id: 'group:id-1', name: 'All', members: ['led', LAMP] }])
    expect(house.current.lamps).toEqual([{ id: LAMP, knownAs: 'Lamp' }])
    const changed = { id: 'group:id-1', name: 'One', members: [LAMP] }
    expect(await house.run('group:save', changed)).toEqual(ok({ id: 'group:id-1' }))
    expect(house.current.groups).toEqual([changed])
  })

  it('that goes with its last light leaves the tray too', async () => {
    house.current = { ...FULL, groups: [{ id: GROUP, name: 'All', members: ['led'] }] }
    house.trayLight = GROUP
    house.states.push(aLamp(GROUP, { kind: 'group', place: 0 }))
    await house.run('light:forget', { light: 'led' })
    expect([house.current.groups, house.trayLight]).toEqual([[], LAMP])
  })

  it('that is removed leaves the tray', async () => {
    house.current = FULL
    house.trayLight = GROUP
    expect(await house.run('group:remove', { id: GROUP })).toEqual(done)
    expect([house.current.groups, house.trayLight]).toEqual([[], LAMP])
  })
})

describe('a scene', () => {
  it('keeps how lights are, those of a group one by one', async () => {
    house.states.push(aLamp(GROUP, { kind: 'group', members: [LAMP, 'led'], brightness: 99 }))
    expect(await house.run('scene:save', { name: 'Evening', lights: [GROUP, LAMP] })).toEqual(
      ok({ id: 'id-1' }),
    )
    expect(house.current.scenes[0]?.lights).toEqual([
      { light: LAMP, wish: { power: 'on', brightness: 40 } },
      { light: 'led', wish: { power: 'on' } },
    ])
    expect(await house.run('scene:save', { name: 'a', lights: ['gone'] })).toEqual(
      refused({ kind: 'arrange', problem: 'no-lights' }),
    )
  })

  it('is recalled as far as its lights can be asked', async () => {
    house.current = FULL
    expect(await house.run('scene:recall', { id: 'evening' })).toEqual(ok({ asked: 2, left: 0 }))
    expect(house.asked).toEqual(FULL.scenes[0]?.lights.map(({ light, wish }) => [light, wish]))
    house.answers.set(LAMP, { kind: 'light-offline' })
    expect(await house.run('scene:recall', { id: 'evening' })).toEqual(ok({ asked: 1, left: 1 }))
    house.answers.set('led', { kind: 'unknown-light' })
    expect(await house.run('scene:recall', { id: 'evening' })).toEqual(ok({ asked: 0, left: 2 }))
  })

  it('is not recalled without a connection, nor where it is gone', async () => {
    house.current = FULL
    for (const id of [LAMP, 'led']) house.answers.set(id, { kind: 'not-connected' })
    expect(await house.run('scene:recall', { id: 'evening' })).toEqual(refused({ kind: 'not-connected' }))
    await house.run('scene:remove', { id: 'evening' })
    expect(await house.run('scene:recall', { id: 'evening' })).toEqual(
      refused({ kind: 'arrange', problem: 'gone' }),
    )
  })
})

it('a timer is set from now, and removed', async () => {
  expect(await house.run('timer:set', { light: LAMP, power: 'off', when: { minutes: 30 } })).toEqual(done)
  expect(house.current.timers).toEqual([{ id: 'id-1', light: LAMP, power: 'off', at: NOW + 1_800_000 }])
  expect(await house.run('timer:remove', { id: 'id-1' })).toEqual(done)
  expect(house.current.timers).toEqual([])
})

describe('a shortcut', () => {
  it('is kept where the system lets us have the keys', async () => {
    expect(await house.run('shortcut:set', { light: 'led', keys: 'ctrl+alt+l' })).toEqual(done)
    expect(house.claimed).toEqual(['Control+Alt+L'])
    expect(house.current.shortcuts).toEqual([{ light: 'led', keys: 'Control+Alt+L' }])
    expect(await house.run('shortcut:set', { light: 'led', keys: '' })).toEqual(done)
    expect(house.claimed).toHaveLength(1)
    expect(house.current.shortcuts).toEqual([])
  })

  it.each([
    ['L', 'unusable'],
    ['alt+f1', 'taken'],
    ['Alt+X', 'refused'],
  ] as const)('%s is not kept: %s', async (keys, problem) => {
    house.current = FULL
    house.refusedKeys = 'Alt+X'
    expect(await house.run('shortcut:set', { light: 'led', keys })).toEqual(
      refused({ kind: 'shortcut', problem }),
    )
    expect(house.current).toBe(FULL)
    expect(house.claimed).toEqual(problem === 'refused' ? ['Alt+X'] : [])
  })
})

it('colours, the offering and the click are kept', async () => {
  await house.run('colours:set', { colours: [{ temperature: 2_700 }] })
  await house.run('lights:offer', { offered: true })
  await house.run('lights:tray-click', { does: 'panel' })
  expect(house.current).toEqual({
    ...FIRST,
    colours: [{ temperature: 2_700 }],
    offered: true,
    trayClick: 'panel',
  })
})

describe('a file', () => {
  const textOf = (lights: Arrangement): string => {
    const written = writeLights(lights)
    return written.ok ? written.value : ''
  }

  it('is written where the user says', async () => {
    house.current = FULL
    expect(await house.run('lights:export', {})).toEqual(ok({ file: '/home/john/lights.json' }))
    expect(house.written).toBe(textOf(FULL))
    house.saved = ok(undefined)
    expect(await house.run('lights:export', {})).toEqual(done)
    house.saved = refused({ problem: 'unwritable', detail: 'EROFS' })
    expect(await house.run('lights:export', {})).toEqual(refused({ kind: 'not-saved', detail: 'EROFS' }))
  })

  it('is read and counted', async () => {
    house.picked = encodeText(textOf(FULL))
    expect(await house.run('lights:import', {})).toEqual(ok({ lights: 4, groups: 1, scenes: 1, timers: 2 }))
    expect(house.current).toMatchObject({ plain: FULL.plain, groups: FULL.groups, offered: false })
  })

  it('that was not picked changes nothing', async () => {
    expect(await house.run('lights:import', {})).toEqual(done)
    expect(house.current).toBe(FIRST)
  })

  it.each<[string, (house: House) => void, Refusal]>([
    ['no text', (its) => (its.picked = new Uint8Array([0xff])), { kind: 'file', problem: 'not-lights' }],
    ['something else', (its) => (its.picked = encodeText('{}')), { kind: 'file', problem: 'not-lights' }],
    [
      'that cannot be read',
      (its) => (its.openTrouble = 'unreadable'),
      { kind: 'file', problem: 'unreadable', detail: 'EACCES' },
    ],
    [
      'with a light on a topic of the chat',
      (its) => (its.picked = encodeText(textOf({ ...FIRST, plain: [{ topic: 'chat', sends: 'words' }] }))),
      { kind: 'arrange', problem: 'topic-taken' },
    ],
    [
      'with a light that listens to the chat',
      (its) =>
        (its.picked = encodeText(
          textOf({ ...FIRST, plain: [{ topic: 'a', stateTopic: 'chat', sends: 'words' }] }),
        )),
      { kind: 'arrange', problem: 'topic-taken' },
    ],
  ])('is refused: %s', async (_name, prepare, error) => {
    prepare(house)
    expect(await house.run('lights:import', {})).toEqual({ ok: false, error })
    expect(house.current).toBe(FIRST)
  })
})
