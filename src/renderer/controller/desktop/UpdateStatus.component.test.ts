import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { UpdateState } from '@shared/desktop/update'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { openPart, refusing } from '../../testing/window'
import UpdateStatus from './UpdateStatus.vue'

enableAutoUnmount(afterEach)

const AT = new Date(2026, 5, 30, 14, 2).getTime()
const ready = { phase: 'ready', version: '0.2.0', notes: '' } as const

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(new Date(2026, 5, 30, 18))
})
afterEach(() => void vi.useRealTimers())

function open(update: UpdateState) {
  const window = openPart(UpdateStatus, { props: { update, version: '0.1.0' } })
  return { ...window, read: () => window.part.get('[role=status]').text() }
}

describe('what is said', () => {
  it.each([
    [{ phase: 'never', why: 'from-source' }, 'runs from its sources'],
    [{ phase: 'never', why: 'no-address' }, 'switched off in this build'],
    [{ phase: 'never', why: 'package' }, 'the way you installed it'],
    [{ phase: 'idle' }, 'Porchlight 0.1.0 is installed'],
    [{ phase: 'checking' }, 'Looking for updates …'],
    [{ phase: 'downloading', version: '0.2.0', percent: 40 }, 'Porchlight 0.2.0 is being fetched'],
  ] as const)('%j', (update, words) => {
    expect(open(update).read()).toContain(words)
  })

  it('tells when it was looked: the time today, the day too before that', async () => {
    const status = open({ phase: 'current', at: AT })
    expect(status.read()).toMatch(/^Porchlight 0\.1\.0 is the newest\. Looked at \S*2:02/)
    await status.setProps({ update: { phase: 'current', at: AT - 24 * 3_600_000 } })
    expect(status.read()).toMatch(/Looked on \D*29 June 2026|Looked on .*June 29, 2026/)
  })

  it('tells what happened where it failed, as text', () => {
    const detail = 'net::ERR_FAILED <img src=x>'
    const { part, read } = open({ phase: 'failed', at: AT, detail })
    expect(read()).toContain('Porchlight goes on as it is')
    expect(part.get('.detail').text()).toBe(detail)
    expect(part.find('img').exists()).toBe(false)
  })

  it('leaves percents out of what is read out', async () => {
    const { part, read, setProps } = open({ phase: 'downloading', version: '0.2.0', percent: 40 })
    const progress = part.get<HTMLProgressElement>('progress')
    const before = read()
    expect(progress.attributes('aria-label')).toBe('Fetching the update')
    expect(progress.attributes('value')).toBe('40')
    expect(part.text()).toContain('40 %')
    await setProps({ update: { phase: 'downloading', version: '0.2.0', percent: 41 } })
    expect(progress.attributes('value')).toBe('41')
    expect(read()).toBe(before)
    expect(part.get('[role=status]').find('progress').exists()).toBe(false)
  })

  it('shows the notes of a version that is ready as text, and none where there are none', async () => {
    const { part, setProps } = open(ready)
    expect(part.text()).toContain('Porchlight 0.2.0 is ready.')
    expect(part.find('details').exists()).toBe(false)
    await setProps({ update: { ...ready, notes: '<b>New</b>\n- lamps\n' } })
    expect(part.get('summary').text()).toBe('What is new in 0.2.0')
    expect(part.get('.notes').text()).toBe('<b>New</b>\n- lamps')
    expect(part.get('.notes').attributes('tabindex')).toBe('0')
  })
})

describe('what can be done', () => {
  it.each([
    [{ phase: 'never', why: 'package' }, []],
    [{ phase: 'idle' }, ['Look for updates now']],
    [{ phase: 'current', at: AT }, ['Look for updates now']],
    [{ phase: 'failed', at: AT, detail: '' }, ['Look again']],
    [ready, ['Restart now']],
  ] as const)('%j: %j', (update, words) => {
    expect(buttonsOf(open(update).part)).toEqual(words)
  })

  it('looks at once, and keeps its button and the focus through it', async () => {
    const { part, main, setProps } = open({ phase: 'idle' })
    const button = part.get('button')
    button.element.focus()
    await button.trigger('click')
    await flushPromises()
    expect(main.checkForUpdate).toHaveBeenCalledTimes(1)
    for (const update of [
      { phase: 'checking' },
      { phase: 'downloading', version: '0.2.0', percent: 0 },
    ] as const) {
      await setProps({ update })
      expect(button.attributes('aria-disabled')).toBe('true')
      await button.trigger('click')
    }
    await setProps({ update: { phase: 'current', at: AT } })
    expect(main.checkForUpdate).toHaveBeenCalledTimes(1)
    expect(document.activeElement).toBe(button.element)
  })

  it('restarts, and says why not', async () => {
    const { part, main } = open(ready)
    main.installUpdate.mockImplementation(() => refusing({ kind: 'no-update' }))
    await buttonOf(part, 'Restart now').trigger('click')
    await flushPromises()
    expect(main.installUpdate).toHaveBeenCalledTimes(1)
    expect(part.get('.problem').text()).toContain('no update to put in place')
  })
})
