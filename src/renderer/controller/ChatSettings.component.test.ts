import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { FIRST_CHAT_SETTINGS, type ChatSettings as Chat } from '@shared/chat/room-settings'
import { buttonOf } from '../testing/profiles'
import { aSummary, someProfiles } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import ChatSettings from './ChatSettings.vue'

enableAutoUnmount(afterEach)

function open(more: Partial<Chat> = {}) {
  const window = openPart(ChatSettings, { props: { chat: { ...FIRST_CHAT_SETTINGS, ...more } } })
  const { part } = window
  return {
    ...window,
    box: (words: string) =>
      part
        .findAll('label')
        .find((label) => label.text() === words)!
        .get<HTMLInputElement>('input'),
    radio: (words: string) =>
      part.findAll('[role=radio]').find((each) => {
        const id = each.attributes('aria-labelledby')!
        return part.get(`#${id}`).text() === words
      })!,
    chosen: () => part.findAll('[role=radio][aria-checked=true]').map((each) => each.attributes('value')),
  }
}

const BOXES = [
  ['Show notifications', 'notifications'],
  ['Hide the text in notifications', 'hideText'],
  ['Do not disturb', 'doNotDisturb'],
  ['Enter sends', 'enterSends'],
  ['Tell others what I have read and that I am writing', 'tellsOthers'],
  ['Check spelling', 'spellCheck'],
] as const

describe('the boxes', () => {
  it.each(BOXES)('%s is saved at once, and ticked when main says so', async (words, name) => {
    const settings = open({ [name]: false })
    expect(settings.box(words).element.checked).toBe(false)
    await settings.box(words).setValue(true)
    expect(settings.main.changeChat.mock.calls).toEqual([[{ [name]: true }]])
    expect(settings.box(words).element.checked).toBe(false)
    await settings.setProps({ chat: { ...FIRST_CHAT_SETTINGS, [name]: true } })
    expect(settings.box(words).element.checked).toBe(true)
  })

  it('say what is wrong', async () => {
    const settings = open()
    settings.main.changeChat.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
    await settings.box('Check spelling').setValue(false)
    await flushPromises()
    expect(settings.part.get('[aria-live]').text()).toContain('disk full')
  })
})

describe('the signal', () => {
  it.each([
    ['Say nothing', 'nothing'],
    ['Show a notification', 'notification'],
  ] as const)('%s', async (words, yourTurn) => {
    const settings = open()
    expect(settings.chosen()).toContain('sound')
    await settings.radio(words).trigger('click')
    expect(settings.main.changeChat.mock.calls).toEqual([[{ yourTurn }]])
    expect(settings.chosen()).toContain('sound')
  })
})

describe('how long messages are kept', () => {
  it.each([
    ['For ever', 'for-ever'],
    ['A year', 'year'],
  ] as const)('grows at once: %s', async (words, keep) => {
    const settings = open({ keep: 'month' })
    await settings.radio(words).trigger('click')
    expect(settings.main.changeChat.mock.calls).toEqual([[{ keep }]])
  })

  it.each([
    ['A year', 'year', 'What is older than a year is deleted'],
    ['A month', 'month', 'What is older than a month is deleted'],
    ['This session only', 'session', 'the rest when it ends'],
  ] as const)('shrinks after a question that says what goes: %s', async (words, keep, what) => {
    const settings = open()
    await settings.radio(words).trigger('click')
    expect(settings.main.changeChat).not.toHaveBeenCalled()
    expect(settings.part.get('dialog').text()).toContain(what)
    await buttonOf(settings.part, 'Delete and keep less').trigger('click')
    expect(settings.main.changeChat.mock.calls).toEqual([[{ keep }]])
    expect(settings.part.find('dialog').exists()).toBe(false)
  })

  it('stays where one thinks better of it', async () => {
    const settings = open()
    await settings.radio('A month').trigger('click')
    await buttonOf(settings.part, 'Leave it as it is').trigger('click')
    expect(settings.main.changeChat).not.toHaveBeenCalled()
    expect(settings.part.find('dialog').exists()).toBe(false)
    expect(settings.chosen()).toContain('for-ever')
  })
})

describe('the keys of private rooms', () => {
  const rooms = [aSummary(), aSummary({ topic: 'room/1', kind: 'private', key: 'known', keyThisRun: true })]

  it.each(['ask', 'this-run'] as const)('that are not kept can be: %s', async (keeping) => {
    const settings = open()
    expect(settings.part.find('.keys').exists()).toBe(false)
    await settings.show({ rooms, profiles: someProfiles({ keeping }) })
    expect(settings.part.get('.keys').text()).toContain('known only until Porchlight ends')
    await buttonOf(settings.part, 'Change …').trigger('click')
    await buttonOf(settings.part, 'Keep all the same').trigger('click')
    await flushPromises()
    expect(settings.main.consentToKeep.mock.calls).toEqual([[{ keep: true }]])
    expect(settings.part.find('dialog').exists()).toBe(false)
  })

  it('that are kept are not spoken of', async () => {
    const settings = open()
    await settings.show({ rooms: [aSummary()], profiles: someProfiles({ keeping: 'this-run' }) })
    expect(settings.part.find('.keys').exists()).toBe(false)
  })
})
