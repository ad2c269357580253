import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { AskedLink } from '@shared/desktop/desktop'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import { ok } from '@shared/result'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { aDesktop, aSummary } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import LinkQuestion from './LinkQuestion.vue'

enableAutoUnmount(afterEach)

const garden: AskedLink = { id: 1, link: { kind: 'join', topic: 'house/garden', name: 'Garden' } }
const porch: AskedLink = { id: 2, link: { kind: 'toggle', light: 'led' }, light: 'Porch' }
const asking = (asked?: AskedLink) => ({ desktop: aDesktop(asked ? { asked } : {}) })

function open(asked?: AskedLink, views = {}) {
  const window = openPart(LinkQuestion, { views: { ...asking(asked), ...views } })
  const { part } = window
  return {
    ...window,
    dialog: () => part.get('dialog'),
    isOpen: () => part.find('dialog').exists(),
    rows: () => part.findAll('dl > div').map((row) => row.text()),
    press: async (words: string) => {
      await buttonOf(part, words).trigger('click')
      await flushPromises()
    },
  }
}

describe('the question', () => {
  it('is not there while no link was opened', () => expect(open().isOpen()).toBe(false))

  it('names the room and its topic, with the focus on the button that does nothing', () => {
    const { part, dialog, rows } = open(garden)
    expect(dialog().get('h2').text()).toBe('Join this room?')
    expect(rows()).toEqual(['NameGarden', 'Topichouse/garden'])
    expect(buttonsOf(part)).toEqual(['Do not join', 'Join'])
    expect(buttonOf(part, 'Do not join').attributes('autofocus')).toBeDefined()
  })

  it('has no row for a name that was not given', () => {
    expect(open({ ...garden, link: { kind: 'join', topic: 'x', name: '' } }).rows()).toEqual(['Topicx'])
  })

  it('knows a room that the user is in', () => {
    const { part, dialog } = open(garden, { rooms: [aSummary({ topic: 'house/garden' })] })
    expect(dialog().text()).toContain('You are in this room already.')
    expect(buttonsOf(part)).toEqual(['Do not show', 'Show'])
  })

  it('names the light', () => {
    const { part, dialog, rows } = open(porch)
    expect(dialog().get('h2').text()).toBe('Switch this light?')
    expect(rows()).toEqual(['LightPorch'])
    expect(buttonsOf(part)).toEqual(['Do not switch', 'Switch'])
  })

  it.each([
    [{ id: 3, link: { kind: 'toggle', light: 'attic' } }, ['Lightattic']],
    [{ id: 3, link: { kind: 'toggle' } }, []],
  ] as const)('cannot be agreed to where the light is not known: %j', (asked, rows) => {
    const question = open(asked)
    expect(question.dialog().get('h2').text()).toBe('This light is not here')
    expect(question.rows()).toEqual(rows)
    expect(buttonsOf(question.part)).toEqual(['Close'])
  })

  it('lets the keyboard scroll what is long', () => {
    const { part } = open({ id: 1, link: { kind: 'join', topic: 'x'.repeat(500), name: 'y' } })
    expect(part.findAll('dd').map((value) => value.attributes('tabindex'))).toEqual([undefined, '0'])
  })

  it('keeps what looks like HTML as text', () => {
    const { part, rows } = open({ id: 1, link: { kind: 'join', topic: '<b>x</b>', name: '<i>y</i>' } })
    expect(rows()).toEqual(['Name<i>y</i>', 'Topic<b>x</b>'])
    expect(part.find('b, i').exists()).toBe(false)
  })
})

describe('the answer', () => {
  it.each([
    ['Join', true],
    ['Do not join', false],
  ])('%s is told to main, and closes it for good', async (words, accept) => {
    const question = open(garden)
    await question.press(words)
    expect(question.main.answerLink.mock.calls).toEqual([[{ id: 1, accept }]])
    expect(question.isOpen()).toBe(false)
    // A push that was on its way may still have it.
    await question.show(asking({ ...garden }))
    expect(question.isOpen()).toBe(false)
    await question.show(asking())
    await question.show(asking({ ...garden, id: 2 }))
    expect(question.isOpen()).toBe(true)
  })

  it('is no with Escape', async () => {
    const question = open(garden)
    await question.dialog().trigger('cancel')
    expect(question.main.answerLink.mock.calls).toEqual([[{ id: 1, accept: false }]])
    expect(question.isOpen()).toBe(false)
  })

  it('that is refused is told in the dialog, and can be given again', async () => {
    const question = open(garden)
    question.main.answerLink.mockImplementationOnce(() => refusing({ kind: 'room', problem: 'too-many' }))
    await question.press('Join')
    expect(question.dialog().get('[role=status]').text()).toContain('You are in 50 rooms.')
    await question.press('Join')
    expect(question.main.answerLink).toHaveBeenCalledTimes(2)
    expect(question.isOpen()).toBe(false)
  })

  it('that came too late says so and can only be closed', async () => {
    const question = open(garden)
    let refuse: (why: Refusal) => void = () => undefined
    question.main.answerLink.mockImplementation(
      () => new Promise<CommandResult>((resolve) => (refuse = (error) => resolve({ ok: false, error }))),
    )
    await question.press('Join')
    await question.show(asking())
    expect(question.isOpen()).toBe(true)
    refuse({ kind: 'gone' })
    await flushPromises()
    expect(question.dialog().get('[role=status]').text()).toContain('no longer open')
    expect(buttonsOf(question.part)).toEqual(['Close'])
    await question.press('Close')
    expect(question.isOpen()).toBe(false)
    expect(question.main.answerLink).toHaveBeenCalledTimes(1)
  })
})

describe('several links', () => {
  it('follow one another', async () => {
    const question = open(garden)
    await question.press('Do not join')
    await question.show(asking(porch))
    expect(question.rows()).toEqual(['LightPorch'])
    await question.press('Switch')
    expect(question.main.answerLink.mock.lastCall).toEqual([{ id: 2, accept: true }])
  })

  it('the newest takes the place of one that waits, without its refusal', async () => {
    const question = open(garden)
    question.main.answerLink.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await question.press('Join')
    await question.show(asking(porch))
    expect(question.rows()).toEqual(['LightPorch'])
    expect(question.dialog().get('[role=status]').text()).toBe('')
  })

  it('what main no longer asks is gone', async () => {
    const question = open(garden)
    await question.show(asking())
    expect(question.isOpen()).toBe(false)
    expect(question.main.answerLink).not.toHaveBeenCalled()
  })

  it('one that is answered after the next has come leaves that alone', async () => {
    const question = open(garden)
    let agree: () => void = () => undefined
    question.main.answerLink.mockImplementation(
      () => new Promise<CommandResult>((resolve) => (agree = () => resolve(ok(undefined)))),
    )
    await question.press('Join')
    await question.show(asking(porch))
    agree()
    await flushPromises()
    expect(question.rows()).toEqual(['LightPorch'])
  })
})
