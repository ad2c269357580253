import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAutostart, writeAutostart } from './autostart-entry'

const entry = (...lines: string[]): string => ['[Desktop Entry]', ...lines, ''].join('\n')

describe('an autostart file that is written', () => {
  it('starts the program hidden', () => {
    expect(writeAutostart('/opt/Porchlight/porchlight', ['--hidden'])).toBe(
      entry(
        'Type=Application',
        'Name=Porchlight',
        'Icon=porchlight',
        'Exec="/opt/Porchlight/porchlight" --hidden',
        'Terminal=false',
        'StartupNotify=false',
        'X-GNOME-Autostart-enabled=true',
      ),
    )
  })

  it.each([
    ['a space', '/home/john doe/Porchlight', '"/home/john doe/Porchlight"'],
    ['a percent sign', '/opt/100%f', '"/opt/100%%f"'],
    ['a quotation mark', '/opt/"a"', '"/opt/\\\\"a\\\\""'],
    ['a dollar and a backtick', '/opt/$HOME`id`', '"/opt/\\\\$HOME\\\\`id\\\\`"'],
    ['a backslash', '/opt/a\\b', '"/opt/a\\\\\\\\b"'],
    ['a new line', '/opt/a\nHidden=true', '"/opt/a\\nHidden=true"'],
  ])('with %s in the path', (_what, program, exec) => {
    const text = writeAutostart(program, ['--hidden'])
    expect(text).toContain(`\nExec=${exec} --hidden\n`)
    expect(readAutostart(text)).toEqual({ isOn: true, program })
  })

  it('names the same program when it is read, whatever its path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
        const program = `/${name.replaceAll('\0', '')}`
        expect(readAutostart(writeAutostart(program, ['--hidden']))).toEqual({ isOn: true, program })
      }),
    )
  })
})

describe('an autostart file that is read', () => {
  it.each([
    ['without quotation marks', entry('Exec=/usr/bin/porchlight --hidden'), true],
    ['with Windows lines and air', '[Desktop Entry]\r\nExec = "/usr/bin/porchlight"\r\n', true],
    ['hidden', entry('Exec=/usr/bin/porchlight', 'Hidden=true'), false],
    ['not hidden', entry('Exec=/usr/bin/porchlight', 'Hidden=false'), true],
    ['switched off by GNOME', entry('Exec=/usr/bin/porchlight', 'X-GNOME-Autostart-enabled=false'), false],
    [
      'with a key in another group',
      `${entry('Exec=/usr/bin/porchlight')}[Desktop Action x]\nHidden=true\n`,
      true,
    ],
    [
      'where the first of two keys counts',
      entry('Exec=/usr/bin/porchlight', 'Hidden=true', 'Hidden=false'),
      false,
    ],
  ])('%s', (_what, text, isOn) => {
    expect(readAutostart(text)).toEqual({ isOn, program: '/usr/bin/porchlight' })
  })

  it.each([
    ['empty', ''],
    ['without a command', entry('Type=Application')],
    ['with an empty command', entry('Exec=')],
    ['outside of a group', 'Exec=/usr/bin/porchlight\n'],
    ['with a mark that is not closed', entry('Exec="/usr/bin/porchlight')],
  ])('%s it starts nothing', (_what, text) => {
    expect(readAutostart(text)).toEqual({ isOn: false, program: undefined })
  })
})
