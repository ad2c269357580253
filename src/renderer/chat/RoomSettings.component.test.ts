import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ROOM_COLOURS } from '@shared/chat/room-settings'
import { ok } from '@shared/result'
import type { RoomSummary, RoomView } from '@shared/ipc/state'
import { buttonOf, buttonsOf } from '../testing/profiles'
import { aRoom, aSummary } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import RoomSettingsDialog from './RoomSettingsDialog.vue'

enableAutoUnmount(afterEach)

const secret = aSummary({ topic: 'room/1', name: 'Plans', kind: 'private', key: 'known' })
const yoko = aSummary({ topic: 'direct/a/b', name: 'Yoko', kind: 'direct', here: true })

function open(summary: RoomSummary = aSummary(), more: Partial<RoomView> = {}) {
  const room = aRoom({ topic: summary.topic, ...more })
  const window = openPart(RoomSettingsDialog, { props: { room, summary } })
  const { part } = window
  const labelled = (words: string) => {
    const label = part.findAll('label').find((each) => each.text() === words)
    if (!label) throw new Error(`Nothing is labelled ${words}`)
    const id = label.attributes('for')
    return id ? part.get<HTMLInputElement>(`#${id}`) : label.get<HTMLInputElement>('input')
  }
  return {
    ...window,
    labelled,
    has: (words: string) => part.findAll('label').some((each) => each.text() === words),
    press: async (words: string) => {
      await buttonOf(part, words).trigger('click')
      await flushPromises()
    },
    /** The question that was asked last. */
    question: () => part.findAll('dialog').at(-1)!,
  }
}

describe('how this copy shows a room', () => {
  it('stands there as main says', () => {
    const dialog = open(
      aSummary({ topic: 'house/garden', name: 'Garden', given: 'Garden', colour: 'teal', notify: false }),
    )
    expect(dialog.part.get('dialog h2').text()).toBe('Settings of Garden')
    expect(dialog.labelled('Name').element.value).toBe('Garden')
    expect(dialog.labelled('Notifications').element.checked).toBe(false)
    const radios = dialog.part.findAll('[role=radio]')
    expect(radios).toHaveLength(ROOM_COLOURS.length)
    expect(radios.find((each) => each.attributes('aria-checked') === 'true')!.attributes('value')).toBe(
      'teal',
    )
  })

  it('has no name where it goes by its topic, and follows a new one', async () => {
    const dialog = open()
    expect(dialog.labelled('Name').element.value).toBe('')
    await dialog.setProps({ summary: aSummary({ name: 'Hall', given: 'Hall' }) })
    expect(dialog.labelled('Name').element.value).toBe('Hall')
  })

  it('is saved at once, and shown when main has it', async () => {
    const dialog = open()
    await dialog.labelled('Name').setValue('Hall')
    await dialog.labelled('Name').trigger('change')
    await flushPromises()
    await dialog.part.findAll('[role=radio]')[3]!.trigger('click')
    await flushPromises()
    await dialog.labelled('Notifications').setValue(false)
    expect(dialog.main.changeRoom.mock.calls.slice(-2)).toEqual([
      [{ topic: 'chat', colour: 'green' }],
      [{ topic: 'chat', notify: false }],
    ])
    expect(dialog.main.changeRoom.mock.calls[0]).toEqual([{ topic: 'chat', name: 'Hall' }])
    expect(dialog.labelled('Notifications').element.checked).toBe(true)
    await dialog.setProps({ summary: aSummary({ notify: false }) })
    expect(dialog.labelled('Notifications').element.checked).toBe(false)
  })

  it('says at the name what is wrong with it', async () => {
    const dialog = open()
    dialog.main.changeRoom.mockImplementation(() => refusing({ kind: 'room', problem: 'name-too-long' }))
    await dialog.labelled('Name').setValue('x'.repeat(61))
    await dialog.labelled('Name').trigger('change')
    await flushPromises()
    expect(dialog.labelled('Name').attributes('aria-invalid')).toBe('true')
    expect(dialog.part.text()).toContain('At most 60 characters.')
    expect(dialog.labelled('Name').element.value).toBe('x'.repeat(61))
  })
})

describe('the rules', () => {
  const TIMEOUT = 'Anybody may write after … minutes'

  it('are said to count for everybody', () => {
    expect(open().part.text()).toContain('counts for everybody')
  })

  it('are set together', async () => {
    const dialog = open(aSummary(), { rules: { turns: true, timeout: 5, revision: 2 } })
    await dialog.labelled('Takes turns').setValue(false)
    await flushPromises()
    expect(dialog.labelled('Takes turns').element.checked).toBe(true)
    await dialog.labelled(TIMEOUT).setValue('10')
    await dialog.labelled(TIMEOUT).trigger('change')
    expect(dialog.main.setRules.mock.calls).toContainEqual([{ topic: 'chat', turns: false, timeout: 5 }])
    expect(dialog.main.setRules.mock.calls).toContainEqual([{ topic: 'chat', turns: true, timeout: 10 }])
  })

  it.each(['', '-1', '1.5', '10081'])('do not take %j for minutes', async (minutes) => {
    const dialog = open()
    await dialog.labelled(TIMEOUT).setValue(minutes)
    await dialog.labelled(TIMEOUT).trigger('change')
    expect(dialog.main.setRules).not.toHaveBeenCalled()
    expect(dialog.labelled(TIMEOUT).attributes('aria-invalid')).toBe('true')
    expect(dialog.part.text()).toContain('A whole number of minutes, from 0 to 10,080.')
  })

  it('have no time in a room without turns', () => {
    expect(open(aSummary(), { rules: { turns: false, timeout: 0, revision: 1 } }).has(TIMEOUT)).toBe(false)
  })

  it('are not for two alone, nor where nothing can be read', () => {
    expect(open(yoko).has('Takes turns')).toBe(false)
    expect(open({ ...secret, key: 'wrong' }).has('Takes turns')).toBe(false)
    expect(open(secret).has('Takes turns')).toBe(true)
  })
})

describe('a private room', () => {
  it('takes its passphrase again', async () => {
    const dialog = open(secret)
    await dialog.labelled('Passphrase').setValue('correct horse')
    await dialog.press('Use this passphrase')
    expect(dialog.main.enterPassphrase.mock.calls).toEqual([
      [{ topic: 'room/1', passphrase: 'correct horse' }],
    ])
    expect(dialog.labelled('Passphrase').element.value).toBe('')
    expect(dialog.part.text()).toContain('The passphrase is in use.')
  })

  it('invites with its topic and without its passphrase', async () => {
    const dialog = open(secret)
    await dialog.labelled('Passphrase').setValue('correct horse')
    await dialog.press('Copy invitation')
    const [[{ text }]] = dialog.main.copyText.mock.calls as [[{ text: string }]]
    expect(text).toContain('Topic: room/1')
    expect(text).not.toContain('correct horse')
    expect(dialog.part.text()).toContain('Copied, without the passphrase.')
  })

  it('is the only one with a passphrase', () => {
    expect(open().has('Passphrase')).toBe(false)
    expect(open(yoko).has('Passphrase')).toBe(false)
  })
})

describe('inviting others', () => {
  const link = async (summary: RoomSummary) => {
    const dialog = open(summary)
    await dialog.press('Copy link')
    return { dialog, calls: dialog.main.copyText.mock.calls }
  }

  it('takes the topic, and says so', async () => {
    const { dialog, calls } = await link(aSummary({ topic: 'house/a b', name: 'house/a b' }))
    expect(calls).toEqual([[{ text: 'porchlight://join?topic=house%2Fa%20b' }]])
    expect(dialog.part.text()).toContain('It holds the topic.')
    expect(dialog.part.text()).toContain('Copied.')
  })

  it('takes the name that the user gave the room, and says so', async () => {
    const { dialog, calls } = await link(aSummary({ name: 'Hall', given: 'Hall' }))
    expect(calls).toEqual([[{ text: 'porchlight://join?topic=chat&name=Hall' }]])
    expect(dialog.part.text()).toContain('and the name that you gave the room')
  })

  it('copies none that could not be read again', async () => {
    const { dialog, calls } = await link(aSummary({ topic: 'ö'.repeat(400) }))
    expect(calls).toEqual([])
    expect(dialog.part.text()).toContain('No link can be made of this topic')
    expect(dialog.part.text()).not.toContain('Copied.')
  })

  it('is not by a link where that would lead into another room', () => {
    for (const summary of [secret, yoko]) expect(buttonsOf(open(summary).part)).not.toContain('Copy link')
  })
})

describe('the history', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(Date.UTC(2026, 5, 30))
  })
  afterEach(() => void vi.useRealTimers())

  it.each([
    ['Export as text', 'txt'],
    ['Export as JSON Lines', 'jsonl'],
    ['Export as HTML', 'html'],
  ] as const)('is written: %s', async (words, format) => {
    const dialog = open()
    dialog.main.exportChat.mockResolvedValue(ok({ file: '/home/ada/chat.txt', messages: 1_234 }))
    await dialog.press(words)
    expect(dialog.main.exportChat.mock.calls).toEqual([[{ room: 'chat', format }]])
    expect(dialog.part.text()).toContain('Written to /home/ada/chat.txt. Messages: 1,234.')
  })

  it('says nothing where no place was chosen', async () => {
    const dialog = open()
    dialog.main.exportChat.mockResolvedValue(ok(undefined))
    await dialog.press('Export as text')
    expect(dialog.part.text()).not.toContain('Written')
  })

  it.each([
    ['Older than a week', Date.UTC(2026, 5, 23)],
    ['Older than a month', Date.UTC(2026, 4, 30)],
    ['Older than a year', Date.UTC(2025, 5, 29)],
    ['Everything', undefined],
  ])('is deleted after a question, and says how much: %s', async (words, before) => {
    const dialog = open()
    dialog.main.clearChat.mockResolvedValue(ok({ messages: 12 }))
    await dialog.press('Delete history …')
    expect(dialog.question().attributes('role')).toBe('alertdialog')
    expect(dialog.question().text()).toContain('cannot be undone')
    await dialog.labelled(words).setValue(true)
    expect(dialog.main.clearChat).not.toHaveBeenCalled()
    await dialog.press('Delete')
    expect(dialog.main.clearChat.mock.calls).toEqual([
      [before === undefined ? { room: 'chat' } : { room: 'chat', before }],
    ])
    expect(dialog.part.findAll('dialog')).toHaveLength(1)
    expect(dialog.part.text()).toContain('Messages deleted: 12.')
  })

  it('stays where one thinks better of it', async () => {
    const dialog = open()
    await dialog.press('Delete history …')
    await dialog.press('Keep it')
    expect(dialog.part.findAll('dialog')).toHaveLength(1)
    expect(dialog.main.clearChat).not.toHaveBeenCalled()
  })
})

describe('leaving', () => {
  it.each([true, false])('is asked, and takes the messages where that is wanted: %s', async (forget) => {
    const dialog = open()
    await dialog.press('Leave room …')
    expect(dialog.question().text()).toContain('Leave chat?')
    if (forget) await dialog.labelled('Delete its messages on this computer too').setValue(true)
    await dialog.press('Leave room')
    expect(dialog.main.leaveRoom.mock.calls).toEqual([[{ topic: 'chat', forget }]])
    expect(dialog.part.emitted('leave')).toHaveLength(1)
  })

  it('says what else goes', async () => {
    const words = async (summary: RoomSummary) => {
      const dialog = open(summary)
      await dialog.press('Leave room …')
      return dialog.question().text()
    }
    expect(await words(secret)).toContain('its key is forgotten')
    expect(await words(yoko)).toContain('goes from your list')
    expect(await words(aSummary())).toContain('the others see you go')
  })

  it('stays open with the reason where it was refused', async () => {
    const dialog = open()
    dialog.main.leaveRoom.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
    await dialog.press('Leave room …')
    await dialog.press('Leave room')
    expect(dialog.question().text()).toContain('disk full')
    expect(dialog.part.emitted('leave')).toBeUndefined()
  })
})

it('closes with Done', async () => {
  const dialog = open()
  expect(buttonsOf(dialog.part).slice(-2)).toEqual(['Done', 'Leave room …'])
  await dialog.press('Done')
  expect(dialog.part.emitted('leave')).toHaveLength(1)
})
