import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { autostartFile } from './autostart-file'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-autostart-'))
  path = join(folder, 'config', 'autostart', 'porchlight.desktop')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is written with its folder, read back and taken away', () => {
  const file = autostartFile(path)
  expect(file.read()).toBeUndefined()
  file.remove()
  file.write('one')
  file.write('two')
  expect(file.read()).toBe('two')
  expect(statSync(path).mode & 0o777).toBe(0o644)
  expect(readdirSync(join(folder, 'config', 'autostart'))).toEqual(['porchlight.desktop'])
  file.remove()
  expect(file.read()).toBeUndefined()
})

it('says why it cannot be written, and reads nothing that is too long', () => {
  writeFileSync(join(folder, 'config'), 'a file where a folder should be')
  expect(() => autostartFile(path).write('text')).toThrow(/config/)
  mkdirSync(join(folder, 'other'))
  const long = join(folder, 'other', 'porchlight.desktop')
  writeFileSync(long, 'x'.repeat(100_001))
  expect(autostartFile(long).read()).toBeUndefined()
})
