import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newestPackage } from './installed-package.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'porchlight-packages-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function lay(name, seconds) {
  writeFileSync(path.join(folder, name), '')
  utimesSync(path.join(folder, name), seconds, seconds)
}

describe('newestPackage', () => {
  test('takes the last one made of this version and processor', () => {
    lay('porchlight-0.1.0-testing-linux-x64.deb', 1_000)
    lay('porchlight-0.1.0-linux-x64.deb', 2_000)
    lay('porchlight-0.2.0-linux-x64.deb', 3_000)
    lay('porchlight-0.1.0-linux-arm64.deb', 4_000)
    lay('porchlight-0.1.0-linux-x64.tar.gz', 5_000)
    expect(newestPackage(folder, '0.1.0', 'x64')).toEqual({
      file: path.join(folder, 'porchlight-0.1.0-linux-x64.deb'),
      build: 'release',
    })
    lay('porchlight-0.1.0-testing-linux-x64.deb', 6_000)
    expect(newestPackage(folder, '0.1.0', 'x64').build).toBe('testing')
  })

  test('says how to make one where there is none', () => {
    expect(() => newestPackage(folder, '0.1.0', 'x64')).toThrow('npm run package')
    expect(() => newestPackage(path.join(folder, 'none'), '0.1.0', 'x64')).toThrow('npm run package')
  })
})
