import { enableAutoUnmount, flushPromises } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import type { ArrangementView } from '@shared/light/arrangement'
import type { LightState } from '@shared/light/light'
import { buttonOf, buttonsOf } from '../../testing/profiles'
import { aLamp, aLight, anArrangement } from '../../testing/state'
import { openPart, refusing } from '../../testing/window'
import LightOptions from './LightOptions.vue'

enableAutoUnmount(afterEach)

function open(light: LightState = aLamp(), arranged: Partial<ArrangementView> = {}, trayLight = 'led') {
  const lights = [
    light,
    aLight({ id: 'porch', name: 'Porch', room: 'Garden' }),
    aLamp({ id: 'x', room: 'Attic' }),
  ]
  const window = openPart(LightOptions, {
    props: { light, open: true },
    views: { arranged: anArrangement(arranged), trayLight },
    push: { lights: { upsert: lights } },
  })
  const { part } = window
  const labelled = (words: string) => {
    const label = part.findAll('label').find((each) => each.text() === words)!
    const id = label.attributes('for')
    return id ? part.get<HTMLInputElement>(`[id="${id}"]`) : label.get<HTMLInputElement>('input')
  }
  const save = async () => {
    await part.get('form').trigger('submit')
    await flushPromises()
  }
  const isOpen = () => part.emitted('update:open')?.at(-1)?.[0] ?? true
  return { ...window, labelled, save, isOpen }
}

describe('the options', () => {
  it('say only what was changed', async () => {
    const { main, labelled, save, isOpen } = open()
    await labelled('Name').setValue('  Reading lamp ')
    await labelled('Favourite').setValue(true)
    await save()
    expect(main.arrangeLight.mock.calls).toEqual([
      [{ light: 'zigbee2mqtt:lamp', name: 'Reading lamp', favourite: true }],
    ])
    expect(main.chooseTrayLight).not.toHaveBeenCalled()
    expect(main.setShortcut).not.toHaveBeenCalled()
    expect(isOpen()).toBe(false)
  })

  it('ask for nothing where nothing was changed', async () => {
    const { main, save, isOpen } = open()
    await save()
    expect(main.arrangeLight).not.toHaveBeenCalled()
    expect(isOpen()).toBe(false)
  })

  it('propose the rooms that there are', () => {
    const rooms = open().part.findAll('datalist option')
    expect(rooms.map((room) => room.attributes('value'))).toEqual(['Attic', 'Garden'])
  })

  it('offer a fade only to a light that can', async () => {
    const { main, labelled, save } = open(aLamp({ transition: 2 }))
    await labelled('A change takes').setValue('0')
    await save()
    expect(main.arrangeLight.mock.calls[0]?.[0]).toMatchObject({ transition: 0 })
    expect(open(aLight()).part.text()).not.toContain('A change takes')
  })

  it('make it the tray light, unless it is', async () => {
    const { main, labelled, save } = open()
    await labelled('Use as tray light').setValue(true)
    await save()
    expect(main.chooseTrayLight.mock.calls).toEqual([[{ light: 'zigbee2mqtt:lamp' }]])
    expect(open(aLight()).part.text()).toContain('This is the tray light.')
  })

  it('stay open with what was refused, and do not say twice what went through', async () => {
    const { part, main, labelled, save, isOpen } = open()
    await labelled('Room').setValue('Study')
    await labelled('Keyboard shortcut').trigger('keydown', {
      key: 'l',
      code: 'KeyL',
      ctrlKey: true,
      altKey: true,
    })
    main.setShortcut.mockImplementationOnce(() => refusing({ kind: 'shortcut', problem: 'taken' }))
    await save()
    expect(isOpen()).toBe(true)
    expect(part.text()).toContain('Another light has these keys.')
    expect(labelled('Keyboard shortcut').attributes('aria-invalid')).toBe('true')
    await save()
    expect(main.arrangeLight).toHaveBeenCalledTimes(1)
    expect(main.setShortcut).toHaveBeenCalledTimes(2)
    expect(isOpen()).toBe(false)
  })
})

describe('the shortcut', () => {
  const shortcuts = [{ light: 'zigbee2mqtt:lamp', keys: 'CommandOrControl+Alt+L' }]
  const press = (key: string, more = {}) => ({ key, code: '', ...more })

  it('is shown as the keyboard names it, and taken away with Backspace', async () => {
    const { main, labelled, save } = open(aLamp(), { shortcuts })
    const field = labelled('Keyboard shortcut')
    expect(field.element.value).toBe('Ctrl + Alt + L')
    await field.trigger('keydown', press('Backspace'))
    expect(field.element.value).toBe('')
    await save()
    expect(main.setShortcut.mock.calls).toEqual([[{ light: 'zigbee2mqtt:lamp', keys: '' }]])
  })

  it('takes no letter alone, and says what it takes', async () => {
    const { part, labelled } = open(aLamp(), { shortcuts })
    const field = labelled('Keyboard shortcut')
    await field.trigger('keydown', press('l', { code: 'KeyL' }))
    expect(part.text()).toContain('Hold Ctrl or Alt')
    expect(field.element.value).toBe('Ctrl + Alt + L')
    await field.trigger('keydown', press('Control', { ctrlKey: true }))
    expect(part.text()).not.toContain('Hold Ctrl or Alt')
  })

  it.each(['Tab', 'Escape', 'Enter'])('lets %s do what it always does', async (key) => {
    const { labelled } = open()
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    labelled('Keyboard shortcut').element.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})

describe('what the light is', () => {
  it('is told for one that was found, which cannot be removed', () => {
    const { part } = open()
    expect(part.get('dl').text()).toMatch(/Zigbee2MQTT.*zigbee2mqtt\/Sofa\/set/)
    expect(buttonsOf(part)).not.toContain('Remove')
  })

  it('can be edited in its place where it was added by hand', async () => {
    const { part, isOpen } = open(aLight())
    await buttonOf(part, 'Edit light …').trigger('click')
    expect(part.get('dialog h2').text()).toBe('Edit led')
    await buttonOf(part, 'Cancel').trigger('click')
    expect(isOpen()).toBe(false)
  })

  it('is removed after a second question', async () => {
    const { part, main, isOpen } = open(aLight())
    await buttonOf(part, 'Remove').trigger('click')
    await flushPromises()
    expect(main.forgetLight).not.toHaveBeenCalled()
    expect(document.activeElement?.textContent?.trim()).toBe('Keep it')
    await buttonOf(part, 'Remove').trigger('click')
    await flushPromises()
    expect(main.forgetLight.mock.calls).toEqual([[{ light: 'led' }]])
    expect(isOpen()).toBe(false)
  })

  it('can be forgotten where nothing has announced it', () => {
    const { part } = open(aLamp({ availability: 'missing', convention: 'plain', topic: '' }))
    expect(part.text()).toContain('Nothing has announced this light yet.')
    expect(buttonsOf(part)).toContain('Forget it')
    expect(buttonsOf(part)).not.toContain('Edit light …')
  })

  it('is a group with its own editor', async () => {
    const group = aLight({
      id: 'group:1',
      name: 'All',
      kind: 'group',
      convention: 'group',
      topic: '',
      members: ['porch'],
    })
    const { part } = open(group)
    expect(part.text()).toContain('A group of 1 lights.')
    await buttonOf(part, 'Edit group …').trigger('click')
    expect(part.get('dialog h2').text()).toBe('Edit All')
  })
})
