import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { Person } from '@shared/ipc/state'
import { aRoom } from '../testing/state'
import { openPart } from '../testing/window'
import PeopleList from './PeopleList.vue'

enableAutoUnmount(afterEach)

const open = (people: Person[]) => openPart(PeopleList, { views: { room: aRoom({ people }) } })
const person = (name: string, me = false): Person => ({ client: name, name, me })
/** What a screen reader reads of each entry. */
const read = ({ part }: ReturnType<typeof open>) =>
  part.findAll('li').map((item) => item.find('span:not([aria-hidden])').text())

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
