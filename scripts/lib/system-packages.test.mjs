import { describe, expect, test } from 'vitest'
import {
  installedNames,
  isDebianLike,
  missingPackages,
  namesToInstall,
  packagesFor,
} from './system-packages.mjs'

const names = (purpose, hasDisplay) => packagesFor(purpose, hasDisplay).flat()

describe('packagesFor', () => {
  test('asks for a virtual screen to start the app only where there is no display', () => {
    expect(names('start', true)).not.toContain('xvfb')
    expect(names('start', false)).toContain('xvfb')
  })

  test('asks for a virtual screen and the brokers for the tests, display or not', () => {
    expect(names('test', true)).toEqual(
      expect.arrayContaining([
        ...['xvfb', 'dbus', 'mosquitto', 'python3-paho-mqtt'],
        ...['nats-server', 'rabbitmq-server', 'openssl'],
      ]),
    )
  })

  test('asks for the panel only for the demo', () => {
    expect(names('demo', false)).toContain('xfce4-panel')
    expect(names('test', false)).not.toContain('xfce4-panel')
  })

  test('asks only for what packs and checks to make packages', () => {
    expect(names('package', false)).toEqual(expect.arrayContaining(['p7zip-full', 'desktop-file-utils']))
    expect(names('package', false)).not.toContain('xvfb')
  })

  test('asks for nothing to check types and style', () => {
    expect(names('check', false)).toEqual([])
  })
})

describe('missing packages', () => {
  const needed = [['libgtk-3-0t64', 'libgtk-3-0'], ['xvfb'], ['mosquitto']]

  test('a package is there under any of its names', () => {
    expect(missingPackages(needed, new Set(['libgtk-3-0', 'xvfb', 'mosquitto']))).toEqual([])
    expect(missingPackages(needed, new Set(['libgtk-3-0t64', 'xvfb']))).toEqual([['mosquitto']])
  })

  test('are installed under the name this release has, the newest if it has both', () => {
    expect(namesToInstall(needed, new Set(['libgtk-3-0', 'xvfb', 'mosquitto']))).toEqual([
      'libgtk-3-0',
      'xvfb',
      'mosquitto',
    ])
    expect(namesToInstall([needed[0]], new Set(['libgtk-3-0', 'libgtk-3-0t64']))).toEqual(['libgtk-3-0t64'])
  })

  test('that no list knows keep their oldest name', () => {
    expect(namesToInstall([needed[0]], new Set())).toEqual(['libgtk-3-0'])
  })
})

describe('installedNames', () => {
  test('leaves out what was removed but kept its configuration, and what is half installed', () => {
    const output = 'xvfb installed\nmosquitto config-files\ndbus half-configured\n'
    expect(installedNames(output)).toEqual(new Set(['xvfb']))
  })

  test('is empty for an empty answer', () => {
    expect(installedNames('')).toEqual(new Set())
  })
})

describe('isDebianLike', () => {
  test.each([
    ['ID=debian\n', true],
    ['NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n', true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['ID=fedora\nID_LIKE="rhel centos"\nVERSION_ID=42\n', false],
    ['ID=arch\nHOME_URL="https://example.org/debian"\n', false],
  ])('%j: %s', (text, expected) => {
    expect(isDebianLike(text)).toBe(expected)
  })
})
