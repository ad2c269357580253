import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { SavedMessage } from '@shared/wire/saved-message'
import { openPart, refusing, type TestWindow } from '../../testing/window'
import { usePublishDraft } from './publish-draft'
import SavedMessages from './SavedMessages.vue'

enableAutoUnmount(afterEach)

const lampOn: SavedMessage = {
  id: 'one',
  name: 'Lamp on',
  topic: 'house/led',
  payload: 'on',
  qos: 1,
  retain: true,
}
const asDraft = { topic: 'house/led', payload: 'on', qos: 1, retain: true }

function open(messages: readonly SavedMessage[]): TestWindow & { press(name: string): Promise<void> } {
  const window = openPart(SavedMessages, { views: { savedMessages: messages } })
  const press = async (name: string): Promise<void> => {
    const named = window.part
      .findAll('button')
      .find((each) => each.attributes('aria-label') === name || each.text().includes(name))
    await named!.trigger('click')
    await flushPromises()
  }
  return { ...window, press }
}

describe('a saved message', () => {
  it('fills the form', async () => {
    const { main, press } = open([lampOn])
    await press('Lamp on')
    expect(usePublishDraft().asDraft()).toEqual(asDraft)
    expect(main.publish).not.toHaveBeenCalled()
  })

  it('is published at once', async () => {
    const { part, main, press } = open([lampOn])
    await press('Publish “Lamp on” now')
    expect(main.publish).toHaveBeenCalledWith(asDraft)
    expect(part.get('[role=status]').text()).toBe('“Lamp on” was published.')
  })

  it('says why it could not be published', async () => {
    const { part, main, press } = open([lampOn])
    main.publish.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await press('Publish “Lamp on” now')
    expect(part.get('[role=status]').classes()).toContain('problem')
  })

  it('can be brought back after it was removed', async () => {
    const { main, press } = open([lampOn])
    await press('Remove “Lamp on”')
    expect(main.removeMessage).toHaveBeenCalledWith({ id: 'one' })
    await press('Undo')
    expect(main.saveMessage).toHaveBeenCalledWith({ name: 'Lamp on', ...asDraft })
  })
})

describe('saving what stands in the form', () => {
  it('asks for a name, and takes the place of the one that has it', async () => {
    const { part, main, press } = open([lampOn])
    usePublishDraft().fill({ topic: 'house/led', payload: 'off', qos: 2, retain: false })
    await press('Save this message …')
    await part.get('input').setValue(' Lamp on ')
    await part.get('form').trigger('submit')
    await flushPromises()
    expect(main.saveMessage).toHaveBeenCalledWith({
      id: 'one',
      name: ' Lamp on ',
      topic: 'house/led',
      payload: 'off',
      qos: 2,
      retain: false,
    })
    expect(part.find('form').exists()).toBe(false)
  })

  it('says what is wrong with a name and keeps what was typed', async () => {
    const { part, main, press } = open([])
    main.saveMessage.mockImplementation(() => refusing({ kind: 'saved-message', problem: 'name' }))
    await press('Save this message …')
    await part.get('input').setValue('?')
    await part.get('form').trigger('submit')
    await flushPromises()
    expect(part.get('input').attributes('aria-invalid')).toBe('true')
    expect(part.get('.problem').text()).not.toBe('')
    expect(part.get('input').element.value).toBe('?')
  })
})
