import { enableAutoUnmount } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { openPart, type TestWindow } from '../../testing/window'
import { readJson } from './json'
import JsonTree from './JsonTree.vue'

enableAutoUnmount(afterEach)

const open = (text: string): TestWindow => openPart(JsonTree, { props: { whole: readJson(text) } })
const lines = ({ part }: TestWindow): string[] => part.findAll('li').map((each) => each.text())
const numbers = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, place) => place))

it('shows a small value opened, with every digit as it was written', () => {
  const tree = open('{"state":"ON","big":12345678901234567890,"none":[]}')
  expect(lines(tree).slice(1)).toEqual(['state: "ON"', 'big: 12345678901234567890', 'none: []'])
})

it('closes and opens with a button that says which it is', async () => {
  const tree = open('{"color":{"x":1}}')
  const fold = tree.part.findAll('button')[1]!
  expect(fold.attributes('aria-expanded')).toBe('true')
  await fold.trigger('click')
  expect(fold.attributes('aria-expanded')).toBe('false')
  expect(lines(tree)).toHaveLength(2)
  expect(fold.text()).toContain('{ 1 }')
})

it('shows a long array a hundred at a time', async () => {
  const tree = open(numbers(250))
  expect(lines(tree)).toHaveLength(1)
  await tree.part.get('.fold').trigger('click')
  expect(lines(tree)).toHaveLength(102)
  expect(tree.part.get('.more').text()).toBe('Show 100 more of 150')
  await tree.part.get('.more').trigger('click')
  expect(tree.part.get('.more').text()).toBe('Show 50 more of 50')
})

it('begins anew with another payload', async () => {
  const tree = open(numbers(250))
  await tree.part.get('.fold').trigger('click')
  await tree.setProps({ whole: readJson(numbers(30)) })
  expect(lines(tree)).toHaveLength(1)
})

it('keeps names and values as text', () => {
  const { part } = open('{"<b>x</b>":"<img src=x>"}')
  expect(part.find('b, img').exists()).toBe(false)
  expect(part.text()).toContain('<b>x</b>: "<img src=x>"')
})
