import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_TEXT } from '@shared/chat/message'
import type { CommandResult } from '@shared/ipc/contract'
import type { RoomView } from '@shared/ipc/state'
import { ok } from '@shared/result'
import type { ConnectionState } from '@shared/mqtt/connection'
import { closedTurns, deliveryFailures } from '../testing/every'
import type { ChatSettings } from '@shared/chat/room-settings'
import { FIRST_CHAT_SETTINGS } from '@shared/chat/room-settings'
import { aMessage, aRoom, connected, someSettings } from '../testing/state'
import { buttonOf } from '../testing/profiles'
import { openPart, refusing } from '../testing/window'
import ComposerForm from './ComposerForm.vue'
import SpellingLine from './SpellingLine.vue'
import { useComposing } from './composing'

enableAutoUnmount(afterEach)

const CLOSED: RoomView['turn'] = { mayWrite: false, because: 'last-is-mine' }

function open(
  room: Partial<RoomView> = {},
  { connection = connected, chat = {} }: { connection?: ConnectionState; chat?: Partial<ChatSettings> } = {},
) {
  const view = aRoom(room)
  const window = openPart(ComposerForm, {
    props: { room: view },
    views: {
      connection,
      room: view,
      settings: someSettings({ chat: { ...FIRST_CHAT_SETTINGS, ...chat } }),
    },
  })
  const { part, main, setProps } = window
  // Asked once the text has rested: in a test only where the machine is slow.
  main.checkSpelling.mockResolvedValue(ok({ wrong: [] }))
  const box = part.get<HTMLTextAreaElement>('textarea')
  return {
    ...window,
    box,
    button: part.get('button[type=submit]'),
    turn: part.get('[role=status][aria-label=Turn]'),
    composing: useComposing(),
    said: () => part.get('[aria-live]').text(),
    sent: () => main.sendMessage.mock.calls.map(([{ text }]) => text),
    drafts: () => main.saveDraft.mock.calls.map(([{ text }]) => text),
    enter: async (keys: object = {}) => {
      await box.trigger('keydown', { key: 'Enter', ...keys })
      await flushPromises()
    },
    press: async (key: string, keys: object = {}) => {
      await box.trigger('keydown', { key, ...keys })
      await flushPromises()
    },
    submit: async () => {
      await part.get('form').trigger('submit')
      await flushPromises()
    },
    room: (more: Partial<RoomView>) => setProps({ room: aRoom(more) }),
    has: (selector: string) => part.find(selector).exists(),
  }
}

beforeEach(() => vi.useRealTimers())

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
    expect(open({ turn }, { connection: { phase: 'stopped' } }).turn.text()).toBe(
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

describe('Enter', () => {
  const held = { ctrlKey: true }

  it('begins a line where the user wants Ctrl and Enter to send', async () => {
    const composer = open({}, { chat: { enterSends: false } })
    await composer.box.setValue('Hello')
    await composer.enter()
    await composer.enter({ shiftKey: true })
    expect(composer.sent()).toEqual([])
    await composer.enter(held)
    expect(composer.sent()).toEqual(['Hello'])
  })

  it.each([held, { metaKey: true }])('sends with %o whatever is set', async (keys) => {
    const composer = open()
    await composer.box.setValue('Hello')
    await composer.enter(keys)
    expect(composer.sent()).toEqual(['Hello'])
  })
})

describe('rooms', () => {
  const garden = { topic: 'garden', draft: { text: 'Roses', version: 1 } }

  it('have a draft each', async () => {
    const composer = open()
    await composer.box.setValue('Hello')
    await composer.room(garden)
    expect(composer.box.element.value).toBe('Roses')
    await composer.box.setValue('Roses and')
    expect(composer.main.saveDraft.mock.calls).toEqual([
      [{ room: 'chat', text: 'Hello' }],
      [{ room: 'garden', text: 'Roses and' }],
    ])
    await composer.enter()
    expect(composer.main.sendMessage).toHaveBeenCalledWith({ room: 'garden', text: 'Roses and' })
  })

  it('do not get what another one has sent', async () => {
    const composer = open()
    let answer: (result: CommandResult) => void = () => undefined
    composer.main.sendMessage.mockImplementation(() => new Promise((resolve) => (answer = resolve)))
    await composer.box.setValue('Ro')
    await composer.enter()
    await composer.room(garden)
    answer(ok(undefined))
    await flushPromises()
    expect(composer.box.element.value).toBe('Roses')
    expect(composer.drafts()).toEqual(['Ro'])
  })

  it('do not keep what was to be answered in another one, nor why it was refused', async () => {
    const composer = open()
    composer.main.sendMessage.mockImplementation(() => refusing({ kind: 'not-your-turn' }))
    composer.composing.answer(aMessage())
    await composer.box.setValue('Hello')
    await composer.enter()
    expect(composer.said()).not.toBe('')
    await composer.room(garden)
    await flushPromises()
    expect(composer.composing.answering).toBeUndefined()
    expect(composer.said()).toBe('')
  })
})

describe('answering', () => {
  it('says whom, and sends the id of the message with the text', async () => {
    const composer = open()
    composer.composing.answer(aMessage({ id: 'seven', text: 'First line\nand more' }))
    await flushPromises()
    expect(composer.part.text()).toContain('Answering Yoko')
    expect(composer.part.text()).toContain('First line')
    expect(composer.part.text()).not.toContain('and more')
    await composer.box.setValue('Yes')
    await composer.enter()
    expect(composer.main.sendMessage).toHaveBeenCalledWith({ room: 'chat', text: 'Yes', quote: 'seven' })
    expect(composer.part.text()).not.toContain('Answering')
  })

  it.each(['Escape', 'button'])('stops by %s and keeps the draft', async (how) => {
    const composer = open({ draft: { text: 'Yes', version: 1 } })
    composer.composing.answer(aMessage())
    await flushPromises()
    if (how === 'Escape') await composer.press(how)
    else await buttonOf(composer.part, 'Stop answering').trigger('click')
    expect(composer.composing.answering).toBeUndefined()
    expect(composer.box.element.value).toBe('Yes')
    await composer.enter()
    expect(composer.main.sendMessage).toHaveBeenCalledWith({ room: 'chat', text: 'Yes' })
  })

  it('goes on where the message was refused', async () => {
    const composer = open()
    composer.main.sendMessage.mockImplementation(() => refusing({ kind: 'not-connected' }))
    composer.composing.answer(aMessage())
    await composer.box.setValue('Yes')
    await composer.enter()
    expect(composer.composing.answering?.id).toBe('one')
  })
})

describe('changing one’s own last message', () => {
  const mine = aMessage({ id: 'mine', own: true, user: 'John', text: 'Helo', delivery: 'sent' })
  const begin = async (draft = '') => {
    const composer = open({ turn: CLOSED, changeable: 'mine', draft: { text: draft, version: 1 } })
    composer.composing.change(mine)
    await flushPromises()
    return composer
  }

  /** The conversation shows the message. */
  const showing = async (composer: ReturnType<typeof open>): Promise<void> => {
    composer.main.chatPage.mockResolvedValue(ok({ messages: [mine], earlier: false, later: false }))
    await composer.push({ snapshot: true })
    await flushPromises()
  }

  it('begins with Arrow Up in an empty box', async () => {
    const composer = open({ turn: CLOSED, changeable: 'mine' })
    await showing(composer)
    await composer.press('ArrowUp')
    expect(composer.box.element.value).toBe('Helo')
    expect(composer.part.text()).toContain('Changing your message')
  })

  it('does not begin while something is written', async () => {
    const composer = open({ turn: CLOSED, changeable: 'mine', draft: { text: 'Then', version: 1 } })
    await showing(composer)
    await composer.press('ArrowUp')
    expect(composer.composing.changing).toBeUndefined()
  })

  it('is saved although it is not one’s turn, and brings the draft back', async () => {
    const composer = await begin('Then')
    expect(composer.button.text()).toBe('Save')
    await composer.box.setValue('Hello')
    await composer.enter()
    expect(composer.main.changeMessage).toHaveBeenCalledWith({ room: 'chat', id: 'mine', text: 'Hello' })
    expect(composer.sent()).toEqual([])
    expect(composer.drafts()).toEqual([])
    expect(composer.box.element.value).toBe('Then')
    expect(composer.button.text()).toBe('Send')
  })

  it.each(['Escape', 'button'])('is given up by %s, and the draft is there again', async (how) => {
    const composer = await begin('Then')
    await composer.box.setValue('Hello')
    if (how === 'Escape') await composer.press(how)
    else await buttonOf(composer.part, 'Stop').trigger('click')
    expect(composer.main.changeMessage).not.toHaveBeenCalled()
    expect(composer.box.element.value).toBe('Then')
  })

  it('asks main for nothing where nothing is different', async () => {
    const composer = await begin()
    await composer.enter()
    expect(composer.main.changeMessage).not.toHaveBeenCalled()
    expect(composer.composing.changing).toBeUndefined()
  })

  it('keeps the new text where it is refused', async () => {
    const composer = await begin()
    composer.main.changeMessage.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await composer.box.setValue('Hello')
    await composer.enter()
    expect(composer.box.element.value).toBe('Hello')
    expect(composer.said()).toBe('Not connected. Try again when the broker is there.')
  })

  it('has the draft of a message that came back meanwhile behind it', async () => {
    const composer = await begin('Then')
    await composer.room({ draft: { text: 'Lost\nThen', version: 2, because: 'turn-passed' } })
    expect(composer.box.element.value).toBe('Helo')
    await composer.press('Escape')
    expect(composer.box.element.value).toBe('Lost\nThen')
  })

  it('does not let an empty text go', async () => {
    const composer = await begin()
    await composer.box.setValue('  ')
    await composer.enter()
    expect(composer.main.changeMessage).not.toHaveBeenCalled()
    expect(composer.button.attributes('disabled')).toBeDefined()
  })

  it('gives way to what was sent last, where nothing can be changed', async () => {
    const composer = open()
    await composer.box.setValue('Hello')
    await composer.enter()
    await composer.room({ turn: CLOSED })
    await composer.press('ArrowUp')
    expect(composer.box.element.value).toBe('Hello')
    expect(composer.composing.changing).toBeUndefined()
  })
})

describe('telling that one writes', () => {
  it('happens every three seconds at most', async () => {
    vi.useFakeTimers()
    const composer = open()
    await composer.box.setValue('H')
    await composer.box.setValue('He')
    expect(composer.main.tellWriting.mock.calls).toEqual([[{ room: 'chat' }]])
    vi.advanceTimersByTime(3_000)
    await composer.box.setValue('Hel')
    expect(composer.main.tellWriting).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })

  it('does not happen for a box that was emptied', async () => {
    const composer = open({ draft: { text: 'H', version: 1 } })
    await composer.box.setValue('')
    expect(composer.main.tellWriting).not.toHaveBeenCalled()
  })

  it('does not happen while a message is changed', async () => {
    const composer = open()
    composer.composing.change(aMessage({ own: true }))
    await composer.box.setValue('Hello')
    expect(composer.main.tellWriting).not.toHaveBeenCalled()
  })

  it('does not happen where the user tells nobody', async () => {
    const composer = open({}, { chat: { tellsOthers: false } })
    await composer.box.setValue('Hello')
    expect(composer.main.tellWriting).not.toHaveBeenCalled()
  })
})

describe('the box', () => {
  it.each([true, false])('is spell checked beside it as it is set: %s', (spellCheck) => {
    const composer = open({}, { chat: { spellCheck } })
    // Never by Chromium: its marks can make the page hang.
    expect(composer.box.element.getAttribute('spellcheck')).toBe('false')
    expect(composer.part.findComponent(SpellingLine).exists()).toBe(spellCheck)
  })

  // A pattern that looks back over all of it would take hours.
  it('takes a megabyte of what could be names of emoji', async () => {
    const hostile = ':a'.repeat(500_000)
    const composer = open({ draft: { text: hostile, version: 1 } })
    await composer.box.setValue(`${hostile}:sm`)
    await composer.box.setValue(`${hostile}:smi`)
    expect(composer.said()).toContain('characters too many')
    expect(composer.box.element.maxLength).toBe(10 * MAX_TEXT)
  })
})

describe('emoji', () => {
  /** Types the last character of a text, as a keyboard does. */
  async function type(composer: ReturnType<typeof open>, text: string): Promise<void> {
    const element = composer.box.element
    element.value = text
    element.setSelectionRange(text.length, text.length)
    element.dispatchEvent(new InputEvent('input', { bubbles: true, data: text.slice(-1) }))
    await flushPromises()
  }
  const options = (composer: ReturnType<typeof open>) =>
    composer.part.findAll('[role=option]').map((option) => option.text())
  const loaded = (composer: ReturnType<typeof open>) =>
    vi.waitFor(() => expect(options(composer).length).toBeGreaterThan(1), 5_000)

  it('are suggested from two letters on, named to the box, and taken by Enter', async () => {
    const composer = open()
    await type(composer, 'Well :s')
    expect(composer.has('[role=listbox]')).toBe(false)
    await type(composer, 'Well :smile')
    await loaded(composer)
    const list = composer.part.get('[role=listbox]')
    expect(list.attributes('aria-label')).toBe('Emoji suggestions')
    expect(options(composer)[0]).toContain(':smile:')
    expect(composer.box.attributes('aria-controls')).toBe(list.attributes('id'))
    const first = composer.box.attributes('aria-activedescendant')
    expect(document.getElementById(first ?? '')?.getAttribute('aria-selected')).toBe('true')
    await composer.press('ArrowDown')
    expect(composer.box.attributes('aria-activedescendant')).not.toBe(first)
    await composer.press('ArrowUp')
    await composer.enter()
    expect(composer.box.element.value).toBe('Well 😄')
    expect(composer.sent()).toEqual([])
    expect(composer.has('[role=listbox]')).toBe(false)
    await composer.enter()
    expect(composer.sent()).toEqual(['Well 😄'])
  })

  it('are taken by Tab and by the pointer', async () => {
    const composer = open()
    await type(composer, ':heart')
    await loaded(composer)
    await composer.press('Tab')
    expect(composer.box.element.value).toBe('❤️')
    await type(composer, ':tada')
    await vi.waitFor(() => expect(composer.has('[role=option]')).toBe(true))
    await composer.part.get('[role=option]').trigger('click')
    expect(composer.box.element.value).toBe('🎉')
  })

  it('are let be after Escape until another name begins', async () => {
    const composer = open()
    await type(composer, ':smi')
    await loaded(composer)
    await composer.press('Escape')
    await type(composer, ':smil')
    expect(composer.has('[role=listbox]')).toBe(false)
    await type(composer, ':smil :smi')
    expect(composer.has('[role=listbox]')).toBe(true)
  })

  it('replace their name when its second colon is typed, and nothing that is no name', async () => {
    const composer = open()
    await type(composer, 'So :smile:')
    await vi.waitFor(() => expect(composer.box.element.value).toBe('So 😄'), 5_000)
    await type(composer, 'At 10:30:')
    expect(composer.box.element.value).toBe('At 10:30:')
    await type(composer, ':nosuchname:')
    expect(composer.box.element.value).toBe(':nosuchname:')
  })

  it('are put where the caret is by the picker', async () => {
    const composer = open({ draft: { text: 'one two', version: 1 } })
    composer.box.element.setSelectionRange(4, 4)
    composer.part.getComponent({ name: 'EmojiPicker' }).vm.$emit('pick', '🎉')
    await flushPromises()
    expect(composer.box.element.value).toBe('one 🎉two')
    expect(composer.drafts()).toEqual(['one 🎉two'])
    expect(document.activeElement).toBe(composer.box.element)
  })
})
