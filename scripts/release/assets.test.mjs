import { describe, expect, test } from 'vitest'
import { checksumsText, machines, problemsWithAssets } from './assets.mjs'

/** What the machines bring when all goes well. */
function everything() {
  return Object.fromEntries(
    Object.entries(machines).map(([machine, endings]) => [
      machine,
      endings.map((ending) => (ending.startsWith('.') ? `porchlight-1.2.0-${machine}${ending}` : ending)),
    ]),
  )
}

describe('problemsWithAssets', () => {
  test('finds none when every machine has brought everything', () => {
    expect(problemsWithAssets(everything(), '1.2.0')).toEqual([])
  })

  test('misses a machine, and a single file', () => {
    const without = everything()
    delete without['mac-arm64']
    expect(problemsWithAssets(without, '1.2.0')).toContain('mac-arm64 has brought no .dmg.')
    const folders = everything()
    folders['linux-x64'] = folders['linux-x64'].filter((name) => !name.endsWith('.deb'))
    expect(problemsWithAssets(folders, '1.2.0')).toEqual(['linux-x64 has brought no .deb.'])
  })

  test.each([
    ['porchlight-1.2.0-linux-x64.deb', 'Two machines have brought porchlight-1.2.0-linux-x64.deb.'],
    ['porchlight-1.1.0-linux-arm64.deb', 'porchlight-1.1.0-linux-arm64.deb does not name version 1.2.0.'],
    [
      'porchlight-1.2.0-testing-linux-arm64.deb',
      'porchlight-1.2.0-testing-linux-arm64.deb is a build for testing.',
    ],
    ['Porch light-1.2.0-a.deb', 'The name "Porch light-1.2.0-a.deb" does not survive an upload.'],
  ])('%s', (name, problem) => {
    const folders = everything()
    folders['linux-arm64'].push(name)
    expect(problemsWithAssets(folders, '1.2.0')).toEqual([problem])
  })

  test('asks who a folder is from that nobody expects', () => {
    expect(problemsWithAssets({ ...everything(), 'windows-arm64': [] }, '1.2.0')).toEqual([
      'Nobody expects anything from windows-arm64.',
    ])
  })
})

test('checksumsText is in the order of the names', () => {
  expect(checksumsText({ b: '22', a: '11' })).toBe('11  a\n22  b\n')
})
