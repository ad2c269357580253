import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '@shared/result'
import type { Refusal } from '@shared/ipc/contract'
import { roomProblems, roomTopicProblems } from '../testing/every'
import { buttonOf } from '../testing/profiles'
import { openPart, refusing } from '../testing/window'
import JoinRoomDialog from './JoinRoomDialog.vue'

enableAutoUnmount(afterEach)

function open() {
  const window = openPart(JoinRoomDialog)
  const { part, main } = window
  main.joinRoom.mockImplementation(({ topic }) => Promise.resolve(ok({ topic })))
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
    join: async () => {
      await part.get('form').trigger('submit')
      await flushPromises()
    },
  }
}

describe('a room to join', () => {
  it('is asked for with its topic only, shown, and done', async () => {
    const dialog = open()
    expect(dialog.part.get('dialog h2').text()).toBe('New room')
    expect(dialog.labelled('Join an existing room').element.checked).toBe(true)
    expect(dialog.has('Takes turns')).toBe(false)
    await dialog.labelled('Topic').setValue('house/garden')
    await dialog.join()
    expect(dialog.main.joinRoom.mock.calls).toEqual([[{ topic: 'house/garden', name: '', kind: 'open' }]])
    expect(dialog.main.showRoom.mock.calls).toEqual([[{ room: 'house/garden' }]])
    expect(dialog.part.emitted('leave')).toHaveLength(1)
  })

  it('begins with rules', async () => {
    const dialog = open()
    await dialog.labelled('Begin a new one').setValue(true)
    await buttonOf(dialog.part, 'Make a topic').trigger('click')
    await dialog.labelled('Name').setValue('Garden')
    await dialog.labelled('Takes turns').setValue(false)
    await dialog.join()
    expect(dialog.main.joinRoom.mock.calls[0]![0]).toEqual({
      topic: expect.stringMatching(/^room\/[0-9a-f]{16}$/),
      name: 'Garden',
      kind: 'open',
      turns: false,
    })
  })

  it('is private with a passphrase, which is hidden until one wants to see it', async () => {
    const dialog = open()
    await dialog.labelled('Topic').setValue('room/1')
    expect(dialog.has('Passphrase')).toBe(false)
    await dialog.labelled('Private room').setValue(true)
    const field = dialog.labelled('Passphrase')
    expect(field.element.type).toBe('password')
    expect(dialog.part.text()).toContain(
      'Everybody who is to read needs the same topic and the same passphrase.',
    )
    await dialog.part.get('[aria-label="Show passphrase"]').trigger('click')
    expect(field.element.type).toBe('text')
    await dialog.part.get('[aria-label="Hide passphrase"]').trigger('click')
    expect(field.element.type).toBe('password')
    await field.setValue('correct horse')
    await dialog.join()
    expect(dialog.main.joinRoom.mock.calls).toEqual([
      [{ topic: 'room/1', name: '', kind: 'private', passphrase: 'correct horse' }],
    ])
  })

  it('with a passphrase too short is not asked for: that is said at the field', async () => {
    const dialog = open()
    await dialog.labelled('Private room').setValue(true)
    const field = dialog.labelled('Passphrase')
    await field.setValue('1234567')
    await dialog.join()
    expect(dialog.main.joinRoom).not.toHaveBeenCalled()
    expect(field.attributes('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(field.element)
    expect(dialog.part.text()).toContain('At least 8 characters.')
  })

  it('can be left', async () => {
    const dialog = open()
    await buttonOf(dialog.part, 'Cancel').trigger('click')
    expect(dialog.part.emitted('leave')).toHaveLength(1)
    expect(dialog.main.joinRoom).not.toHaveBeenCalled()
  })
})

describe('a refusal', () => {
  const refusals: Refusal[] = [
    ...roomTopicProblems.map((problem) => ({ kind: 'room-topic', problem }) as const),
    ...roomProblems.map((problem) => ({ kind: 'room', problem }) as const),
    { kind: 'failed' },
  ]

  it.each(refusals)('is said, and what was typed stays: %j', async (why) => {
    const dialog = open()
    dialog.main.joinRoom.mockImplementation(() => refusing(why))
    await dialog.labelled('Topic').setValue('a/+')
    await dialog.labelled('Private room').setValue(true)
    await dialog.labelled('Passphrase').setValue('correct horse')
    await dialog.join()
    const said = dialog.part.findAll('.problem').map((each) => each.text())
    expect(said.filter((words) => words !== '')).toHaveLength(1)
    expect(dialog.labelled('Topic').element.value).toBe('a/+')
    expect(dialog.main.showRoom).not.toHaveBeenCalled()
    expect(dialog.part.emitted('leave')).toBeUndefined()
  })

  it('about the topic has the field marked and the focus in it', async () => {
    const dialog = open()
    dialog.main.joinRoom.mockImplementation(() => refusing({ kind: 'room-topic', problem: 'reserved' }))
    await dialog.labelled('Topic').setValue('zigbee2mqtt')
    await dialog.join()
    const field = dialog.labelled('Topic')
    expect(field.attributes('aria-invalid')).toBe('true')
    const ids = field.attributes('aria-describedby')!.split(' ')
    expect(dialog.part.get(`#${ids[0]}`).text()).toContain('something else')
    expect(document.activeElement).toBe(field.element)
  })
})
