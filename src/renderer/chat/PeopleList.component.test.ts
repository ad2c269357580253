import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { ok } from '@shared/result'
import type { Person } from '@shared/ipc/state'
import { aRoom, aSummary } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import PeopleList from './PeopleList.vue'

enableAutoUnmount(afterEach)

const open = (people: Person[]) => openPart(PeopleList, { views: { room: aRoom({ people }) } })
const person = (name: string, me = false): Person => ({ client: name, name, me })
/** What a screen reader reads of each entry. */
const read = ({ part }: ReturnType<typeof open>) =>
  part.findAll('li').map((item) => item.find(':scope > :not([aria-hidden])').text())

it('is named and says who is here, and which of them I am', () => {
  const list = open([person('John', true), person('Yoko')])
  expect(list.part.get('ul').attributes('aria-label')).toBe('People')
  expect(read(list)).toEqual(['John (you)', 'Yoko'])
})

it('says that nobody is here', () => {
  expect(open([]).part.get('li').text()).toBe('Nobody')
  expect(openPart(PeopleList).part.get('li').text()).toBe('Nobody')
})

it('follows who comes and goes', async () => {
  const list = open([person('John', true)])
  await list.show({ room: aRoom({ people: [person('Yoko')] }) })
  expect(read(list)).toEqual(['Yoko'])
})

it('takes a letter that is more than one code unit whole', () => {
  expect(
    open([person('🦊 Fox')])
      .part.get('[aria-hidden=true].letter')
      .text(),
  ).toBe('🦊')
  expect(
    open([person('élise')])
      .part.get('.letter')
      .text(),
  ).toBe('É')
})

it('keeps a name that looks like HTML as text', () => {
  const list = open([person('<b>Eve</b>')])
  expect(list.part.find('b').exists()).toBe(false)
  expect(read(list)).toEqual(['<b>Eve</b>'])
})

it('says who is away, in words and by another mark', () => {
  const list = open([
    { ...person('John', true), away: true },
    { ...person('Yoko'), away: true },
  ])
  expect(read(list)).toEqual(['John (you), away', 'Yoko, away'])
  expect(list.part.findAll('.letter.away')).toHaveLength(2)
})

async function writeTo(list: ReturnType<typeof open>): Promise<void> {
  await list.part.get('li button').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  const item = list.part.get('[role=menuitem]')
  expect(item.text()).toBe('Write to Yoko alone')
  await item.trigger('click')
  await flushPromises()
}

it('lets one write to each of the others alone', async () => {
  const list = open([person('John', true), person('Yoko')])
  list.main.talkTo.mockResolvedValue(ok({ topic: 'direct/a/b' }))
  expect(list.part.findAll('li button').map((button) => button.text())).toEqual(['Yoko'])
  await writeTo(list)
  expect(list.main.talkTo.mock.calls).toEqual([[{ client: 'Yoko' }]])
  expect(list.main.showRoom.mock.calls).toEqual([[{ room: 'direct/a/b' }]])
})

it('says why one cannot', async () => {
  const list = open([person('Yoko')])
  list.main.talkTo.mockImplementation(() => refusing({ kind: 'room', problem: 'too-many' }))
  await writeTo(list)
  expect(list.part.get('.problem').text()).toContain('Leave one first')
  expect(list.main.showRoom).not.toHaveBeenCalled()
})

it('takes nobody aside where two are alone already', () => {
  const room = aRoom({ topic: 'direct/a/b', people: [person('John', true), person('Yoko')] })
  const rooms = [aSummary({ topic: 'direct/a/b', name: 'Yoko', kind: 'direct' })]
  expect(openPart(PeopleList, { views: { room, rooms } }).part.find('button').exists()).toBe(false)
})
