import { beforeEach, describe, expect, it } from 'vitest'
import { Shortcuts } from './shortcuts'

/** The system's keys, some of which others have. */
class Keyboard {
  readonly held = new Map<string, () => void>()
  readonly others = new Set<string>()
  readonly calls: string[] = []
  readonly isRegistered = (keys: string): boolean => this.held.has(keys)
  readonly unregister = (keys: string): void => {
    this.calls.push(`- ${keys}`)
    this.held.delete(keys)
  }
  readonly register = (keys: string, pressed: () => void): boolean => {
    this.calls.push(`+ ${keys}`)
    if (keys.includes('num')) throw new TypeError('conversion failure')
    if (this.others.has(keys)) return false
    this.held.set(keys, pressed)
    return true
  }
}

let keyboard: Keyboard
let pressed: string[]
let shortcuts: Shortcuts
beforeEach(() => {
  keyboard = new Keyboard()
  pressed = []
  shortcuts = new Shortcuts({ system: keyboard, pressed: (light) => pressed.push(light) })
})
const led = { light: 'led', keys: 'Alt+L' }
const lamp = { light: 'lamp', keys: 'Alt+M' }

it('switch their light', () => {
  shortcuts.sync([led, lamp])
  keyboard.held.get('Alt+M')?.()
  expect(pressed).toEqual(['lamp'])
})

it('are held as long as they are wanted, and registered once', () => {
  shortcuts.sync([led])
  shortcuts.sync([led, lamp])
  shortcuts.sync([lamp])
  expect(keyboard.calls).toEqual(['+ Alt+L', '+ Alt+M', '- Alt+L'])
  expect([...keyboard.held.keys()]).toEqual(['Alt+M'])
})

it('go from one light to another', () => {
  shortcuts.sync([led])
  shortcuts.sync([{ ...lamp, keys: led.keys }])
  keyboard.held.get('Alt+L')?.()
  expect(pressed).toEqual(['lamp'])
})

describe('where the system says no', () => {
  it('the light is told so, until the keys are free', () => {
    keyboard.others.add('Alt+L')
    shortcuts.sync([led, lamp])
    expect([shortcuts.isRefused('led'), shortcuts.isRefused('lamp')]).toEqual([true, false])
    keyboard.others.clear()
    shortcuts.sync([led, lamp])
    expect(shortcuts.isRefused('led')).toBe(false)
  })

  it('or throws, or says yes and does not mean it', () => {
    expect(shortcuts.claim('Alt+num1')).toBe(false)
    keyboard.register('Alt+X', () => undefined)
    const broken = new Shortcuts({
      system: { ...keyboard, isRegistered: () => false },
      pressed: () => undefined,
    })
    expect(broken.claim('Alt+L')).toBe(false)
  })

  it('what is no shortcut never gets to the system', () => {
    for (const keys of ['L', '', 'Alt', 'Alt+L+M', '\u0000']) expect(shortcuts.claim(keys)).toBe(false)
    expect(keyboard.calls).toEqual([])
  })
})

it('that were claimed and are not wanted after all are left again', () => {
  expect(shortcuts.claim('Alt+L')).toBe(true)
  keyboard.held.get('Alt+L')?.()
  expect(pressed).toEqual([])
  shortcuts.sync([lamp])
  expect([...keyboard.held.keys()]).toEqual(['Alt+M'])
})

it('are left to others at the end', () => {
  shortcuts.sync([led, lamp])
  shortcuts.stop()
  expect(keyboard.held.size).toBe(0)
})
