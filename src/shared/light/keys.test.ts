import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keysOf, parseKeys, type KeyPress } from './keys'

describe('keys for a shortcut', () => {
  it.each([
    ['CommandOrControl+Alt+L', 'CommandOrControl+Alt+L'],
    ['alt + cmdorctrl + l', 'CommandOrControl+Alt+L'],
    ['Shift+Ctrl+F12', 'Control+Shift+F12'],
    ['Option+Up', 'Alt+Up'],
    ['Meta+enter', 'Super+Return'],
    ['Cmd+Plus', 'CommandOrControl+Plus'],
    ['Alt+Num7', 'Alt+num7'],
    ['Alt+;', 'Alt+;'],
    ['Alt+Esc', 'Alt+Escape'],
  ])('%s is written %s', (text, keys) => {
    expect(parseKeys(text)).toEqual({ ok: true, value: keys })
  })

  it.each([
    '',
    'L',
    'F5',
    'Alt',
    'Alt+',
    'Alt+Shift',
    'Shift+L',
    'Shift+F5',
    'Alt+Alt+L',
    'Cmd+CmdOrCtrl+L',
    'L+Alt',
    'Alt+L+M',
    'Alt++',
    'Alt+é',
    'Alt+F25',
    'Hyper+L',
    'Alt+__proto__',
    'constructor+L',
    `Alt+${'L'.repeat(1_000_000)}`,
  ])('%.20s is none', (text) => {
    expect(parseKeys(text)).toEqual({ ok: false, error: 'unusable' })
  })

  it('are the same when they are read again', () => {
    const words = fc.constantFrom('alt', 'Ctrl', 'Cmd', 'Shift', 'Meta', 'Super', 'Control', 'CmdOrCtrl')
    const key = fc.constantFrom('a', '9', 'F3', 'space', 'Plus', '\\', 'NUM0', 'pagedown')
    fc.assert(
      fc.property(fc.array(words), fc.oneof(key, fc.string()), (held, last) => {
        const parsed = parseKeys([...held, last].join('+'))
        if (parsed.ok) expect(parseKeys(parsed.value)).toEqual(parsed)
      }),
    )
  })
})

describe('a key press', () => {
  const press = (key: string, code: string, held: string): KeyPress => ({
    ...{ key, code },
    ctrlKey: held.includes('c'),
    altKey: held.includes('a'),
    shiftKey: held.includes('s'),
    metaKey: held.includes('m'),
  })

  it.each([
    ['l', 'KeyL', 'ca', 'CommandOrControl+Alt+L', 'Control+Alt+L'],
    ['L', 'KeyL', 'cs', 'CommandOrControl+Shift+L', 'Control+Shift+L'],
    ['l', 'KeyL', 'm', 'Super+L', 'CommandOrControl+L'],
    // With Alt a Mac writes something else, and another script always does.
    ['¬', 'KeyL', 'a', 'Alt+L', 'Alt+L'],
    ['д', 'KeyL', 'a', 'Alt+L', 'Alt+L'],
    // Where the letters stand otherwise, the letter counts.
    ['q', 'KeyA', 'a', 'Alt+Q', 'Alt+Q'],
    ['!', 'Digit1', 'as', 'Alt+Shift+1', 'Alt+Shift+1'],
    ['ArrowUp', 'ArrowUp', 'a', 'Alt+Up', 'Alt+Up'],
    [' ', 'Space', 'a', 'Alt+Space', 'Alt+Space'],
    ['+', 'BracketRight', 'a', 'Alt+Plus', 'Alt+Plus'],
    [':', 'Semicolon', 'as', 'Alt+Shift+;', 'Alt+Shift+;'],
    ['7', 'Numpad7', 'a', 'Alt+num7', 'Alt+num7'],
    ['+', 'NumpadAdd', 'a', 'Alt+numadd', 'Alt+numadd'],
    ['Enter', 'Enter', 'a', 'Alt+Return', 'Alt+Return'],
    ['F5', 'F5', 'c', 'CommandOrControl+F5', 'Control+F5'],
  ])('%s (%s) with %s is %s, on a Mac %s', (key, code, held, keys, onMac) => {
    expect(keysOf(press(key, code, held), false)).toBe(keys)
    expect(keysOf(press(key, code, held), true)).toBe(onMac)
  })

  it.each([
    ['Control', 'ControlLeft', 'c'],
    ['Alt', 'AltLeft', 'a'],
    ['Dead', 'Unknown', 'a'],
    ['l', 'KeyL', ''],
    ['L', 'KeyL', 's'],
    ['Process', '', 'c'],
  ])('%s (%s) with %j held down is no shortcut', (key, code, held) => {
    expect(keysOf(press(key, code, held), false)).toBeUndefined()
  })
})
