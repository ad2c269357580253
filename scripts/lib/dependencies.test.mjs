import { describe, expect, test } from 'vitest'
import { isInstalled } from './dependencies.mjs'

const lock = {
  packages: {
    '': { name: 'porchlight' },
    'node_modules/vue': { version: '3.5.45', integrity: 'sha512-a' },
    'node_modules/vue/node_modules/csstype': { version: '3.0.0', integrity: 'sha512-b' },
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-c', optional: true },
  },
}
const complete = () => structuredClone({ packages: { ...lock.packages, '': undefined } })

describe('isInstalled', () => {
  test('is true when every package of the lock is there', () => {
    expect(isInstalled(lock, complete())).toBe(true)
  })

  test('lets an optional package of another platform be missing', () => {
    const installed = complete()
    delete installed.packages['node_modules/fsevents']
    expect(isInstalled(lock, installed)).toBe(true)
  })

  test('sees a missing package, at whatever depth', () => {
    const installed = complete()
    delete installed.packages['node_modules/vue/node_modules/csstype']
    expect(isInstalled(lock, installed)).toBe(false)
  })

  test('sees another version, and another content under the same version', () => {
    const older = complete()
    older.packages['node_modules/vue'].version = '3.5.44'
    expect(isInstalled(lock, older)).toBe(false)
    const other = complete()
    other.packages['node_modules/vue'].integrity = 'sha512-z'
    expect(isInstalled(lock, other)).toBe(false)
  })

  test('takes a list without packages for nothing installed', () => {
    expect(isInstalled(lock, {})).toBe(false)
  })
})
