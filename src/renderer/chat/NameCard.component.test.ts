import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import { nameProblems } from '../testing/every'
import { openPart, refusing } from '../testing/window'
import NameCard from './NameCard.vue'

enableAutoUnmount(afterEach)

function open(proposed = 'root') {
  const window = openPart(NameCard, { props: { proposed } })
  return {
    ...window,
    field: window.part.get<HTMLInputElement>('input'),
    said: () => window.part.get('[aria-live]').text(),
    start: async () => {
      await window.part.get('form').trigger('submit')
      await flushPromises()
    },
  }
}

it('asks with the system’s name proposed, ready to type', () => {
  const card = open('jo')
  expect(card.part.get('h2').text()).toBe('What is your name?')
  expect(card.field.element.value).toBe('jo')
  expect(card.field.attributes('aria-label')).toBe('Your name')
  expect(document.activeElement).toBe(card.field.element)
})

it('hands the name over', async () => {
  const card = open()
  await card.field.setValue('Ada')
  await card.start()
  expect(card.main.setName.mock.calls).toEqual([[{ name: 'Ada' }]])
  expect(card.said()).toBe('')
})

it.each(nameProblems)('says what is wrong with it beside the field and keeps it: %s', async (problem) => {
  const card = open()
  card.main.setName.mockImplementation(() => refusing({ kind: 'name', problem }))
  await card.field.setValue('x'.repeat(300))
  await card.start()
  expect(card.said()).not.toBe('')
  expect(card.field.attributes('aria-invalid')).toBe('true')
  expect(card.part.get(`#${card.field.attributes('aria-describedby')}`).text()).toBe(card.said())
  expect(card.field.element.value).toBe('x'.repeat(300))
})

it('offers a free name where somebody else has this one', async () => {
  const card = open()
  card.main.setName.mockImplementationOnce(() => refusing({ kind: 'name-taken', suggestion: 'Anna 2' }))
  await card.field.setValue('Anna')
  await card.start()
  expect(card.said()).toContain('Somebody else here goes by this name.')
  expect(card.field.attributes('aria-invalid')).toBe('true')
  await card.part.get('button.use').trigger('click')
  await flushPromises()
  expect(card.part.find('button.use').exists()).toBe(false)
  expect(card.main.setName.mock.calls).toEqual([[{ name: 'Anna' }], [{ name: 'Anna 2' }]])
  expect(card.field.element.value).toBe('Anna 2')
})
