import * as fs from 'node:fs'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openHistory } from './open-history'
import { setAside } from './set-aside'

// As Windows does it with files that somebody has open.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return {
    ...real,
    renameSync: () => {
      throw Object.assign(new Error('resource busy or locked'), { code: 'EBUSY' })
    },
  }
})

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-held-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('sets a copy aside and leaves nothing in a file that cannot be renamed', () => {
  for (const ending of ['', '-wal', '-shm'])
    writeFileSync(join(folder, `porchlight.db${ending}`), `broken${ending}`)
  const aside = setAside(join(folder, 'porchlight.db')) ?? ''
  expect(readFileSync(join(folder, aside), 'utf8')).toBe('broken')
  expect(readFileSync(join(folder, `${aside}-wal`), 'utf8')).toBe('broken-wal')
  expect(readFileSync(join(folder, 'porchlight.db-shm'), 'utf8')).toBe('broken-shm')
  for (const ending of ['', '-wal'])
    expect(readFileSync(join(folder, `porchlight.db${ending}`))).toHaveLength(0)
})

it('touches nothing that can neither be renamed nor copied', () => {
  mkdirSync(join(folder, 'porchlight.db'))
  expect(setAside(join(folder, 'porchlight.db'))).toBeUndefined()
  expect(readdirSync(folder)).toEqual(['porchlight.db'])
})

it('begins a new history where the old file is broken and cannot be renamed', () => {
  writeFileSync(join(folder, 'porchlight.db'), 'this is not a database'.repeat(500))
  const { history, trouble } = openHistory(folder, () => undefined)
  expect(trouble?.kind).toBe('history-broken')
  history.put('chat', { id: 'a', clock: 1, text: 'hello', ts: 1, at: 1 })
  history.close()
  const again = openHistory(folder, () => undefined)
  expect(again.trouble).toBeUndefined()
  expect(again.history.recent('chat', 10)).toMatchObject([{ id: 'a', text: 'hello' }])
  again.history.close()
})
