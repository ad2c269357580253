import { expect, it } from 'vitest'
import { needsTheUser, type FailureKind } from './connection'

it.each<[FailureKind, boolean]>([
  ['login', true],
  ['not-authorised', true],
  ['client-id', true],
  ['version', true],
  ['certificate', true],
  ['name-not-found', false],
  ['refused', false],
  ['timed-out', false],
  ['unreachable', false],
  ['closed', false],
  ['not-mqtt', false],
  ['no-port', false],
  ['other', false],
])('after %s trying again waits for the user: %s', (kind, waits) => {
  expect(needsTheUser(kind)).toBe(waits)
})
