import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { CommandResult } from '@shared/ipc/contract'
import { ok } from '@shared/result'
import { openPart, refusing } from '../../testing/window'
import PublishForm from './PublishForm.vue'

enableAutoUnmount(afterEach)

function open(language?: string) {
  const window = openPart(PublishForm, { language })
  const { part } = window
  return {
    ...window,
    topic: part.get<HTMLInputElement>('input:not([type=checkbox])'),
    payload: part.get<HTMLTextAreaElement>('textarea'),
    qos: part.get<HTMLSelectElement>('select'),
    retain: part.get('[role=checkbox]'),
    publish: async () => {
      await part.get('form').trigger('submit')
      await flushPromises()
    },
    said: () => part.get('[aria-live]').text(),
  }
}

describe('publishing', () => {
  it('begins with QoS 2 and without retain', async () => {
    const form = open()
    await form.topic.setValue('led')
    await form.payload.setValue('on')
    await form.publish()
    expect(form.main.publish.mock.calls).toEqual([[{ topic: 'led', payload: 'on', qos: 2, retain: false }]])
  })

  it('hands over the QoS as a number and retain as chosen, and the payload as typed', async () => {
    const form = open()
    await form.topic.setValue('a/b')
    await form.payload.setValue('  {"x":1}\n')
    await form.qos.setValue('0')
    await form.retain.trigger('click')
    await form.publish()
    expect(form.main.publish.mock.calls).toEqual([
      [{ topic: 'a/b', payload: '  {"x":1}\n', qos: 0, retain: true }],
    ])
  })

  it('says that it is done until something else is typed, and keeps the form for the next time', async () => {
    const form = open()
    await form.topic.setValue('led')
    await form.publish()
    expect(form.said()).toBe('Published.')
    expect(form.topic.element.value).toBe('led')
    await form.payload.setValue('off')
    expect(form.said()).toBe('')
  })

  it('names its fields as people find them', () => {
    const form = open()
    expect(form.topic.element.labels?.[0]?.textContent).toBe('Topic')
    expect(form.payload.element.labels?.[0]?.textContent).toBe('Payload')
    expect(form.qos.attributes('aria-label')).toBe('QoS')
    expect(form.retain.attributes('aria-label')).toBe('Retain')
    expect(form.qos.findAll('option').map((option) => option.text()[0])).toEqual(['0', '1', '2'])
  })
})

describe('a refusal', () => {
  it('is said beside the topic, which is marked, and what was typed stays', async () => {
    const form = open()
    form.main.publish.mockImplementation(() => refusing({ kind: 'topic', problem: 'wildcard' }))
    await form.topic.setValue('a/#')
    await form.payload.setValue('x')
    await form.publish()
    expect(form.said()).toBe('+ and # are for subscribing. Publish to one topic.')
    expect(form.topic.attributes('aria-invalid')).toBe('true')
    expect(form.payload.attributes('aria-invalid')).toBe('false')
    expect(form.part.get(`#${form.topic.attributes('aria-describedby')}`).text()).toBe(form.said())
    expect([form.topic.element.value, form.payload.element.value]).toEqual(['a/#', 'x'])
  })

  it('of the payload marks the payload', async () => {
    const form = open('it')
    form.main.publish.mockImplementation(() => refusing({ kind: 'payload-too-large', limit: 262_144 }))
    await form.publish()
    expect(form.said()).toBe('Troppo grande: al massimo 262.144 byte.')
    expect(form.payload.attributes('aria-invalid')).toBe('true')
    expect(form.topic.attributes('aria-invalid')).toBe('false')
  })

  it('that is nobody’s fault marks no field', async () => {
    const form = open()
    form.main.publish.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await form.publish()
    expect(form.said()).toContain('Not connected')
    expect(form.part.findAll('[aria-invalid=true]')).toEqual([])
  })

  it('goes with the next success', async () => {
    const form = open()
    form.main.publish.mockImplementationOnce(() => refusing({ kind: 'topic', problem: 'empty' }))
    await form.publish()
    await form.publish()
    expect(form.said()).toBe('Published.')
    expect(form.topic.attributes('aria-invalid')).toBe('false')
  })

  it('of main itself leaves the form usable', async () => {
    const form = open()
    form.main.publish.mockRejectedValueOnce(new Error('no handler'))
    await form.publish()
    expect(form.said()).toBe('That did not work. Try again.')
    expect(form.part.get('button[type=submit]').attributes('disabled')).toBeUndefined()
  })
})

it('takes no second wish while one is under way', async () => {
  const form = open()
  let answer: (result: CommandResult) => void = () => undefined
  form.main.publish.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
  await form.publish()
  const button = form.part.get('button[type=submit]')
  // Not `disabled`, which would take the keyboard's focus away.
  expect(button.attributes('aria-disabled')).toBe('true')
  await form.publish()
  expect(form.main.publish).toHaveBeenCalledTimes(1)
  answer(ok(undefined))
  await flushPromises()
  expect(button.attributes('aria-disabled')).toBe('false')
})
