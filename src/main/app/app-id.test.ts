import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { APP_ID, takeAppId } from './app-id'

describe('takeAppId', () => {
  test.each([
    ['win32', true, [[APP_ID]]],
    ['win32', false, []],
    ['linux', true, []],
    ['darwin', true, []],
  ] as const)('on %s, packaged: %s', (platform, isPackaged, calls) => {
    const setAppUserModelId = vi.fn<(id: string) => void>()
    takeAppId({ isPackaged, setAppUserModelId }, platform)
    expect(setAppUserModelId.mock.calls).toEqual(calls)
  })

  test('is the name that the installer knows', () => {
    expect(readFileSync('electron-builder.config.ts', 'utf8')).toContain(`appId: '${APP_ID}'`)
  })
})
