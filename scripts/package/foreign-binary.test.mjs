import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../lib/paths.mjs'
import { elf, machO, pe, universal } from './foreign-testing.mjs'
import { targetsOf } from './foreign-binary.mjs'

describe('targetsOf', () => {
  test.each([
    ['a Linux library', elf(0x3e), ['linux-x64']],
    ['one for arm64', elf(0xb7), ['linux-arm64']],
    ['one that names another C library', elf(0x3e, 'libc.musl-x86_64.so.1\0'), ['linux-without-glibc-x64']],
    ['a Windows library', pe(0x8664), ['win32-x64']],
    ['one for 32 bits', pe(0x14c), ['win32-ia32']],
    ['a macOS library', machO(0x0100000c), ['darwin-arm64']],
    ['a universal one', universal(0x01000007, 0x0100000c), ['darwin-x64', 'darwin-arm64']],
  ])('tells %s', (_, bytes, targets) => {
    expect(targetsOf(bytes)).toEqual(targets)
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('#!/bin/sh\n'.repeat(20))],
    ['a processor nobody knows', elf(0xffff)],
    [
      'a universal file that promises more parts than it has',
      universal(1, 2).subarray(0, 64).fill(0xff, 4, 8),
    ],
    ['a Windows file whose head lies outside it', pe(0x8664).fill(0xff, 0x3c, 0x40)],
  ])('takes %s for unknown', (_, bytes) => {
    expect(targetsOf(bytes)).toEqual(['unknown'])
  })

  // The package brings its builds for every platform along, so real files of each format are here.
  test.each([
    ['linux-x64/classic-level.node', ['linux-x64']],
    ['linux-x64/classic-level.musl.node', ['linux-without-glibc-x64']],
    ['linux-arm64/classic-level.armv8.node', ['linux-arm64']],
    ['android-arm64/classic-level.armv8.node', ['linux-without-glibc-arm64']],
    ['win32-x64/classic-level.node', ['win32-x64']],
    ['darwin-x64+arm64/classic-level.node', ['darwin-x64', 'darwin-arm64']],
  ])('tells the real library %s', (name, targets) => {
    const file = path.join(root, 'node_modules', 'classic-level', 'prebuilds', name)
    expect(targetsOf(readFileSync(file)).sort()).toEqual([...targets].sort())
  })
})
