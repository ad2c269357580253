import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { controlText, makeDeb, readArguments } from './deb.mjs'

const start = ['-s', 'dir', '--force', '-t', 'deb']

describe('readArguments', () => {
  test('gathers what may come several times, and takes the rest for files', () => {
    const { values, files } = readArguments([...start, '-d', 'a', '-d', 'b | c', '/x/=/opt/X', '/y=z=/usr/y'])
    expect(values['-d']).toEqual(['a', 'b | c'])
    expect(files).toEqual([
      { from: '/x/', to: '/opt/X' },
      { from: '/y', to: 'z=/usr/y' },
    ])
  })

  test.each([
    [['--deb-user', 'x'], 'does not know --deb-user'],
    [['--name'], '--name needs a value'],
    [['/x'], '/x does not say where it goes'],
    [['-t', 'rpm'], 'not rpm of dir'],
  ])('refuses %j', (more, why) => {
    expect(() => readArguments([...start, ...more])).toThrow(why)
  })
})

test('the control file leaves out what was not said, and keeps a description in its form', () => {
  const values = {
    '--name': 'x',
    '--description': 'Short \n long\n\nand more',
    '-d': ['a', 'b'],
    '--deb-recommends': [],
  }
  expect(controlText(values, 7)).toBe(
    'Package: x\nInstalled-Size: 7\nDepends: a, b\nDescription: Short\n long\n .\n and more\n',
  )
})

describe.runIf(process.platform === 'linux' && spawnSync('dpkg-deb', ['--version']).status === 0)(
  'a deb',
  () => {
    let folder
    beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'porchlight-deb-test-'))))
    afterEach(() => rmSync(folder, { recursive: true, force: true }))

    /** Makes a deb of a small app and gives its file. */
    function make() {
      mkdirSync(path.join(folder, 'app', 'resources'), { recursive: true })
      const put = (name, text) => writeFileSync(path.join(folder, name), text)
      put('app/porchlight', '#!/bin/sh\n')
      put('app/resources/app.asar', 'x'.repeat(3000))
      put('porchlight.desktop', '[Desktop Entry]\n')
      put('postinst', '#!/bin/sh\nexit 0\n')
      chmodSync(path.join(folder, 'app', 'porchlight'), 0o700)
      symlinkSync('porchlight', path.join(folder, 'app', 'link'))
      const file = path.join(folder, 'x.deb')
      const facts = {
        ...{ '--name': 'porchlight', '--version': '1.2.0~beta.1', '--architecture': 'amd64' },
        ...{ '--maintainer': 'Somebody <somebody@example.org>', '--description': 'A lamp\n for testing' },
        ...{ '-d': 'libnss3', '--deb-compression': 'gz', '--package': file },
        '--after-install': path.join(folder, 'postinst'),
      }
      makeDeb(
        readArguments([
          ...start,
          ...Object.entries(facts).flat(),
          `${folder}/app/=/opt/Porchlight`,
          `${folder}/porchlight.desktop=/usr/share/applications/porchlight.desktop`,
        ]),
      )
      return file
    }

    function dpkg(...args) {
      const { status, stdout, stderr } = spawnSync('dpkg-deb', args, { encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      return stdout
    }

    test('says what it is', () => {
      const file = make()
      expect(dpkg('-f', file, 'Package', 'Version', 'Architecture', 'Depends')).toBe(
        'Package: porchlight\nVersion: 1.2.0~beta.1\nArchitecture: amd64\nDepends: libnss3\n',
      )
      expect(dpkg('-I', file, 'postinst')).toBe('#!/bin/sh\nexit 0\n')
      expect(dpkg('-I', file, 'md5sums')).toMatch(/^[0-9a-f]{32} {2}opt\/Porchlight\/porchlight$/m)
    })

    test('holds the files for everybody, as root’s, whatever the umask was', () => {
      const rows = dpkg('-c', make())
        .trim()
        .split('\n')
        .map((row) => row.split(/\s+/))
      const files = Object.fromEntries(rows.map(([mode, owner, , , , name]) => [name, `${mode} ${owner}`]))
      expect(files).toMatchObject({
        './opt/Porchlight/': 'drwxr-xr-x root/root',
        './opt/Porchlight/porchlight': '-rwxr-xr-x root/root',
        './opt/Porchlight/resources/app.asar': '-rw-r--r-- root/root',
        './opt/Porchlight/link': 'lrwxrwxrwx root/root',
        './usr/share/applications/porchlight.desktop': '-rw-r--r-- root/root',
      })
    })
  },
)
