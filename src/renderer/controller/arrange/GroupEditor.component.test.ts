import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { LightState } from '@shared/light/light'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { aLight } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import GroupEditor from './GroupEditor.vue'

enableAutoUnmount(afterEach)

const names = ['Attic', 'Bath', 'Cellar', 'Desk', 'Entrance', 'Floor', 'Garden', 'Hall']
const lights = [
  ...names.map((name) =>
    aLight({ id: name.toLowerCase(), name, ...(name === 'Bath' ? { room: 'Upstairs' } : {}) }),
  ),
  aLight({ id: 'seen', name: 'Only seen', locked: { kind: 'no-command' } }),
  aLight({ id: 'away', name: 'Hidden', hidden: true }),
]
const group = aLight({
  id: 'group:1',
  name: 'Two',
  kind: 'group',
  convention: 'group',
  members: ['desk', 'away'],
})

function open(edited?: LightState) {
  const window = openPart(GroupEditor, {
    props: { open: true, group: edited },
    push: { lights: { upsert: [...lights, group] } },
  })
  const { part } = window
  const shown = () => part.findAll('fieldset label .name').map((name) => name.text())
  const tick = async (name: string) => {
    const row = part.findAll('fieldset label').find((each) => each.get('.name').text() === name)!
    const box = row.get<HTMLInputElement>('input')
    await box.setValue(!box.element.checked)
  }
  const save = async () => {
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  return { ...window, shown, tick, save }
}

it('makes a group of the lights that are ticked', async () => {
  const { part, main, shown, tick, save } = open()
  expect(shown()).toEqual(names)
  await part.get('form input').setValue('Down here ')
  await tick('Cellar')
  await tick('Hall')
  await save()
  expect(main.saveGroup.mock.calls).toEqual([[{ name: 'Down here', members: ['cellar', 'hall'] }]])
  expect(part.emitted('update:open')).toEqual([[false]])
  expect(buttonsOf(part)).not.toContain('Remove')
})

it('searches by name and room, and keeps what is chosen out of sight', async () => {
  const { part, main, shown, tick, save } = open()
  await tick('Hall')
  await part.get('[type=search]').setValue('UPST')
  expect(shown()).toEqual(['Bath'])
  await buttonOf(part, 'All').trigger('click')
  await part.get('[type=search]').setValue('nowhere')
  expect(part.text()).toContain('No light has this name.')
  expect(part.text()).toContain('2 chosen')
  await save()
  expect(main.saveGroup.mock.calls[0]?.[0].members).toEqual(['hall', 'bath'])
})

it('changes one that is there, with members that are hidden', async () => {
  const { main, shown, tick, save } = open(group)
  expect(shown()).toContain('Hidden')
  await tick('Desk')
  await save()
  expect(main.saveGroup.mock.calls).toEqual([[{ id: 'group:1', name: 'Two', members: ['away'] }]])
})

it('says at the lights what is wrong with them, and else at the name', async () => {
  const { part, main, save } = open()
  main.saveGroup.mockImplementationOnce(() => refusing({ kind: 'arrange', problem: 'no-lights' }))
  await save()
  expect(part.get('fieldset').text()).toContain('Choose at least one light.')
  main.saveGroup.mockImplementationOnce(() => refusing({ kind: 'arrange', problem: 'name-empty' }))
  await save()
  expect(part.get('fieldset').text()).not.toContain('Choose')
  expect(part.get('form input').attributes('aria-invalid')).toBe('true')
})

it('removes a group after a second question, or keeps it', async () => {
  const { part, main } = open(group)
  await buttonOf(part, 'Remove').trigger('click')
  await buttonOf(part, 'Keep it').trigger('click')
  expect(main.removeGroup).not.toHaveBeenCalled()
  await buttonOf(part, 'Remove').trigger('click')
  await buttonOf(part, 'Remove').trigger('click')
  await flushPromises()
  expect(main.removeGroup.mock.calls).toEqual([[{ id: 'group:1' }]])
  expect(part.emitted('update:open')).toEqual([[false]])
})
