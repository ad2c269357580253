import { beforeEach, describe, expect, it } from 'vitest'
import type { FailureKind } from '@shared/mqtt/connection'
import { SpokenVersions } from './version'

const here = { scheme: 'mqtt', host: 'one.example', port: 1883 } as const
const there = { ...here, host: 'two.example' }

let versions: SpokenVersions
beforeEach(() => (versions = new SpokenVersions()))
const fail = (kind: FailureKind): boolean => versions.failed(here, 'auto', versions.next(here, 'auto'), kind)

it('leaves an explicit choice alone, whatever the broker says', () => {
  for (const version of ['3.1.1', '5'] as const) {
    expect(versions.failed(here, version, version, 'version')).toBe(false)
    expect(versions.failed(here, version, version, 'closed')).toBe(false)
    expect(versions.next(here, version)).toBe(version)
  }
  versions.accepted(here, '3.1.1')
  expect(versions.next(here, '5')).toBe('5')
})

describe('auto', () => {
  it('begins with 5', () => {
    expect(versions.next(here, 'auto')).toBe('5')
  })

  it('goes over to 3.1.1 at once where the version is refused, for this broker alone, and for good', () => {
    expect(fail('version')).toBe(true)
    expect(versions.next(here, 'auto')).toBe('3.1.1')
    expect(versions.next(there, 'auto')).toBe('5')
    versions.accepted(here, '3.1.1')
    for (let failures = 0; failures < 5; failures++) fail('closed')
    expect(versions.next(here, 'auto')).toBe('3.1.1')
  })

  it('gives up where both versions are refused, and begins with 5 when it is told to try again', () => {
    expect(fail('version')).toBe(true)
    expect(versions.next(here, 'auto')).toBe('3.1.1')
    expect(fail('version')).toBe(false)
    expect(versions.next(here, 'auto')).toBe('5')
  })

  it('keeps to 3.1.1 after a refusal while the login is mended', () => {
    fail('version')
    fail('login')
    expect(versions.next(here, 'auto')).toBe('3.1.1')
  })

  it.each(['closed', 'not-mqtt', 'timed-out'] as const)(
    'takes the other version next time, turn about, where the answer was: %s',
    (kind) => {
      const spoken = [1, 2, 3, 4].map(() => {
        const version = versions.next(here, 'auto')
        expect(fail(kind)).toBe(false)
        return version
      })
      expect(spoken).toEqual(['5', '3.1.1', '5', '3.1.1'])
    },
  )

  it.each(['refused', 'name-not-found', 'unreachable', 'login', 'certificate'] as const)(
    'learns nothing about the version from: %s',
    (kind) => {
      expect(fail(kind)).toBe(false)
      expect(versions.next(here, 'auto')).toBe('5')
    },
  )

  it('stays with what the broker has accepted before, however it ends connections now', () => {
    versions.accepted(here, '5')
    expect(fail('closed')).toBe(false)
    expect(versions.next(here, 'auto')).toBe('5')
  })

  it.each([
    ['5', '3.1.1'],
    ['3.1.1', '5'],
  ] as const)('finds out again when a broker refuses %s, which it used to take', (known, other) => {
    versions.accepted(here, known)
    expect(fail('version')).toBe(true)
    expect(versions.next(here, 'auto')).toBe(other)
  })
})
