import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { ArrangementView } from '@shared/light/arrangement'
import { buttonOf } from '../../testing/profiles'
import { aLamp, aLight, anArrangement } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import LightsSettings from './LightsSettings.vue'

enableAutoUnmount(afterEach)

function open(more: Partial<ArrangementView> = {}, trayLight = 'led') {
  const arranged = anArrangement(more)
  const window = openPart(LightsSettings, {
    props: { arranged },
    views: { arranged, trayLight },
    push: { lights: { upsert: [aLight(), aLamp()] } },
  })
  const { part } = window
  const chosen = () => part.findAll('[role=radio]').map((each) => each.attributes('aria-checked') === 'true')
  return { ...window, chosen }
}

describe('a click on the tray icon', () => {
  it('does what suits the tray light until something is chosen', () => {
    expect(open().chosen()).toEqual([true, false])
    expect(open({}, 'zigbee2mqtt:lamp').chosen()).toEqual([false, true])
    expect(open({ trayClick: 'toggle' }, 'zigbee2mqtt:lamp').chosen()).toEqual([true, false])
    expect(open({}, 'gone').chosen()).toEqual([true, false])
  })

  it('does what main says was chosen', async () => {
    const { part, main, chosen } = open()
    await part.findAll('[role=radio]')[1]!.trigger('click')
    expect(main.setTrayClick.mock.calls).toEqual([[{ does: 'panel' }]])
    expect(chosen()).toEqual([true, false])
  })
})

describe('offering to Home Assistant', () => {
  it('is ticked when main says so', async () => {
    const { part, main, setProps } = open()
    const box = part.get<HTMLInputElement>('[type=checkbox]')
    await box.setValue(true)
    expect(main.offerLights.mock.calls).toEqual([[{ offered: true }]])
    expect(box.element.checked).toBe(false)
    await setProps({ arranged: anArrangement({ offered: true }) })
    expect(box.element.checked).toBe(true)
  })
})

describe('the shortcuts', () => {
  const shortcuts = [
    { light: 'led', keys: 'CommandOrControl+Alt+L' },
    { light: 'zigbee2mqtt:lamp', keys: 'Super+F9', refused: true as const },
  ]

  it('are listed, those that the system refuses with what to do', () => {
    const rows = open({ shortcuts })
      .part.findAll('li')
      .map((row) => row.text())
    expect(rows[0]).toMatch(/^led ?Ctrl \+ Alt \+ L$/)
    expect(rows[1]).toMatch(/^Sofa ?Super \+ F9 ?The system does not let Porchlight have these keys\./)
  })

  it('can be taken away', async () => {
    const { part, main } = open({ shortcuts })
    await part.get('button[aria-label="Remove the shortcut of Sofa"]').trigger('click')
    expect(main.setShortcut.mock.calls).toEqual([[{ light: 'zigbee2mqtt:lamp', keys: '' }]])
  })
})

describe('the file', () => {
  it('is written and brought', async () => {
    const { part, main } = open()
    main.exportLights.mockResolvedValue({ ok: true, value: { file: '/home/ada/lights.json' } })
    main.importLights.mockResolvedValue({ ok: true, value: { lights: 2, groups: 1, scenes: 0, timers: 3 } })
    await buttonOf(part, 'Export lights …').trigger('click')
    await flushPromises()
    expect(part.text()).toContain('Written to /home/ada/lights.json.')
    await buttonOf(part, 'Import lights …').trigger('click')
    await flushPromises()
    expect(part.text()).toContain('Came: lights 2, groups 1, scenes 0, timers 3.')
  })

  it('is refused with the reason', async () => {
    const { part, main } = open()
    main.importLights.mockImplementation(() => refusing({ kind: 'file', problem: 'not-lights' }))
    await buttonOf(part, 'Import lights …').trigger('click')
    await flushPromises()
    expect(part.text()).toContain('This is not a file of lights from Porchlight.')
  })
})
