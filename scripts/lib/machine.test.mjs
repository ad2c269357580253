import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { npmCommand } from './command.mjs'
import { hasDisplay } from './machine.mjs'
import { isNewEnough } from './node-version.mjs'
import { choseOwnWay, executableIn } from './official-electron.mjs'
import { cacheFolder } from './paths.mjs'

describe('isNewEnough', () => {
  test.each([
    ['v20.19.0', true],
    ['v20.20.2', true],
    ['v22.0.0', true],
    ['v20.18.3', false],
    ['v18.20.4', false],
  ])('%s for >=20.19: %s', (version, expected) => {
    expect(isNewEnough(version, '>=20.19')).toBe(expected)
  })
})

describe('hasDisplay', () => {
  test('on Linux it is what X11 or Wayland names; an empty name is none', () => {
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false)
  })

  test('elsewhere there always is one', () => {
    expect(hasDisplay({}, 'darwin')).toBe(true)
    expect(hasDisplay({}, 'win32')).toBe(true)
  })
})

describe('npmCommand', () => {
  test("under npm, npm's own script is run by this Node, without a shell", () => {
    const env = { npm_execpath: '/usr/lib/node_modules/npm/bin/npm-cli.js' }
    expect(npmCommand(['ci'], env, 'win32')).toEqual({
      command: process.execPath,
      args: [env.npm_execpath, 'ci'],
      shell: false,
    })
  })

  test('started by hand, or by another package manager, it is npm by name', () => {
    expect(npmCommand(['ci'], {}, 'linux')).toEqual({ command: 'npm', args: ['ci'], shell: false })
    expect(npmCommand(['ci'], { npm_execpath: '/opt/yarn.js' }, 'win32')).toEqual({
      command: 'npm',
      args: ['ci'],
      shell: true,
    })
  })
})

describe('cacheFolder', () => {
  test('is in XDG_CACHE_HOME if that is absolute', () => {
    const absolute = path.resolve('/var/cache/me')
    expect(cacheFolder({ XDG_CACHE_HOME: absolute })).toBe(path.join(absolute, 'porchlight'))
    expect(path.isAbsolute(cacheFolder({ XDG_CACHE_HOME: 'relative' }))).toBe(true)
    expect(cacheFolder({})).toMatch(/\.cache.porchlight$/)
  })
})

describe('the official Electron', () => {
  test('lies in its folder where each platform has it', () => {
    expect(executableIn('dist', 'linux')).toBe(path.join('dist', 'electron'))
    expect(executableIn('dist', 'win32')).toBe(path.join('dist', 'electron.exe'))
    expect(executableIn('dist', 'darwin')).toBe(
      path.join('dist', 'Electron.app', 'Contents', 'MacOS', 'Electron'),
    )
  })

  test('comes by the way the environment names, if it names one', () => {
    expect(choseOwnWay({ ELECTRON_MIRROR: 'https://mirror.example/' })).toBe(true)
    expect(choseOwnWay({ npm_config_electron_mirror: 'https://mirror.example/' })).toBe(true)
    expect(choseOwnWay({ ELECTRON_GET_USE_PROXY: '1' })).toBe(true)
    expect(choseOwnWay({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron', PATH: '/bin' })).toBe(false)
  })
})
