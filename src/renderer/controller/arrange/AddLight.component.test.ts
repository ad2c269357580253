import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, expect, it } from 'vitest'
import type { PlainLight } from '@shared/light/arrangement'
import type { Refusal } from '@shared/ipc/contract'
import { openPart, refusing } from '../../testing/window'
import AddLight from './AddLight.vue'

enableAutoUnmount(afterEach)

function open(plain?: PlainLight) {
  const window = openPart(AddLight, { props: { open: true, plain } })
  const { part } = window
  const labelled = (words: string) => {
    const label = part.findAll('label').find((each) => each.text() === words)!
    return part.get<HTMLInputElement>(`[id="${label.attributes('for')}"]`)
  }
  const save = async () => {
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  return { ...window, labelled, save }
}

it('adds a topic that takes words', async () => {
  const { part, main, labelled, save } = open()
  await labelled('Topic').setValue(' shed/lamp ')
  await save()
  expect(main.savePlainLight.mock.calls).toEqual([[{ topic: 'shed/lamp', sends: 'words' }]])
  expect(part.emitted('update:open')).toEqual([[false]])
})

it('asks for payloads only where they are of one’s own', async () => {
  const { part, main, labelled, save } = open()
  expect(part.text()).not.toContain('Payload for on')
  await labelled('Topic').setValue('shed')
  await labelled('State topic').setValue('shed/state')
  await labelled('What is sent').setValue('own')
  await labelled('Payload for on').setValue(' 1')
  await labelled('Payload for off').setValue('0')
  await labelled('Where its state stands').setValue('relay.0')
  await save()
  expect(main.savePlainLight.mock.calls).toEqual([
    [{ topic: 'shed', stateTopic: 'shed/state', sends: 'own', on: ' 1', off: '0', path: 'relay.0' }],
  ])
})

it('changes the one that is there', async () => {
  const { main, labelled, save } = open({ topic: 'shed', sends: 'own', on: 'A', off: 'B', path: 'x' })
  expect(labelled('Payload for on').element.value).toBe('A')
  await labelled('Topic').setValue('barn')
  await labelled('What is sent').setValue('json')
  await save()
  expect(main.savePlainLight.mock.calls).toEqual([[{ topic: 'barn', sends: 'json', path: 'x', was: 'shed' }]])
})

it.each<[string, Refusal, string]>([
  [
    'Topic',
    { kind: 'arrange', problem: 'topic-taken' },
    'This topic is taken by another light or by the chat.',
  ],
  ['State topic', { kind: 'topic', problem: 'wildcard' }, '+ and # are for subscribing.'],
  ['Payload for off', { kind: 'arrange', problem: 'payloads' }, 'Give two different payloads'],
  ['Where its state stands', { kind: 'arrange', problem: 'path' }, 'This cannot be a place in JSON.'],
])('marks %s where it was refused', async (label, refusal, words) => {
  const { part, main, labelled, save } = open({ topic: 'shed', stateTopic: '#', sends: 'own' })
  main.savePlainLight.mockImplementation(() => refusing(refusal))
  await save()
  expect(labelled(label).attributes('aria-invalid')).toBe('true')
  expect(part.get('dialog').text()).toContain(words)
  expect(part.emitted('update:open')).toBeUndefined()
})

it('marks the topic where it is the one that cannot be', async () => {
  const { main, labelled, save } = open({ topic: 'shed', stateTopic: 'x', sends: 'words' })
  main.savePlainLight.mockImplementation(() => refusing({ kind: 'topic', problem: 'empty' }))
  await labelled('Topic').setValue('')
  await save()
  expect(labelled('Topic').attributes('aria-invalid')).toBe('true')
  expect(labelled('State topic').attributes('aria-invalid')).toBe('false')
})
