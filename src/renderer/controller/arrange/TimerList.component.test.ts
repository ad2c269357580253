import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Timer } from '@shared/light/arrangement'
import { aLamp, aLight, anArrangement } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import TimerList from './TimerList.vue'

enableAutoUnmount(afterEach)
beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 10, 22, 20, 0), toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const at = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime()
const timers: Timer[] = [
  { id: 'b', light: 'led', power: 'on', at: at(23, 7), daily: '07:00' },
  { id: 'c', light: 'gone', power: 'on', at: at(23, 6, 30) },
  { id: 'a', light: 'zigbee2mqtt:lamp', power: 'off', at: at(22, 20, 30) },
]

function open(due: readonly Timer[] = timers) {
  const away = aLight({ id: 'away', name: 'Away', availability: 'offline' })
  const window = openPart(TimerList, {
    props: { open: true },
    views: { arranged: anArrangement({ timers: due }) },
    push: { lights: { upsert: [away, aLamp(), aLight(), aLight({ id: 'h', hidden: true })] } },
  })
  const { part } = window
  const field = (words: string) => part.get(`[aria-label="${words}"]`)
  const set = async () => {
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  return { ...window, field, set }
}

describe('what is due', () => {
  it('is told, the soonest first', () => {
    const rows = open()
      .part.findAll('li')
      .map((row) => row.text().replace(/[\s\u202f]+/g, ' '))
    expect(rows).toEqual([
      expect.stringMatching(/^Sofa ?Off at (8:30 PM|20:30)$/),
      expect.stringMatching(/^gone ?On tomorrow at (6:30 AM|06:30)$/),
      expect.stringMatching(/^led ?On every day at (7:00 AM|07:00)$/),
    ])
  })

  it('can be taken away', async () => {
    const { part, main } = open()
    await part.get('button[aria-label^="Remove: led"]').trigger('click')
    expect(main.removeTimer.mock.calls).toEqual([[{ id: 'b' }]])
  })

  it('is nothing at first', () => expect(open([]).part.text()).toContain('Nothing is due.'))
})

describe('a new timer', () => {
  it('is for a light that is there, before those that are not', () => {
    const names = open()
      .part.findAll('form .entry option')
      .map((option) => option.text())
    expect(names).toEqual(['led', 'Sofa', 'Away'])
  })

  it('is set after some minutes', async () => {
    const { part, main, field, set } = open()
    await part.get('form .entry select').setValue('zigbee2mqtt:lamp')
    await field('When').setValue('120')
    await set()
    expect(main.setTimer.mock.calls).toEqual([
      [{ light: 'zigbee2mqtt:lamp', power: 'off', when: { minutes: 120 } }],
    ])
    expect(part.text()).toContain('The timer is set.')
  })

  it('is set at a time of day, every day', async () => {
    const { part, main, field, set } = open()
    await field('What to do').setValue('on')
    await field('When').setValue('time')
    await field('Time of day').setValue('07:00')
    await part.get('form [type=checkbox]').setValue(true)
    await set()
    expect(main.setTimer.mock.calls).toEqual([
      [{ light: 'led', power: 'on', when: { time: '07:00', daily: true } }],
    ])
  })

  it('says why it was refused', async () => {
    const { part, main, set } = open()
    main.setTimer.mockImplementation(() => refusing({ kind: 'arrange', problem: 'too-many' }))
    await set()
    expect(part.get('form').text()).toContain('Remove one first.')
  })
})
