import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LightState } from '@shared/light/light'
import { buttonOf } from '../testing/profiles'
import { aLamp, aLight, anArrangement, connected } from '../testing/state'
import { openPart } from '../testing/window'
import App from './App.vue'

enableAutoUnmount(afterEach)

const close = vi.fn()
const resizeTo = vi.fn()
beforeEach(() => {
  vi.stubGlobal('close', close)
  vi.stubGlobal('resizeTo', resizeTo)
})
afterEach(() => {
  vi.resetAllMocks()
  vi.unstubAllGlobals()
})

const favourite = aLamp({ id: 'desk', name: 'Desk', favourite: true })
const scenes = [{ id: 'one', name: 'Evening', lights: 3 }]

function open(lights: readonly LightState[] = [aLamp(), favourite], trayLight = 'zigbee2mqtt:lamp') {
  const window = openPart(App, {
    views: { connection: connected, trayLight, arranged: anArrangement({ scenes }) },
    push: { lights: { upsert: lights } },
  })
  const groups = () => window.part.findAll('[role=group]').map((group) => group.attributes('aria-label'))
  return { ...window, groups }
}
const press = (key: string) => window.dispatchEvent(new KeyboardEvent('keydown', { key }))

describe('the panel', () => {
  it('shows the tray light with all it can do, then the favourites', () => {
    const { part, groups } = open([
      favourite,
      aLight({ id: 'other', name: 'Other' }),
      aLamp({ favourite: true }),
    ])
    expect(groups()).toEqual(['Sofa', 'Desk'])
    const [tray, row] = part.findAll('[role=group]')
    expect(tray!.findAll('[type=range]').length).toBeGreaterThan(1)
    expect(row!.findAll('[type=range]')).toHaveLength(1)
  })

  it('shows no favourite that is hidden', () => {
    expect(open([aLamp(), { ...favourite, hidden: true }]).groups()).toEqual(['Sofa'])
  })

  it('says where the tray light is not there', () => {
    expect(open([], 'gone').part.text()).toContain('The tray light is not here.')
  })

  it('is nothing before main has said anything, and then tells its height', async () => {
    const { part, show } = openPart(App)
    expect(part.find('main').exists()).toBe(false)
    expect(resizeTo).not.toHaveBeenCalled()
    await show({ arranged: anArrangement(), trayLight: 'led' })
    expect(resizeTo).toHaveBeenCalled()
  })
})

describe('what can be done', () => {
  it('switches and dims a favourite', async () => {
    const { part, main } = open()
    const row = part.findAll('[role=group]')[1]!
    await row.get('[role=switch]').trigger('click')
    expect(main.setLight.mock.calls).toEqual([[{ light: 'desk', wish: { power: 'off' } }]])
    await row.get('[type=range]').setValue(70)
    expect(main.setLight.mock.calls.at(-1)).toEqual([{ light: 'desk', wish: { brightness: 70 } }])
  })

  it('recalls a scene', async () => {
    const { part, main } = open()
    main.recallScene.mockResolvedValue({ ok: true, value: { asked: 3, left: 0 } })
    await part.get('button[aria-label="Recall Evening"]').trigger('click')
    await flushPromises()
    expect(main.recallScene.mock.calls).toEqual([[{ id: 'one' }]])
    expect(part.text()).toContain('Evening is recalled.')
  })

  it('opens the controller and is gone', async () => {
    const { part, main } = open()
    await buttonOf(part, 'Open controller').trigger('click')
    await flushPromises()
    expect(main.openWindow.mock.calls).toEqual([[{ window: 'controller' }]])
    expect(close).toHaveBeenCalledTimes(1)
  })

  it('uses nothing while there is no connection', async () => {
    const { part, show } = open()
    await show({ connection: { phase: 'connecting' } })
    const usable = part
      .findAll('[role=switch], [type=range], .scene')
      .filter((each) => !('disabled' in each.attributes()))
    expect(usable).toEqual([])
  })
})

describe('Escape', () => {
  it('closes it, another key does not', () => {
    open()
    press('a')
    expect(close).not.toHaveBeenCalled()
    press('Escape')
    expect(close).toHaveBeenCalledTimes(1)
  })

  it('closes only what has popped up in it', () => {
    const { part } = open()
    const popped = document.createElement('div')
    popped.setAttribute('data-dismissable-layer', '')
    part.element.append(popped)
    press('Escape')
    expect(close).not.toHaveBeenCalled()
    popped.remove()
  })
})
