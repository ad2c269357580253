import { expect, it } from 'vitest'
import { fetchNoDictionaries } from './dictionaries'

it.each([
  ['linux', [[]]],
  ['win32', [[]]],
  ['darwin', []],
] as const)('leaves no language to fetch a dictionary for on %s', (platform, expected) => {
  const asked: string[][] = []
  fetchNoDictionaries({ setSpellCheckerLanguages: (languages) => asked.push(languages) }, platform)
  expect(asked).toEqual(expected)
})
