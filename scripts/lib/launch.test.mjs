import { describe, expect, test } from 'vitest'
import { electronArguments } from './launch.mjs'
import { root } from './paths.mjs'

describe('electronArguments', () => {
  test('the folder of the app, then what the user gave', () => {
    expect(electronArguments(['--user=Yoko', '--hidden'], false, 'linux')).toEqual([
      root,
      '--user=Yoko',
      '--hidden',
    ])
  })

  test('only root on Linux goes without the sandbox', () => {
    expect(electronArguments([], true, 'linux')).toEqual(['--no-sandbox', root])
    expect(electronArguments([], false, 'linux')).not.toContain('--no-sandbox')
    expect(electronArguments([], true, 'darwin')).not.toContain('--no-sandbox')
    expect(electronArguments([], false, 'win32')).not.toContain('--no-sandbox')
  })
})
