import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { DesktopView } from '@shared/desktop/desktop'
import { aDesktop } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import DesktopSettings from './DesktopSettings.vue'

enableAutoUnmount(afterEach)

const LOGIN = 'Start Porchlight when I log in'
const UPDATES = 'Look for updates by itself'

function open(more: Partial<DesktopView> = {}) {
  const window = openPart(DesktopSettings, { props: { desktop: aDesktop(more), version: '0.1.0' } })
  const boxes = (words: string) => window.part.findAll('label').filter((label) => label.text() === words)
  return { ...window, boxes, box: (words: string) => boxes(words)[0]!.get<HTMLInputElement>('input') }
}

it('both boxes are saved at once, and ticked when main says so', async () => {
  const part = open({ settings: { updates: false } })
  for (const [words, wish] of [
    [LOGIN, { startAtLogin: true }],
    [UPDATES, { updates: true }],
  ] as const) {
    await part.box(words).setValue(true)
    await flushPromises()
    expect(part.main.changeDesktop.mock.lastCall).toEqual([wish])
    expect(part.box(words).element.checked).toBe(false)
  }
  await part.setProps({ desktop: aDesktop({ startAtLogin: 'on' }) })
  expect(part.box(LOGIN).element.checked).toBe(true)
  expect(part.box(UPDATES).element.checked).toBe(true)
  await part.box(LOGIN).setValue(false)
  expect(part.main.changeDesktop.mock.lastCall).toEqual([{ startAtLogin: false }])
})

it('what the system says against it is told', async () => {
  const part = open()
  part.main.changeDesktop.mockImplementation(() => refusing({ kind: 'login-item', detail: 'EROFS' }))
  await part.box(LOGIN).setValue(true)
  await flushPromises()
  expect(part.part.get('[aria-live]').text()).toBe('The system did not take it: EROFS')
})

describe('a copy that is not installed', () => {
  it('cannot be started at login, and says why', () => {
    const { box, part } = open({ startAtLogin: 'unable' })
    expect(box(LOGIN).element.disabled).toBe(true)
    expect(part.get(`#${box(LOGIN).attributes('aria-describedby')}`).text()).toContain(
      'This one is not installed.',
    )
    expect(open().box(LOGIN).element.disabled).toBe(false)
  })

  it('offers no look for updates that will never come', () => {
    const { boxes, part } = open({ update: { phase: 'never', why: 'from-source' } })
    expect(boxes(UPDATES)).toEqual([])
    expect(part.findAll('button')).toEqual([])
  })
})
