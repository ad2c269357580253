import { expect, it } from 'vitest'
import { Told } from './command.mjs'
import { readOptions, wholeNumber } from './options.mjs'

const minutes = { from: 1, to: 1_440 }

it.each([
  [undefined, undefined],
  ['1', 1],
  ['1440', 1_440],
])('takes %s', (typed, value) => {
  expect(wholeNumber('minutes', typed, minutes)).toBe(value)
})

it.each(['0', '1441', '-1', '1.5', '1e3', ' 1', '', '11111111111'])('refuses "%s" in words', (typed) => {
  expect(() => wholeNumber('minutes', typed, minutes)).toThrow(
    new Told('--minutes takes a whole number from 1 to 1440.'),
  )
})

it('names the options there are where another is typed', () => {
  const { argv } = process
  try {
    process.argv = ['node', 'run.mjs', '--seed=7']
    expect({ ...readOptions(['seed', 'only']) }).toEqual({ seed: '7' })
    process.argv = ['node', 'run.mjs', '--sed=7']
    expect(() => readOptions(['seed', 'minutes', 'only'])).toThrow(
      /There are --seed, --minutes and --only\.$/,
    )
  } finally {
    process.argv = argv
  }
})
