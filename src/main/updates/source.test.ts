import { describe, expect, it } from 'vitest'
import { ok, refused } from '@shared/result'
import { surroundings, updateSource, type Surroundings } from './source'

const OPT = '/opt/Porchlight/resources'

/** A packaged copy with an address for updates, and these files. */
function here(parts: Partial<Surroundings>, files: Readonly<Record<string, string>> = {}): Surroundings {
  const resources = parts.resources ?? OPT
  const all: Readonly<Record<string, string>> = { [`${resources}/app-update.yml`]: '', ...files }
  return {
    isPackaged: true,
    platform: 'linux',
    env: {},
    executable: '/opt/Porchlight/porchlight',
    resources,
    exists: (file) => file in all,
    read: (file) => all[file],
    mayWrite: () => true,
    ...parts,
  }
}

const APP_IMAGE = {
  resources: '/tmp/.mount_Porch/resources',
  executable: '/tmp/.mount_Porch/porchlight',
  env: { APPIMAGE: '/home/kim/Porchlight.AppImage', APPDIR: '/tmp/.mount_Porch' },
}

describe('how a copy is exchanged', () => {
  it.each([
    ['deb', here({}, { [`${OPT}/package-type`]: 'deb' })],
    ['rpm', here({}, { [`${OPT}/package-type`]: 'rpm\n' })],
    ['appimage', here(APP_IMAGE)],
    // The builder makes it from the same folder as the .deb before it.
    ['appimage', here(APP_IMAGE, { [`${APP_IMAGE.resources}/package-type`]: 'deb' })],
    ['deb', here({ env: APP_IMAGE.env }, { [`${OPT}/package-type`]: 'deb' })],
    ['nsis', here({ platform: 'win32' })],
    ['mac', here({ platform: 'darwin' })],
  ] as const)('%s', (installed, copy) => {
    expect(updateSource(copy)).toEqual(ok(installed))
  })
})

describe('why a copy is never exchanged', () => {
  const unpacked = '/home/kim/porchlight/resources'
  it.each([
    ['from-source', 'it runs from its sources', here({ isPackaged: false })],
    ['no-address', 'no address was built into it', here({ exists: () => false })],
    ['package', 'it was unpacked from an archive', here({ resources: unpacked })],
    [
      'package',
      'it was unpacked from an archive made after a .deb',
      here({ resources: unpacked }, { [`${unpacked}/package-type`]: 'deb' }),
    ],
    ['package', 'its kind of package is not known', here({}, { [`${OPT}/package-type`]: 'pacman' })],
    [
      'package',
      'it was started from an AppImage of another program',
      here({ resources: unpacked, executable: '/home/kim/porchlight/porchlight', env: APP_IMAGE.env }),
    ],
    [
      'package',
      'its AppImage lies where the user may not write',
      here({ ...APP_IMAGE, mayWrite: () => false }),
    ],
    [
      'package',
      'it is the portable program of Windows',
      here({ platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'D:\\Porchlight.exe' } }),
    ],
    ['package', 'nobody makes packages for the system', here({ platform: 'freebsd' })],
  ] as const)('%s: %s', (why, _what, copy) => {
    expect(updateSource(copy)).toEqual(refused(why))
  })
})

it('looks at the real surroundings', () => {
  const real = surroundings(true)
  expect(real.exists(process.execPath)).toBe(true)
  expect(real.read(`${import.meta.dirname}/source.test.ts`)).toContain('looks at the real surroundings')
  expect(real.read('/no/such/file')).toBeUndefined()
  expect(real.mayWrite('/no/such/folder')).toBe(false)
  expect(real.mayWrite('/tmp')).toBe(true)
})
