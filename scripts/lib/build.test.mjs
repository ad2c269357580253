import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isStale } from './build.mjs'

const results = [
  'main/index.cjs',
  'preload/index.cjs',
  'renderer/controller/index.html',
  'renderer/chat/index.html',
  'renderer/panel/index.html',
]
let folder

/** A source or result last changed at this second. */
function put(name, second) {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '')
  utimesSync(file, second, second)
}

function setFolderTime(name, second) {
  utimesSync(path.join(folder, name), second, second)
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'porchlight-build-'))
  put('src/main/index.ts', 100)
  put('package.json', 100)
  for (const name of results) put(`out/${name}`, 200)
  setFolderTime('src/main', 100)
  setFolderTime('src', 100)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a build newer than its sources is used', () => {
  expect(isStale(folder)).toBe(false)
})

test('a source that changed since makes it stale', () => {
  put('src/main/index.ts', 300)
  setFolderTime('src/main', 100)
  expect(isStale(folder)).toBe(true)
})

test('so does a deleted source, of which only the folder tells', () => {
  setFolderTime('src/main', 300)
  expect(isStale(folder)).toBe(true)
})

test('so does a new version of the packages', () => {
  put('package-lock.json', 300)
  expect(isStale(folder)).toBe(true)
})

test('a build that was interrupted is not taken for a finished one', () => {
  put('package.json', 250)
  put('out/main/index.cjs', 300)
  expect(isStale(folder)).toBe(true)
})

test.each(results)('a build without %s is none', (name) => {
  rmSync(path.join(folder, 'out', name))
  expect(isStale(folder)).toBe(true)
})
