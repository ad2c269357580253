import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { History } from './history'
import { openSqliteHistory } from './sqlite-history'
import { message } from './testing/messages'
import { PACKAGES, transpiled } from './testing/transpiled'

let folder: string
let file: string
let history: History | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'))
  file = join(folder, 'porchlight.db')
})
afterEach(() => {
  history?.close()
  history = undefined
  rmSync(folder, { recursive: true, force: true })
})

function open(): History {
  history = openSqliteHistory(() => new Database(file))
  return history
}

/** A file as the first version wrote it. */
function writeFirstVersion(count: number): void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.exec(`
    CREATE TABLE message (
      room TEXT NOT NULL, id TEXT NOT NULL, clock INTEGER NOT NULL, user TEXT, text TEXT NOT NULL,
      ts INTEGER NOT NULL, cut INTEGER NOT NULL, delivery TEXT, PRIMARY KEY (room, id)
    ) WITHOUT ROWID;
    CREATE INDEX message_order ON message (room, clock, id);
    CREATE TABLE draft (room TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
    INSERT INTO draft VALUES ('chat', 'half a'), ('other', '');
    PRAGMA user_version = 1; BEGIN`)
  const put = db.prepare('INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  for (let clock = 1; clock <= count; clock++) {
    put.run(
      'chat',
      `id-${clock}`,
      clock,
      clock % 3 ? 'John' : null,
      `text ${clock}`,
      1_000 + clock,
      clock % 5 ? 0 : 1,
      clock % 7 ? null : 'sent',
    )
  }
  db.exec('COMMIT')
  db.close()
}

const version = (): unknown => {
  const db = new Database(file)
  const { user_version: found } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  db.close()
  return found
}

describe('the schema', () => {
  it('says which version it has, and is left alone by the next start', () => {
    open().close()
    expect(version()).toBe(2)
    open()
  })

  it('keeps everything that the first version kept', () => {
    writeFirstVersion(70)
    const migrated = open()
    const all = [...migrated.all('chat')]
    expect(all).toHaveLength(70)
    expect(all[0]).toStrictEqual({ id: 'id-1', clock: 1, user: 'John', text: 'text 1', ts: 1_001, at: 1_001 })
    expect(all[14]).toStrictEqual({
      id: 'id-15',
      clock: 15,
      text: 'text 15',
      ts: 1_015,
      at: 1_015,
      cut: true,
    })
    expect(all[6]?.delivery).toBe('sent')
    expect(migrated.memory('chat')).toEqual({ draft: 'half a' })
    expect(migrated.search('text 70', {}).hits.map(({ id }) => id)).toEqual(['id-70'])
  })

  it('comes as a whole or not at all', () => {
    writeFirstVersion(10)
    const db = new Database(file)
    // A table of that name in the way makes the step fail near its end.
    db.exec('CREATE TABLE indexed (x)')
    db.close()
    expect(() => open()).toThrow('indexed')
    expect(version()).toBe(1)
    const after = new Database(file)
    expect(after.prepare('SELECT count(*) AS count FROM message').get()).toMatchObject({ count: 10 })
    after.exec('DROP TABLE indexed')
    after.close()
    expect(open().recent('chat', 100)).toHaveLength(10)
  })

  it('outlives being killed at any moment of the change', async () => {
    const script = `
      const { prepareSchema } = require(${JSON.stringify(transpiled('schema', join(folder, 'code')))})
      const Database = require(${JSON.stringify(join(PACKAGES, 'libsql'))})
      const db = new Database(${JSON.stringify(file)})
      require('node:fs').writeSync(1, 'begin')
      prepareSchema(db)
      require('node:fs').writeSync(1, 'end')`
    const seen = new Set<unknown>()
    for (let run = 0; run < 20; run++) {
      for (const companion of ['', '-wal', '-shm']) rmSync(file + companion, { force: true })
      writeFirstVersion(4_000)
      const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), run * 2))
      await once(child, 'exit')
      seen.add(version())
      const migrated = open()
      expect([...migrated.all('chat')]).toHaveLength(4_000)
      expect(migrated.memory('chat').draft).toBe('half a')
      migrated.close()
    }
    history = undefined
    expect(seen).toContain(1)
  }, 60_000)
})

describe('the file', () => {
  it('has everything that was put when the process is killed, and finds it', async () => {
    const script = `
      const { openSqliteHistory } = require(${JSON.stringify(transpiled('sqlite-history', join(folder, 'code')))})
      const Database = require(${JSON.stringify(join(PACKAGES, 'libsql'))})
      const history = openSqliteHistory(() => new Database(${JSON.stringify(file)}))
      for (let n = 1; ; n++) {
        history.put('chat', { id: 'id-' + n, clock: n, text: 'word' + n, ts: 1, at: 1 })
        require('node:fs').writeSync(1, n + '\\n')
      }`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    for await (const chunk of child.stdout) {
      said += String(chunk)
      if (said.length > 2_000) child.kill('SIGKILL')
    }
    if (child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    const last = Number(said.split('\n').at(-2))
    expect(last).toBeGreaterThan(100)

    const after = open()
    const kept = after.recent('chat', 100_000).map(({ clock }) => clock)
    expect(kept.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1))
    for (const n of [20, 64, 65, last]) {
      expect(after.search(`word${n}`, {}).hits.map(({ id }) => id)).toContain(`id-${n}`)
    }
    after.put('chat', message('after', last + 10))
    expect(after.has('chat', 'after')).toBe(true)
  })

  it.each([3, 2_000])('has nothing left of %i deleted messages', (count) => {
    const one = open()
    for (let clock = 1; clock <= count; clock++) {
      one.put('chat', message(`id-${clock}`, clock, { text: `Xylophone${clock} and quokka${clock}` }))
    }
    one.put('other', message('stays', 1, { text: 'remains' }))
    one.search('xylophone', {})
    const bytes = (): string =>
      [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name, 'latin1') : '')).join('')
    expect(bytes()).toMatch(/xylo/i)
    while (one.clear('chat').more);
    expect(bytes()).not.toMatch(/xylo|ylopho|quokka|uokka/i)
    expect(one.search('remains', {}).hits).toHaveLength(1)
    expect(one.has('chat', 'id-1')).toBe(true)
  })

  it('has nothing left of a text that was changed or taken back', () => {
    const one = open()
    one.put('chat', message('a', 1, { text: 'Xylophone' }))
    one.search('xylophone', {})
    one.put('chat', message('a', 1, { text: '', deleted: true, revision: 1 }))
    one.close()
    history = undefined
    expect(readFileSync(file, 'latin1')).not.toMatch(/xylo|ylophone/i)
  })
})
