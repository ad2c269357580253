import { afterEach, describe, expect, it, vi } from 'vitest'
import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import type { LightState } from '@shared/light/light'
import { aLamp, aLight, anArrangement, connected } from '../testing/state'
import { openPart, refusing, type TestWindow } from '../testing/window'
import LightsTab from './LightsTab.vue'

enableAutoUnmount(afterEach)

const tab = (lights: readonly LightState[], language = 'en-GB'): TestWindow =>
  openPart(LightsTab, {
    language,
    views: { connection: connected, trayLight: 'led', arranged: anArrangement() },
    push: { lights: { upsert: lights } },
  })
const patch = (window: TestWindow, upsert: readonly LightState[], remove: readonly string[] = []) =>
  window.push({ lights: { upsert, remove } })
const named = (name: string, more: Partial<LightState> = {}) =>
  aLight({ id: name, topic: name, name, ...more })
const some = (count: number) => Array.from({ length: count }, (_, index) => named(`Lamp ${index + 1}`))
const groups = ({ part }: TestWindow) =>
  part.findAll('[role=group]').map((each) => each.attributes('aria-label'))
const headings = ({ part }: TestWindow) => part.findAll('h2').map((each) => each.text())
const button = ({ part }: TestWindow, name: string) =>
  part.findAll('button').find((each) => (each.attributes('aria-label') ?? each.text()) === name)!
const inCard = ({ part }: TestWindow, light: string, name: string) =>
  part.get(`[role=group][aria-label="${light}"] button[aria-label="${name}"]`)
const ordered = (window: TestWindow, names: readonly string[]) =>
  patch(
    window,
    names.map((name, place) => named(name, { place })),
  )

describe('one light alone', () => {
  it('fills the room, with a hint at the wire and at where lights come from', () => {
    const window = tab([aLight()])
    expect(window.part.get('[role=group]').classes()).toContain('large')
    expect(window.part.text()).toContain('publish on or off to the topic led')
    expect(window.part.text()).toContain('appear here by themselves')
    expect(button(window, 'Arrange')).toBeUndefined()
  })

  it('makes room when a second one comes, and gets it back', async () => {
    const window = tab([aLight()])
    await patch(window, [aLamp()])
    expect(window.part.find('.large').exists()).toBe(false)
    expect(groups(window)).toEqual(['led', 'Sofa'])
    await patch(window, [], [aLamp().id])
    expect(window.part.find('.large').exists()).toBe(true)
  })
})

it('without any light says how lights come', () => {
  expect(tab([]).part.text()).toContain('There is no light here yet.')
})

describe('several lights', () => {
  it('stand in sections: favourites, rooms, others', () => {
    const window = tab([
      named('Plug'),
      named('Hob', { room: 'Kitchen' }),
      named('Bed', { room: 'Attic' }),
      named('Desk', { room: 'Attic', favourite: true }),
    ])
    expect(headings(window)).toEqual(['Favourites', 'Attic', 'Kitchen', 'Other lights'])
    expect(groups(window)).toEqual(['Desk', 'Bed', 'Hob', 'Plug'])
  })

  it('have no heading where there is only one kind of them', () => {
    expect(headings(tab(some(3)))).toEqual([])
  })

  it('draw only the card anew whose light changes', async () => {
    const window = tab(some(3))
    const changed = new Set<string | null | undefined>()
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        changed.add(element?.closest('[role=group]')?.getAttribute('aria-label'))
      }
    })
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    await patch(window, [named('Lamp 2', { power: 'on' })])
    await flushPromises()
    observer.disconnect()
    expect([...changed]).toEqual(['Lamp 2'])
  })

  it('that come by hundreds are drawn a few at a time, all in the end', async () => {
    const window = tab(some(100))
    expect(groups(window).length).toBeGreaterThan(10)
    expect(groups(window).length).toBeLessThan(100)
    await vi.waitFor(() => expect(groups(window)).toHaveLength(100), 5_000)
  })

  it('count how many of a group are on, as they change', async () => {
    const group = named('Downstairs', { kind: 'group', convention: 'group', members: ['Lamp 1', 'Lamp 2'] })
    const window = tab([...some(2), group])
    const says = () => window.part.get('[aria-label=Downstairs] .words').text()
    expect(says()).toContain('0 of 2 on')
    await patch(window, [named('Lamp 1', { power: 'on' })])
    expect(says()).toContain('1 of 2 on')
  })

  it('keep hidden ones behind a disclosure', async () => {
    const window = tab([...some(2), named('Spare', { hidden: true })])
    expect(groups(window)).not.toContain('Spare')
    const details = window.part.get('details')
    expect(details.get('summary').text()).toBe('Hidden lights (1)')
    await details.trigger('toggle', { newState: 'open' })
    expect(groups(window)).toContain('Spare')
  })
})

describe('the search', () => {
  it('comes with the ninth light', async () => {
    const window = tab(some(8))
    expect(window.part.find('[type=search]').exists()).toBe(false)
    await patch(window, [named('Lamp 9')])
    expect(window.part.get('[type=search]').attributes('aria-label')).toBe('Search by name or room')
  })

  it('finds by name and room, and says when there is nothing', async () => {
    const window = tab([...some(9), named('Hob', { room: 'Kitchen' })])
    await window.part.get('[type=search]').setValue('kitch')
    expect(groups(window)).toEqual(['Hob'])
    await window.part.get('[type=search]').setValue('cellar')
    expect(groups(window)).toEqual([])
    expect(window.part.text()).toContain('No light here has that')
  })
})

describe('arranging', () => {
  const names = ['Lamp 1', 'Lamp 2', 'Lamp 3']

  it('moves a light by keyboard, which stays with it, and says where it is now', async () => {
    const window = tab(some(3))
    await button(window, 'Arrange').trigger('click')
    expect(button(window, 'Arrange').attributes('aria-pressed')).toBe('true')
    const down = inCard(window, 'Lamp 1', 'Move down')
    ;(down.element as HTMLElement).focus()
    await down.trigger('click')
    expect(window.main.orderLights.mock.calls).toEqual([[{ lights: ['Lamp 2', 'Lamp 1', 'Lamp 3'] }]])
    expect(groups(window)).toEqual(names)
    await ordered(window, ['Lamp 2', 'Lamp 1', 'Lamp 3'])
    await flushPromises()
    expect(groups(window)).toEqual(['Lamp 2', 'Lamp 1', 'Lamp 3'])
    expect(document.activeElement).toBe(inCard(window, 'Lamp 1', 'Move down').element)
    expect(window.part.get('[role=status]').text()).toBe('Lamp 1 is now at place 2 of 3.')
  })

  it('stops at the ends without taking the focus away', async () => {
    const window = tab(some(3))
    await button(window, 'Arrange').trigger('click')
    const up = inCard(window, 'Lamp 1', 'Move up')
    expect(up.attributes('aria-disabled')).toBe('true')
    expect(up.attributes('disabled')).toBeUndefined()
    await up.trigger('click')
    expect(window.main.orderLights).not.toHaveBeenCalled()
  })

  it('says why it could not be', async () => {
    const window = tab(some(3))
    window.main.orderLights.mockImplementation(() => refusing({ kind: 'failed' }))
    await button(window, 'Arrange').trigger('click')
    await inCard(window, 'Lamp 1', 'Move down').trigger('click')
    await flushPromises()
    expect(window.part.get('[role=status]').text()).toBe('That did not work. Try again.')
  })

  it('shows all lights, whatever was looked for', async () => {
    const window = tab(some(9))
    await window.part.get('[type=search]').setValue('Lamp 3')
    await button(window, 'Arrange').trigger('click')
    expect(groups(window)).toHaveLength(9)
    expect(window.part.find('[type=search]').exists()).toBe(false)
  })
})

describe('the dialogs', () => {
  it.each(['Add a light', 'New group', 'Scenes', 'Timers'])('%s opens one', async (name) => {
    const window = tab(some(2))
    await button(window, name).trigger('click')
    expect(window.part.findAll('dialog')).toHaveLength(1)
  })

  it('open for the options of one light', async () => {
    const window = tab(some(2))
    await inCard(window, 'Lamp 2', 'More').trigger('click')
    await flushPromises()
    await window.part
      .findAll('[role=menuitem]')
      .find((each) => each.text() === 'Options …')!
      .trigger('click')
    expect(window.part.get('dialog h2').text()).toBe('Lamp 2')
    await patch(window, [], ['Lamp 2'])
    expect(window.part.find('dialog').exists()).toBe(false)
  })
})
