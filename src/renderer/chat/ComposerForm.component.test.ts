import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_TEXT } from '@shared/chat/message'
import type { CommandResult } from '@shared/ipc/contract'
import type { RoomView } from '@shared/ipc/state'
import { ok } from '@shared/result'
import type { ConnectionState } from '@shared/mqtt/connection'
import { closedTurns, deliveryFailures } from '../testing/every'
import { aRoom, connected } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import ComposerForm from './ComposerForm.vue'

enableAutoUnmount(afterEach)

const CLOSED: RoomView['turn'] = { mayWrite: false, because: 'last-is-mine' }

function open(room: Partial<RoomView> = {}, connection: ConnectionState = connected) {
  const window = openPart(ComposerForm, {
    props: { room: aRoom(room) },
    views: { connection },
  })
  const { part, main, setProps } = window
  const box = part.get<HTMLTextAreaElement>('textarea')
  return {
    ...window,
    box,
    button: part.get('button[type=submit]'),
    turn: part.get('[role=status]'),
    said: () => part.get('[aria-live]').text(),
    sent: () => main.sendMessage.mock.calls.map(([{ text }]) => text),
    drafts: () => main.saveDraft.mock.calls.map(([{ text }]) => text),
    enter: async (keys: object = {}) => {
      await box.trigger('keydown', { key: 'Enter', ...keys })
      await flushPromises()
    },
    submit: async () => {
      await part.get('form').trigger('submit')
      await flushPromises()
    },
    room: (more: Partial<RoomView>) => setProps({ room: aRoom(more) }),
  }
}

describe('in turn', () => {
  it('is open and says so', () => {
    const composer = open()
    expect(composer.turn.attributes('aria-label')).toBe('Turn')
    expect(composer.turn.text()).toBe('Your turn')
    expect(composer.box.attributes('aria-label')).toBe('Message')
    expect(document.activeElement).toBe(composer.box.element)
  })

  it.each(['enter', 'submit'] as const)('sends by %s and empties the box', async (how) => {
    const composer = open()
    await composer.box.setValue('Hello')
    await composer[how]()
    expect(composer.sent()).toEqual(['Hello'])
    expect(composer.box.element.value).toBe('')
  })

  it('makes a new line with Shift and Enter', async () => {
    const composer = open()
    await composer.box.setValue('Hello')
    const event = new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, cancelable: true })
    composer.box.element.dispatchEvent(event)
    await flushPromises()
    expect(event.defaultPrevented).toBe(false)
    expect(composer.sent()).toEqual([])
  })

  it('leaves the Enter of an input method alone', async () => {
    const composer = open()
    await composer.box.setValue('にほ')
    await composer.enter({ isComposing: true })
    expect(composer.sent()).toEqual([])
    await composer.enter()
    expect(composer.sent()).toEqual(['にほ'])
  })

  it.each(['', '   ', '\n\n'])('sends no empty text: %j', async (text) => {
    const composer = open()
    await composer.box.setValue(text)
    await composer.enter()
    await composer.submit()
    expect(composer.sent()).toEqual([])
    expect(composer.button.attributes('disabled')).toBeDefined()
  })

  it('sends as much as fits, and says how much is too much', async () => {
    const composer = open()
    await composer.box.setValue('x'.repeat(MAX_TEXT + 1_234))
    expect(composer.said()).toBe('1,234 characters too many')
    expect(composer.box.attributes('aria-invalid')).toBe('true')
    expect(composer.button.attributes('disabled')).toBeDefined()
    await composer.enter()
    expect(composer.sent()).toEqual([])
    await composer.box.setValue('x'.repeat(MAX_TEXT))
    expect(composer.said()).toBe('')
    await composer.enter()
    expect(composer.sent()).toHaveLength(1)
  })

  it('sends once, however often Enter is pressed', async () => {
    const composer = open()
    composer.main.sendMessage.mockReturnValue(new Promise(() => undefined))
    await composer.box.setValue('Hello')
    await composer.enter()
    await composer.enter()
    expect(composer.sent()).toEqual(['Hello'])
  })

  it('keeps what was typed while the message went', async () => {
    const composer = open()
    let answer: (result: CommandResult) => void = () => undefined
    composer.main.sendMessage.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    await composer.box.setValue('Hello')
    await composer.enter()
    await composer.box.setValue('Hello and')
    answer(ok(undefined))
    await flushPromises()
    expect(composer.box.element.value).toBe(' and')
  })

  it('keeps the text of a refused message and says why', async () => {
    const composer = open()
    composer.main.sendMessage.mockImplementation(() => refusing({ kind: 'not-your-turn' }))
    await composer.box.setValue('Hello')
    await composer.enter()
    expect(composer.box.element.value).toBe('Hello')
    expect(composer.said()).toBe('It is not your turn. Your text is kept.')
    expect(document.activeElement).toBe(composer.box.element)
  })
})

describe('out of turn', () => {
  it('sends nothing by any way, and keeps the text', async () => {
    const composer = open({ turn: CLOSED })
    await composer.box.setValue('Again')
    await composer.enter()
    await composer.submit()
    await composer.button.trigger('click')
    expect(composer.sent()).toEqual([])
    expect(composer.button.attributes('disabled')).toBeDefined()
    expect(composer.box.element.value).toBe('Again')
  })

  it('can be written in meanwhile, and sent when the turn comes', async () => {
    const composer = open({ turn: CLOSED })
    await composer.box.setValue('Then this')
    expect(composer.box.attributes('readonly')).toBeUndefined()
    await composer.room({ turn: { mayWrite: true } })
    expect(composer.turn.text()).toBe('Your turn')
    await composer.enter()
    expect(composer.sent()).toEqual(['Then this'])
  })

  it('tells the box why', () => {
    const composer = open({ turn: CLOSED })
    expect(composer.box.attributes('aria-describedby')?.split(' ')).toContain(composer.turn.attributes('id'))
  })

  it.each(closedTurns)('says why: %s', (because) => {
    expect(open({ turn: { mayWrite: false, because } }).turn.text()).toMatch(/\.$/)
  })

  it('names the one who is waited for, where it can be only one', () => {
    const me = { client: 'a', name: 'John', me: true }
    const yoko = { client: 'b', name: 'Yoko', me: false }
    const ada = { client: 'c', name: 'Ada', me: false }
    const words = (people: RoomView['people']) => open({ turn: CLOSED, people }).turn.text()
    expect(words([me, yoko])).toBe('You wrote last. It is Yoko’s turn.')
    expect(words([me, yoko, ada])).toBe('You wrote last. Somebody else has to answer first.')
    expect(words([me])).toBe('You wrote last. Somebody else has to answer first.')
  })

  it('says of a message under way that it waits for the connection, where there is none', () => {
    const turn = { mayWrite: false, because: 'under-way' } as const
    expect(open({ turn }).turn.text()).toBe('Your message is on its way.')
    expect(open({ turn }, { phase: 'stopped' }).turn.text()).toBe(
      'Waiting for the connection to send your message.',
    )
  })
})

describe('the draft', () => {
  it('stands in the box when the window opens', () => {
    expect(open({ draft: { text: 'kept', version: 3 } }).box.element.value).toBe('kept')
  })

  it('is kept with every key, since a window that closes leaves no time for it', async () => {
    const composer = open({ draft: { text: 'old', version: 1 } })
    expect(composer.drafts()).toEqual([])
    await composer.box.setValue('H')
    await composer.box.setValue('He')
    expect(composer.drafts()).toEqual(['H', 'He'])
  })

  it('is not written again after the message has gone', async () => {
    const composer = open()
    await composer.box.setValue('Hello')
    await composer.enter()
    expect(composer.box.element.value).toBe('')
    expect(composer.drafts()).toEqual(['Hello'])
  })

  it('does not change under the hands while its version is the same', async () => {
    const composer = open()
    await composer.box.setValue('typing')
    await composer.room({ draft: { text: '', version: 1 }, lastUser: 'Yoko' })
    expect(composer.box.element.value).toBe('typing')
  })

  it.each(deliveryFailures)(
    'comes back with a message that could not be sent, and why: %s',
    async (because) => {
      const composer = open()
      await composer.room({ draft: { text: 'Hello', version: 2, because } })
      expect(composer.box.element.value).toBe('Hello')
      expect(composer.said()).toContain('Your text is back here.')
    },
  )
})
