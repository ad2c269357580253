import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ok } from '@shared/result'
import type { Views } from '@shared/ipc/state'
import { buttonOf } from '../testing/profiles'
import { aRoom, aSummary, connected, someSettings } from '../testing/state'
import { openPart, refusing } from '../testing/window'
import App from './App.vue'

// Parts with tests of their own, which ask main for pages and words.
vi.mock('./ConversationLog.vue', () => ({ default: { template: '<div class="log" />' } }))
vi.mock('./ComposerForm.vue', () => ({
  default: { props: ['room'], template: '<form class="composer">{{ room.topic }}</form>' },
}))

enableAutoUnmount(afterEach)

function open(views: Partial<Views> = {}) {
  const window = openPart(App, {
    views: {
      connection: connected,
      settings: someSettings(),
      rooms: [aSummary()],
      room: aRoom(),
      ...views,
    },
  })
  return {
    ...window,
    press: async (words: string) => {
      await buttonOf(window.part, words).trigger('click')
      await flushPromises()
    },
    has: (selector: string) => window.part.find(selector).exists(),
  }
}
const secret = aSummary({ topic: 'room/1', name: 'Plans', kind: 'private' })
const inSecret = (key: 'known' | 'missing' | 'wrong') =>
  open({ rooms: [{ ...secret, key }], room: aRoom({ topic: 'room/1' }) })

describe('the window', () => {
  it('shows the rooms, the room that is shown and its composer', () => {
    const { part, has } = open()
    expect(has('nav')).toBe(true)
    expect(part.findAll('h1').map((each) => each.text())).toEqual(['chat'])
    expect(has('.log')).toBe(true)
    expect(part.get('.composer').text()).toBe('chat')
  })

  it('shows another room when main does', async () => {
    const window = open({ rooms: [aSummary(), aSummary({ topic: 'a', name: 'Attic' })] })
    await window.show({ room: aRoom({ topic: 'a' }) })
    expect(window.part.get('h1').text()).toBe('Attic')
    expect(window.part.get('.composer').text()).toBe('a')
  })

  it('asks for a name before all else', () => {
    const { part, has } = open({ settings: someSettings({ name: undefined, proposedName: 'jo' }) })
    expect(part.get('h2').text()).toBe('What is your name?')
    expect(has('.composer')).toBe(false)
  })

  it('asks for nothing before main has spoken', () => {
    const { has } = open({ rooms: undefined, room: undefined, settings: undefined })
    expect(has('.empty')).toBe(false)
    expect(has('.composer')).toBe(false)
  })

  it('begins a new room in a dialog', async () => {
    const window = open()
    await window.press('New room')
    expect(window.part.get('dialog h2').text()).toBe('New room')
    await window.press('Cancel')
    expect(window.has('dialog')).toBe(false)
  })

  it('sets a room in a dialog, which goes when another room is shown', async () => {
    const window = open()
    await window.press('Room settings')
    expect(window.part.get('dialog h2').text()).toBe('Settings of chat')
    await window.show({ rooms: [aSummary(), secret], room: aRoom({ topic: 'room/1' }) })
    expect(window.has('dialog')).toBe(false)
  })
})

describe('the head', () => {
  it.each([
    [aSummary(), aRoom(), 'Takes turns'],
    [aSummary({ topic: 'a/b', name: 'Attic' }), aRoom(), 'a/b · Takes turns'],
    [
      aSummary(),
      aRoom({ rules: { turns: true, timeout: 10, revision: 1 } }),
      'Takes turns · anybody may write after 10 minutes',
    ],
    [aSummary(), aRoom({ rules: { turns: false, timeout: 10, revision: 1 } }), 'Everybody may write'],
    [{ ...secret, name: 'room/1', key: 'known' as const }, aRoom(), 'Private · Takes turns'],
    [
      aSummary({ topic: 'direct/a/b', name: 'Yoko', kind: 'direct' }),
      aRoom(),
      'Between the two of you · whoever runs the broker can read it',
    ],
  ])('says what holds in the room: %#', (summary, room, words) => {
    const { part } = open({ rooms: [summary], room: { ...room, topic: summary.topic } })
    expect(part.get('h1 + p').text().replace(/\s+/g, ' ')).toBe(words)
  })
})

describe('no room at all', () => {
  const empty = () => open({ rooms: [], room: undefined })

  it('is said, and chat can be joined', async () => {
    const window = empty()
    window.main.joinRoom.mockResolvedValue(ok({ topic: 'chat' }))
    expect(window.part.get('h1').text()).toBe('You are in no room')
    await window.press('Join chat')
    expect(window.main.joinRoom.mock.calls).toEqual([[{ topic: 'chat', name: '', kind: 'open' }]])
    expect(window.main.showRoom.mock.calls).toEqual([[{ room: 'chat' }]])
  })

  it('offers a new one, and says why chat cannot be joined', async () => {
    const window = empty()
    window.main.joinRoom.mockImplementation(() => refusing({ kind: 'room', problem: 'light' }))
    await window.press('Join chat')
    expect(window.part.get('.empty .problem').text()).toContain('A light listens')
    await window.part.get('.empty .row button:last-child').trigger('click')
    expect(window.has('dialog')).toBe(true)
  })
})

describe('a private room', () => {
  it.each([
    ['missing', 'The key of this private room is missing'],
    ['wrong', 'The passphrase does not fit'],
  ] as const)('whose key is %s asks for its passphrase in the place of the composer', async (key, words) => {
    const window = inSecret(key)
    expect(window.has('.composer')).toBe(false)
    expect(window.part.get('.locked h2').text()).toBe(words)
    await window.part.get('.locked input').setValue('correct horse')
    await window.part.get('.locked form').trigger('submit')
    await flushPromises()
    expect(window.main.enterPassphrase.mock.calls).toEqual([
      [{ topic: 'room/1', passphrase: 'correct horse' }],
    ])
  })

  it('says at the field what is wrong with the passphrase, without asking main for a short one', async () => {
    const window = inSecret('missing')
    await window.part.get('.locked input').setValue('short')
    await window.part.get('.locked form').trigger('submit')
    await flushPromises()
    expect(window.main.enterPassphrase).not.toHaveBeenCalled()
    expect(window.part.get('.locked .problem').text()).toBe('At least 8 characters.')
    expect(document.activeElement).toBe(window.part.get('.locked input').element)
  })

  it('opens when its key is known', async () => {
    const window = inSecret('wrong')
    await window.show({ rooms: [{ ...secret, key: 'known' }] })
    expect(window.has('.locked')).toBe(false)
    expect(window.has('.composer')).toBe(true)
  })

  it('says when its key is not kept', async () => {
    const window = inSecret('known')
    expect(window.has('.key')).toBe(false)
    await window.show({ rooms: [{ ...secret, key: 'known', keyThisRun: true }] })
    expect(window.part.get('.key').text()).toContain('known only until Porchlight ends')
  })
})

describe('a name that somebody else has', () => {
  it('is said calmly, with one that is free', async () => {
    const window = open({ settings: someSettings({ name: 'Anna' }), room: aRoom({ freeName: 'Anna 2' }) })
    expect(window.part.get('.note').text()).toContain('Somebody else here is called Anna.')
    await window.press('Use “Anna 2”')
    expect(window.main.setName.mock.calls).toEqual([[{ name: 'Anna 2' }]])
    await window.show({ room: aRoom() })
    expect(window.has('.note')).toBe(false)
  })
})

describe('a name of the command line that somebody else has', () => {
  it('is said with what helps, which no button here does', () => {
    const window = open({
      settings: someSettings({ name: 'Anna', fromCommandLine: { name: true, broker: false } }),
      room: aRoom({ freeName: 'Anna 2' }),
    })
    expect(window.part.get('.note').text()).toContain('--user=')
    expect(window.part.find('.note button').exists()).toBe(false)
  })
})

describe('do not disturb', () => {
  it('is a button that is pressed when main says so', async () => {
    const { part, main, show } = open()
    const button = part.get('[aria-label="Do not disturb"]')
    expect(button.attributes('aria-pressed')).toBe('false')
    await button.trigger('click')
    await flushPromises()
    expect(main.changeChat.mock.calls).toEqual([[{ doNotDisturb: true }]])
    expect(button.attributes('aria-pressed')).toBe('false')
    await show({ settings: someSettings({ chat: { ...someSettings().chat, doNotDisturb: true } }) })
    expect(button.attributes('aria-pressed')).toBe('true')
    await button.trigger('click')
    expect(main.changeChat.mock.calls.at(-1)).toEqual([{ doNotDisturb: false }])
  })

  it('that could not be saved is told', async () => {
    const { part, main } = open()
    main.changeChat.mockImplementation(() => refusing({ kind: 'not-saved', detail: 'disk full' }))
    await part.get('[aria-label="Do not disturb"]').trigger('click')
    await flushPromises()
    expect(part.get('.bar [role=status].for-readers').text()).toContain('disk full')
  })
})
