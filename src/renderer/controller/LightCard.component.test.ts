import { afterEach, describe, expect, it } from 'vitest'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import type { LightState } from '@shared/light/light'
import { lightAbsences, lightLocks, lightNotes, lightPowers } from '../testing/every'
import { aLamp, aLight } from '../testing/state'
import { openPart, refusing, type TestWindow } from '../testing/window'
import LightCard from './LightCard.vue'

enableAutoUnmount(afterEach)

const card = (light: LightState, more: Record<string, unknown> = {}) =>
  openPart(LightCard, { props: { light, connected: true, inTray: false, colours: [], ...more } })
const toggle = ({ part }: TestWindow) => part.get('[role=switch]')
const button = ({ part }: TestWindow, name: string) => part.get(`button[aria-label="${name}"]`)
/** What a screen reader says after the name of the switch. */
const described = ({ part }: TestWindow) =>
  part.get(`#${toggle({ part } as TestWindow).attributes('aria-describedby')}`).text()
const item = ({ part }: TestWindow, name: string) =>
  part.findAll('[role=menuitem]').find((each) => each.text() === name)!
const WORDS = { on: 'On', off: 'Off', unknown: 'Not known yet' }

describe('a light', () => {
  it('is a group with a switch, both of its name', () => {
    const window = card(aLight({ id: 'house/lamp', topic: 'house/lamp', name: 'Kitchen' }), { large: true })
    expect(window.part.get('[role=group]').attributes('aria-label')).toBe('Kitchen')
    expect(toggle(window).attributes('aria-label')).toBe('Kitchen')
    expect(window.part.text()).toContain('Topic house/lamp')
  })

  it.each(lightPowers)('shows %s', (power) => {
    const window = card(aLight({ power }))
    expect(toggle(window).attributes('aria-checked')).toBe(String(power === 'on'))
    expect(described(window)).toBe(WORDS[power])
    expect(window.part.get('.lamp').classes()).toContain(power)
    expect(toggle(window).attributes('disabled')).toBeUndefined()
  })

  it('says how bright it is while it is on', () => {
    expect(described(card(aLamp({ brightness: 45.4 })))).toBe('On, 45 %')
    expect(described(card(aLamp({ power: 'off' })))).toBe('Off')
    expect(described(card(aLamp({ brightness: undefined })))).toBe('On')
  })

  it.each([
    [{ power: 'on' }, 'Turning on …'],
    [{ power: 'off' }, 'Turning off …'],
    [{ brightness: 80 }, 'Changing …'],
  ] as const)(
    'that is asked for %j says %s, and keeps its state until the wire says so',
    (pending, words) => {
      const power = 'power' in pending && pending.power === 'on' ? 'off' : 'on'
      const window = card(aLamp({ power, pending }))
      expect(described(window)).toBe(words)
      expect(toggle(window).attributes('aria-checked')).toBe(String(power === 'on'))
      expect(window.part.get('.lamp').classes()).toContain('pending')
    },
  )

  it.each(lightNotes)('says why a wish was given up: %s', (note) => {
    const window = card(aLight({ note }))
    expect(described(window)).toMatch(/\.$/)
    expect(window.part.find('.problem').exists()).toBe(true)
  })

  it.each([
    [{}, 'Not connected'],
    [{ large: true }, 'Not connected. The light can be used when the broker is there.'],
  ])('is out of use while nothing is connected, and says why: %j', (more, words) => {
    const light = aLight({ power: 'on', pending: { power: 'off' }, note: 'no-answer' })
    const window = card(light, { connected: false, ...more })
    expect(toggle(window).attributes('disabled')).toBeDefined()
    expect(described(window)).toBe(words)
    expect(window.part.get('.lamp').classes()).toContain('offline')
    expect(window.part.find('.problem').exists()).toBe(false)
  })

  it.each(lightAbsences)('is greyed and out of use while it is %s', (availability) => {
    const window = card(aLamp({ availability }))
    expect(described(window)).toBe({ offline: 'Offline', missing: 'Not found yet' }[availability])
    expect(toggle(window).attributes('disabled')).toBeDefined()
    expect(window.part.get('.lamp').classes()).toContain('offline')
    expect(window.part.classes()).toContain('gone')
  })

  it.each(lightLocks)('can be looked at where it cannot be used, and says why: %s', (kind) => {
    const window = card(aLamp({ locked: { kind, detail: '' } }))
    expect(described(window)).toBe('On, 45 %')
    expect(window.part.text()).toContain('Can only be looked at')
    expect(toggle(window).attributes('disabled')).toBeDefined()
  })

  it('says that it does not tell its state', () => {
    expect(card(aLight({ optimistic: true })).part.text()).toContain('Assumed: it does not tell its state.')
    expect(card(aLight()).part.text()).not.toContain('Assumed')
  })

  it('that is a group says how many of its lights are on', () => {
    const group = aLight({ id: 'group:1', kind: 'group', members: ['a', 'b', 'c'], power: 'on' })
    expect(described(card(group, { membersOn: 2 }))).toBe('2 of 3 on')
  })

  it('names the light of the tray', () => {
    expect(card(aLight()).part.text()).not.toContain('In the tray')
    expect(card(aLight(), { inTray: true }).part.text()).toContain('In the tray')
  })

  it('keeps a name that looks like HTML as text', () => {
    const { part } = card(aLight({ name: '<img src=x onerror=alert(1)>' }))
    expect(part.find('img').exists()).toBe(false)
    expect(part.get('h3').text()).toBe('<img src=x onerror=alert(1)>')
  })

  it('tells a screen reader of its changes only while somebody is there', async () => {
    const window = card(aLight())
    expect(window.part.get('.words p').attributes('aria-live')).toBe('off')
    await toggle(window).trigger('focusin')
    expect(window.part.get('.words p').attributes('aria-live')).toBe('polite')
  })
})

describe('a click', () => {
  it.each([
    ['off', undefined, 'on'],
    ['on', undefined, 'off'],
    ['unknown', undefined, 'on'],
    ['off', 'on', 'off'],
    ['on', 'off', 'on'],
  ] as const)('on a light that is %s and pending %s asks for %s', async (power, pending, asked) => {
    const window = card(aLight({ power, ...(pending ? { pending: { power: pending } } : {}) }))
    await toggle(window).trigger('click')
    expect(window.main.setLight.mock.calls).toEqual([[{ light: 'led', wish: { power: asked } }]])
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

  it('that is refused changes nothing and says why', async () => {
    const window = card(aLight({ power: 'on' }))
    window.main.setLight.mockImplementation(() => refusing({ kind: 'not-connected' }))
    await toggle(window).trigger('click')
    await flushPromises()
    expect(toggle(window).attributes('aria-checked')).toBe('true')
    expect(window.part.get('[role=alert]').text()).toMatch(/^Not connected/)
  })

  it('does nothing while nothing is connected', async () => {
    const window = card(aLight(), { connected: false })
    await toggle(window).trigger('click')
    expect(window.main.setLight).not.toHaveBeenCalled()
  })
})

describe('what is arranged on the card', () => {
  it('is the star, which shows only what is kept', async () => {
    const window = card(aLight())
    await button(window, 'Favourite').trigger('click')
    expect(window.main.arrangeLight.mock.calls).toEqual([[{ light: 'led', favourite: true }]])
    expect(button(window, 'Favourite').attributes('aria-pressed')).toBe('false')
    await flushPromises()
    await window.setProps({ light: aLight({ favourite: true }) })
    await button(window, 'Favourite').trigger('click')
    expect(window.main.arrangeLight).toHaveBeenLastCalledWith({ light: 'led', favourite: false })
  })

  it('opens a menu by key, whose choices do what they say', async () => {
    const window = card(aLight())
    await button(window, 'More').trigger('keydown', { key: 'ArrowDown' })
    await flushPromises()
    expect(window.part.findAll('[role=menuitem]').map((each) => each.text())).toEqual([
      'Show in tray',
      'Hide',
      'Options …',
    ])
    await item(window, 'Show in tray').trigger('click')
    expect(window.main.chooseTrayLight.mock.calls).toEqual([[{ light: 'led' }]])
    await flushPromises()
    expect(window.part.find('[role=menu]').exists()).toBe(false)
    expect(document.activeElement).toBe(button(window, 'More').element)
  })

  it('hides a light, shows a hidden one again, and does not offer the tray to what is there', async () => {
    const window = card(aLight({ hidden: true }), { inTray: true })
    await button(window, 'More').trigger('click')
    await flushPromises()
    expect(item(window, 'Show in tray')).toBeUndefined()
    await item(window, 'Show again').trigger('click')
    expect(window.main.arrangeLight.mock.calls).toEqual([[{ light: 'led', hidden: false }]])
  })

  it('asks for the options, with the focus where it is to come back to', async () => {
    const window = card(aLight())
    await button(window, 'More').trigger('click')
    await flushPromises()
    await item(window, 'Options …').trigger('click')
    expect(
      window.part.emitted('options') ?? window.part.findComponent(LightCard).emitted('options'),
    ).toHaveLength(1)
    expect(document.activeElement).toBe(button(window, 'More').element)
  })

  it('says why it was refused', async () => {
    const window = card(aLight())
    window.main.arrangeLight.mockImplementation(() => refusing({ kind: 'unknown-light' }))
    await button(window, 'Favourite').trigger('click')
    await flushPromises()
    expect(window.part.get('[role=alert]').text()).toBe('There is no such light.')
  })
})
