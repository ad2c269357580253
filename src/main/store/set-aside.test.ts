import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { copyAside, setAside } from './set-aside'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-aside-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const at = new Date('2026-01-02T03:04:05.678Z')

it('renames a file so that its name says what and when, and keeps what is in it', () => {
  writeFileSync(join(folder, 'settings.json'), 'broken')
  expect(setAside(join(folder, 'settings.json'), at)).toBe('settings.broken-2026-01-02T03-04-05-678Z.json')
  expect(readdirSync(folder)).toEqual(['settings.broken-2026-01-02T03-04-05-678Z.json'])
  expect(readFileSync(join(folder, 'settings.broken-2026-01-02T03-04-05-678Z.json'), 'utf8')).toBe('broken')
})

it('takes the companions of a database along', () => {
  for (const ending of ['', '-wal', '-shm']) writeFileSync(join(folder, `porchlight.db${ending}`), ending)
  const aside = setAside(join(folder, 'porchlight.db'), at)
  expect(readdirSync(folder).toSorted()).toEqual([aside, `${aside}-shm`, `${aside}-wal`])
})

it('has nothing to do where there is nothing, and says so where it may not', () => {
  expect(setAside(join(folder, 'settings.json'))).toBeUndefined()
  writeFileSync(join(folder, 'file'), '')
  expect(setAside(join(folder, 'file', 'settings.json'))).toBeUndefined()
})

it('leaves a file that is used on in its place', () => {
  writeFileSync(join(folder, 'settings.json'), 'broken in parts')
  const aside = copyAside(join(folder, 'settings.json'), at)
  expect(aside).toBe('settings.broken-2026-01-02T03-04-05-678Z.json')
  for (const name of ['settings.json', aside ?? '']) {
    expect(readFileSync(join(folder, name), 'utf8')).toBe('broken in parts')
  }
})

it('moves what cannot be copied', () => {
  mkdirSync(join(folder, 'settings.json'))
  expect(readdirSync(folder)).toEqual(['settings.json'])
  const aside = copyAside(join(folder, 'settings.json'), at)
  expect(readdirSync(folder)).toEqual([aside])
})
