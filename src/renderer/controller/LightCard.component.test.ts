import { afterEach, describe, expect, it } from 'vitest'
import { enableAutoUnmount } from '@vue/test-utils'
import type { LightState } from '@shared/light/light'
import { lightNotes, lightPowers } from '../testing/every'
import { aLight } from '../testing/state'
import { openPart, refusing, type TestWindow } from '../testing/window'
import LightCard from './LightCard.vue'

enableAutoUnmount(afterEach)

const card = (light: LightState, more: { connected?: boolean; inTray?: boolean; large?: boolean } = {}) =>
  openPart(LightCard, { props: { light, connected: true, inTray: false, large: false, ...more } })
const toggle = ({ part }: TestWindow) => part.get('[role=switch]')
/** What a screen reader says after the name of the switch. */
const described = ({ part }: TestWindow) =>
  part.get(`#${toggle({ part } as TestWindow).attributes('aria-describedby')}`).text()
const WORDS = { on: 'On', off: 'Off', unknown: 'Not known yet' }

describe('a light', () => {
  it('is a group with a switch, both of its name', () => {
    const window = card(aLight({ id: 'house/lamp', name: 'Kitchen' }))
    expect(window.part.get('[role=group]').attributes('aria-label')).toBe('Kitchen')
    expect(toggle(window).attributes('aria-label')).toBe('Kitchen')
    expect(window.part.text()).toContain('Topic house/lamp')
  })

  it.each(lightPowers)('shows %s', (power) => {
    const window = card(aLight({ power }))
    expect(toggle(window).attributes('aria-checked')).toBe(String(power === 'on'))
    expect(described(window)).toBe(WORDS[power])
    expect(window.part.get('svg').classes()).toContain(power)
    expect(toggle(window).attributes('disabled')).toBeUndefined()
  })

  it.each([
    ['on', 'Turning on …'],
    ['off', 'Turning off …'],
  ] as const)('says that it is turning %s, and keeps its state until the wire says so', (pending, words) => {
    const power = pending === 'on' ? 'off' : 'on'
    const window = card(aLight({ power, pending }))
    expect(described(window)).toBe(words)
    expect(toggle(window).attributes('aria-checked')).toBe(String(power === 'on'))
    expect(window.part.get('svg').classes()).toContain('pending')
  })

  it.each(lightNotes)('says why a wish was given up: %s', (note) => {
    const window = card(aLight({ note }))
    expect(described(window)).toMatch(/\.$/)
    expect(window.part.find('.problem').exists()).toBe(true)
  })

  it('is out of use while nothing is connected, and says why', () => {
    const window = card(aLight({ power: 'on', pending: 'off', note: 'no-answer' }), { connected: false })
    expect(toggle(window).attributes('disabled')).toBeDefined()
    expect(described(window)).toContain('Not connected')
    expect(window.part.get('svg').classes()).toContain('offline')
    expect(window.part.find('.problem').exists()).toBe(false)
  })

  it('names the light of the tray', () => {
    expect(card(aLight()).part.text()).not.toContain('In the tray')
    expect(card(aLight(), { inTray: true }).part.text()).toContain('In the tray')
  })

  it('keeps a name that looks like HTML as text', () => {
    const { part } = card(aLight({ name: '<img src=x onerror=alert(1)>' }))
    expect(part.find('img').exists()).toBe(false)
    expect(part.get('h2').text()).toBe('<img src=x onerror=alert(1)>')
  })
})

describe('a click', () => {
  it.each([
    ['off', undefined, true],
    ['on', undefined, false],
    ['unknown', undefined, true],
    ['off', 'on', false],
    ['on', 'off', true],
  ] as const)('on a light that is %s and pending %s asks for on: %s', async (power, pending, on) => {
    const window = card(aLight({ power, ...(pending ? { pending } : {}) }))
    await toggle(window).trigger('click')
    expect(window.main.setLight.mock.calls).toEqual([[{ light: 'led', on }]])
  })

  it('changes nothing before the state says so', async () => {
    const window = card(aLight())
    await toggle(window).trigger('click')
    await toggle(window).trigger('click')
    expect(toggle(window).attributes('aria-checked')).toBe('false')
    expect(described(window)).toBe('Off')
    await window.setProps({ light: aLight({ power: 'on' }) })
    expect(toggle(window).attributes('aria-checked')).toBe('true')
    expect(described(window)).toBe('On')
  })

  it('changes nothing when it is refused', async () => {
    const window = card(aLight({ power: 'on' }))
    window.main.setLight.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await toggle(window).trigger('click')
    expect(toggle(window).attributes('aria-checked')).toBe('true')
  })

  it('does nothing while nothing is connected', async () => {
    const window = card(aLight(), { connected: false })
    await toggle(window).trigger('click')
    expect(window.main.setLight).not.toHaveBeenCalled()
  })
})
