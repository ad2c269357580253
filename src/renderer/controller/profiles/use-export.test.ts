import { expect, it } from 'vitest'
import { exportProblem } from './use-export'

const choice = { ids: ['house'], secrets: true, passphrase: '12345678', again: '12345678' }

it.each([
  ['nothing is chosen', { ids: [] }, 'nothing'],
  ['the passphrase is a character short', { passphrase: '1234567', again: '1234567' }, 'short'],
  ['it was typed differently', { again: '12345679' }, 'different'],
  ['all is well', {}, undefined],
  ['no secrets need no passphrase', { secrets: false, passphrase: '', again: 'x' }, undefined],
])('before an export: %s', (_, more, problem) => {
  expect(exportProblem({ ...choice, ...more })).toBe(problem)
})
