import { describe, expect, test } from 'vitest'
import { builderArguments, distributionOf, readWishes, refusal } from './choose.mjs'

const official = { kind: 'official', version: '45.4.1' }
const fallback = { kind: 'fallback', version: '33.2.1' }
const release = { release: true, targets: ['deb'] }
const testing = { release: false, targets: ['deb'] }

describe('readWishes', () => {
  test.each([
    ['linux', [], { release: false, targets: ['dir', 'tar.gz', 'deb'] }],
    ['linux', ['--release'], { release: true, targets: ['AppImage', 'deb', 'rpm', 'tar.gz'] }],
    ['darwin', ['--release'], { release: true, targets: ['dmg', 'zip'] }],
    ['win32', ['--release'], { release: true, targets: ['nsis', 'portable'] }],
    ['linux', ['--targets=deb,dir,deb'], { release: false, targets: ['deb', 'dir'] }],
  ])('on %s with %j', (platform, args, wishes) => {
    expect(readWishes(args, platform)).toEqual(wishes)
  })

  test.each([['--publish'], ['--targets='], ['--targets=dmg'], ['--targets=deb, rpm'], ['deb']])(
    'says how it is used instead of passing over %j',
    (arg) => {
      expect(() => readWishes([arg], 'linux')).toThrow('Usage: npm run package')
    },
  )
})

describe('refusal', () => {
  test('lets the official Electron make releases, and any make builds for testing', () => {
    expect(refusal(release, official, '45.4.1', true)).toBeUndefined()
    expect(refusal(testing, fallback, '45.4.1', false)).toBeUndefined()
  })

  test.each([
    ['the development runtime', fallback],
    ['an Electron of the user', { kind: 'given', version: '45.4.1' }],
    ['an official one that is not the pinned', { kind: 'official', version: '45.4.0' }],
  ])('makes no release with %s', (_, electron) => {
    expect(refusal(release, electron, '45.4.1', true)).toContain('the official Electron 45.4.1 only')
  })

  test('names the targets whose tool cannot be fetched', () => {
    const wishes = { release: false, targets: ['deb', 'rpm', 'AppImage'] }
    expect(refusal(wishes, fallback, '45.4.1', false)).toMatch(/^rpm, AppImage cannot be made here/)
    expect(refusal(wishes, fallback, '45.4.1', true)).toBeUndefined()
  })
})

test('the builder packs for this machine, and never publishes', () => {
  const args = builderArguments({ targets: ['deb', 'dir'] }, 'linux', 'arm64')
  expect(args.slice(0, 4)).toEqual(['--linux', 'deb', 'dir', '--arm64'])
  expect(args.join(' ')).toContain('--publish never')
})

test('the folder of an Electron is found from its executable', () => {
  expect(distributionOf('/e/electron', 'linux')).toBe('/e')
  expect(distributionOf('/e/Electron.app/Contents/MacOS/Electron', 'darwin')).toBe('/e')
})
