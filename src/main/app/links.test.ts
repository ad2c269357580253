import { beforeEach, expect, it } from 'vitest'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import type { RoomSummary } from '@shared/ipc/state'
import type { LightState } from '@shared/light/light'
import { ok, refused, type Result } from '@shared/result'
import { Links } from './links'
import { Notices } from './notices'

const JOIN = 'porchlight://join?topic=workshop&name=The%20bench'
const TOGGLE = 'porchlight://toggle'

let now: number
let trayLight: string
let done: unknown[]
let member: string[]
let answerJoin: () => Promise<Result<{ readonly topic: string }, Refusal>>
let answerSet: CommandResult
let known: Record<string, Pick<LightState, 'id' | 'name' | 'power'>>
let notices: Notices
let links: Links

beforeEach(() => {
  now = 0
  trayLight = 'led'
  done = []
  member = ['chat']
  answerJoin = () => Promise.resolve(ok({ topic: 'workshop' }))
  answerSet = ok(undefined)
  known = {
    led: { id: 'led', name: 'Porch', power: 'on' },
    shed: { id: 'shed', name: 'Shed', power: 'unknown' },
  }
  notices = new Notices(() => undefined)
  links = new Links({
    joining: {
      join: (wish) => {
        done.push(['join', wish])
        return answerJoin()
      },
    },
    rooms: {
      list: () => member.map((topic) => ({ topic }) as RoomSummary),
      show: (topic) => void done.push(['show', topic]),
    },
    lights: {
      get: (id) => known[id] as LightState | undefined,
      set: (id, wish) => {
        done.push(['set', id, wish])
        return answerSet
      },
    },
    trayLight: () => trayLight,
    notices,
    now: () => now,
    openWindow: (name) => void done.push(name),
    changed: () => void done.push('changed'),
  })
})

it('a link does nothing but ask, in the controller window', () => {
  links.receive(JOIN)
  expect(links.asked).toEqual({ id: 1, link: { kind: 'join', topic: 'workshop', name: 'The bench' } })
  expect(done).toEqual(['changed', 'controller'])
})

it('a no is the end of it', async () => {
  links.receive(JOIN)
  expect(await links.answer(1, false)).toEqual(ok(undefined))
  expect(links.asked).toBeUndefined()
  expect(done).toEqual(['changed', 'controller', 'changed'])
})

it('a yes joins the room, shows it and opens the chat', async () => {
  links.receive(JOIN)
  done = []
  expect(await links.answer(1, true)).toEqual(ok(undefined))
  const wish = { topic: 'workshop', name: 'The bench', kind: 'open' }
  expect(done).toEqual([['join', wish], ['show', 'workshop'], 'chat', 'changed'])
  expect(links.asked).toBeUndefined()
})

it('a room that the user is in is only shown', async () => {
  member.push('workshop')
  links.receive(JOIN)
  done = []
  await links.answer(1, true)
  expect(done).toEqual([['show', 'workshop'], 'chat', 'changed'])
})

it('a yes switches the light that was named, whatever is in the tray by then', async () => {
  links.receive(TOGGLE)
  expect(links.asked).toEqual({ id: 1, link: { kind: 'toggle' }, light: 'Porch' })
  trayLight = 'shed'
  await links.answer(1, true)
  links.receive(`${TOGGLE}?light=shed`)
  expect(links.asked).toMatchObject({ light: 'Shed' })
  await links.answer(2, true)
  expect(done.filter(Array.isArray)).toEqual([
    ['set', 'led', { power: 'off' }],
    ['set', 'shed', { power: 'on' }],
  ])
})

it('a light that is not known is asked about by its id and refused', async () => {
  links.receive(`${TOGGLE}?light=attic`)
  expect(links.asked).toEqual({ id: 1, link: { kind: 'toggle', light: 'attic' } })
  expect(await links.answer(1, true)).toEqual(refused({ kind: 'unknown-light' }))
})

it('a light that is heard of while its question is open is told by its name, once', () => {
  links.receive(`${TOGGLE}?light=attic`)
  expect(links.asked?.light).toBeUndefined()
  done = []
  links.lightsChanged()
  expect(done).toEqual([])
  known['attic'] = { id: 'attic', name: 'Attic', power: 'off' }
  links.lightsChanged()
  expect(done).toEqual(['changed'])
  expect(links.asked?.light).toBe('Attic')
  links.lightsChanged()
  expect(done).toEqual(['changed'])
})

it('after a refusal the question stays, and can be answered again', async () => {
  answerSet = refused({ kind: 'not-connected' })
  links.receive(TOGGLE)
  expect(await links.answer(1, true)).toEqual(answerSet)
  expect(links.asked).toMatchObject({ id: 1 })
  answerSet = ok(undefined)
  expect(await links.answer(1, true)).toEqual(ok(undefined))
  expect(links.asked).toBeUndefined()
})

it('a room that cannot be joined is not shown', async () => {
  answerJoin = () => Promise.resolve(refused({ kind: 'room', problem: 'too-many' }))
  links.receive(JOIN)
  done = []
  expect(await links.answer(1, true)).toEqual(refused({ kind: 'room', problem: 'too-many' }))
  expect(done).toHaveLength(1)
})

it('the newest link takes the place of one that waits, and a yes to the old one counts for nothing', async () => {
  links.receive(TOGGLE)
  links.receive(JOIN)
  expect(links.asked).toMatchObject({ id: 2, link: { kind: 'join' } })
  done = []
  for (const id of [1, 3]) expect(await links.answer(id, true)).toEqual(refused({ kind: 'gone' }))
  expect(done).toEqual([])
})

it('the same link once more is the same question', () => {
  links.receive(JOIN)
  links.receive(JOIN.replace('%20', '+'))
  expect(links.asked).toMatchObject({ id: 1 })
  expect(done).toEqual(['changed', 'controller', 'controller'])
})

it('nothing changes while an answer is carried out; what came meanwhile is asked then', async () => {
  let join: (result: Result<{ readonly topic: string }, Refusal>) => void = () => undefined
  answerJoin = () => new Promise((resolve) => (join = resolve))
  links.receive(JOIN)
  const answer = links.answer(1, true)
  links.receive(`${TOGGLE}?light=shed`)
  links.receive(TOGGLE)
  expect(links.asked).toMatchObject({ id: 1 })
  for (const accept of [true, false]) expect(await links.answer(1, accept)).toEqual(refused({ kind: 'gone' }))
  join(refused({ kind: 'not-saved', detail: 'no room' }))
  expect(await answer).toEqual(refused({ kind: 'not-saved', detail: 'no room' }))
  expect(links.asked).toMatchObject({ id: 2, link: { kind: 'toggle' }, light: 'Porch' })
})

it('an answer that fails leaves the question as it is', async () => {
  answerJoin = () => Promise.reject(new Error('no disk'))
  links.receive(JOIN)
  await expect(links.answer(1, true)).rejects.toThrow('no disk')
  expect(await links.answer(1, false)).toEqual(ok(undefined))
})

it('what is not understood is said once, with nothing in it that acts on a terminal or a window', () => {
  links.receive(`porchlight://\u001b[31mquit\u202e?${'x'.repeat(1_000_000)}`)
  links.receive('porchlight://again')
  expect(links.asked).toBeUndefined()
  expect(notices.list).toHaveLength(1)
  expect(notices.list[0]).toMatchObject({ kind: 'link-refused' })
  expect(notices.list[0]?.detail).toMatch(/^porchlight:\/\/ \[31mquit \?x+…$/)
  expect(notices.list[0]?.detail).toHaveLength(60)
  expect(done).toEqual(['controller', 'controller'])
})

it('of a flood of links the first ten are heard, and more only after a minute', () => {
  for (let count = 1; count <= 100; count++) links.receive(`porchlight://join?topic=room${count}`)
  expect(links.asked).toMatchObject({ id: 10, link: { topic: 'room10' } })
  expect(done).toHaveLength(20)
  now = 59_999
  links.receive(TOGGLE)
  expect(links.asked).toMatchObject({ id: 10 })
  now = 60_000
  links.receive(TOGGLE)
  expect(links.asked).toMatchObject({ id: 11 })
})
