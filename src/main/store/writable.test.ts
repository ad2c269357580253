import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isWritableFolder } from './writable'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-writable-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('says yes to a folder that takes files, and leaves nothing in it', () => {
  expect(isWritableFolder(folder)).toBe(true)
  expect(readdirSync(folder)).toEqual([])
})

it('makes the folder where it is not there yet', () => {
  expect(isWritableFolder(join(folder, 'not', 'yet'))).toBe(true)
  expect(existsSync(join(folder, 'not', 'yet'))).toBe(true)
})

it('says no to a path below a file, and to a file', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(isWritableFolder(join(folder, 'file'))).toBe(false)
  expect(isWritableFolder(join(folder, 'file', 'below'))).toBe(false)
})
