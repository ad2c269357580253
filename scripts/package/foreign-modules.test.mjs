import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { elf, machO, pe, universal } from './foreign-testing.mjs'
import { problemsWithModules } from './foreign-modules.mjs'

const x64 = { elf: 0x3e, pe: 0x8664, mach: 0x01000007 }
const armMach = 0x0100000c
let folder

function put(name, bytes) {
  const file = path.join(folder, 'app.asar.unpacked', 'node_modules', name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-modules-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('problemsWithModules', () => {
  test('is content with the modules of the platform alone', () => {
    put('@libsql/win32-x64-msvc/index.node', pe(x64.pe))
    put('classic-level/prebuilds/win32-x64/classic-level.node', pe(x64.pe))
    put('classic-level/binding.js', 'not a library')
    expect(problemsWithModules(folder, 'win32', 'x64')).toEqual([])
  })

  test('a universal library serves both processors of a Mac', () => {
    put('@libsql/darwin-arm64/index.node', machO(armMach))
    put('classic-level/prebuilds/darwin-x64+arm64/classic-level.node', universal(x64.mach, armMach))
    expect(problemsWithModules(folder, 'darwin', 'arm64')).toEqual([])
    expect(problemsWithModules(folder, 'darwin', 'x64')).toEqual([
      'libsql has no native module for darwin-x64.',
      'node_modules/@libsql/darwin-arm64/index.node is for darwin-arm64, not for darwin-x64.',
    ])
  })

  test('names what is missing: packed on another platform, where npm did not install it', () => {
    put('classic-level/prebuilds/win32-x64/classic-level.node', pe(x64.pe))
    expect(problemsWithModules(folder, 'win32', 'x64')).toEqual([
      'libsql has no native module for win32-x64.',
    ])
  })

  test('names what is of another platform, whatever its folder is called', () => {
    put('@libsql/linux-x64-gnu/index.node', elf(x64.elf))
    put('classic-level/prebuilds/linux-x64/classic-level.node', elf(x64.elf))
    put('@libsql/linux-x64-musl/index.node', elf(x64.elf, 'libc.so\0'))
    put('classic-level/prebuilds/linux-arm64/classic-level.node', pe(x64.pe))
    expect(problemsWithModules(folder, 'linux', 'x64')).toEqual([
      'node_modules/@libsql/linux-x64-musl/index.node is for linux-without-glibc-x64, not for linux-x64.',
      'node_modules/classic-level/prebuilds/linux-arm64/classic-level.node is for win32-x64, not for linux-x64.',
    ])
  })

  test('an app without a folder for them lacks them all', () => {
    expect(problemsWithModules(path.join(folder, 'nowhere'), 'linux', 'x64')).toHaveLength(2)
  })

  test("another package's library does not count for the one that is needed", () => {
    put('elsewhere/index.node', elf(x64.elf))
    put('classic-level/prebuilds/linux-x64/classic-level.node', elf(x64.elf))
    expect(problemsWithModules(folder, 'linux', 'x64')).toEqual([
      'libsql has no native module for linux-x64.',
    ])
  })
})
