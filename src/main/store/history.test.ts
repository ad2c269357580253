import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import ts from 'typescript'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareMessages } from '@shared/chat/message'
import type { History, StoredMessage } from './history'
import { createMemoryHistory } from './memory-history'
import { openHistory } from './open-history'
import { openSqliteHistory } from './sqlite-history'

let folder: string
const opened: History[] = []
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'))))
afterEach(() => {
  for (const history of opened.splice(0)) history.close()
  rmSync(folder, { recursive: true, force: true })
})

const message = (id: string, clock: number, more: Partial<StoredMessage> = {}): StoredMessage => ({
  id,
  clock,
  user: 'John',
  text: `text of ${id}`,
  ts: 1_766_000_000_000 + clock,
  ...more,
})

function sqlite(file = join(folder, 'porchlight.db')): History {
  const history = openSqliteHistory(() => new Database(file))
  opened.push(history)
  return history
}

describe.each([
  ['in a file', () => sqlite()],
  ['in memory', () => createMemoryHistory()],
])('a history %s', (_name, create) => {
  let history: History
  beforeEach(() => (history = create()))

  it('is empty at first', () => {
    expect(history.recent('chat', 10)).toEqual([])
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.draft('chat')).toBe('')
  })

  it.each<StoredMessage>([
    message('plain', 1),
    message('nobody', 2, { user: undefined }),
    message('cut', 3, { cut: true, text: 'x'.repeat(10_000) }),
    message('own', 4, { delivery: 'queued' }),
    message('words', 5, { text: 'é€😀\n\t"\'; DROP TABLE message; --', user: "O'Hara" }),
    message('empty', 6, { text: '' }),
    message('large', Number.MAX_SAFE_INTEGER),
    message('early', 7, { ts: 0 }),
  ])('gives back what was put: $id', (given) => {
    history.put('chat', given)
    const { user, ...rest } = given
    expect(history.recent('chat', 10)).toEqual([user === undefined ? rest : given])
    expect(history.has('chat', given.id)).toBe(true)
  })

  it('gives the last ones in the order of the room, however they came', () => {
    const messages = [message('c', 2), message('a', 3), message('b', 2), message('z', 1), message('d', 10)]
    for (const one of messages) history.put('chat', one)
    const inOrder = messages.toSorted(compareMessages).map(({ id }) => id)
    expect(history.recent('chat', 10).map(({ id }) => id)).toEqual(inOrder)
    expect(history.recent('chat', 2).map(({ id }) => id)).toEqual(inOrder.slice(-2))
    expect(history.recent('chat', 5)).toHaveLength(5)
  })

  it('replaces the message with the same id', () => {
    history.put('chat', message('a', 1, { delivery: 'queued' }))
    history.put('chat', message('a', 5, { delivery: 'sent', text: 'moved' }))
    expect(history.recent('chat', 10)).toEqual([message('a', 5, { delivery: 'sent', text: 'moved' })])
  })

  it('keeps rooms apart', () => {
    history.put('chat', message('a', 1))
    history.put('other', message('a', 2))
    history.remove('chat', 'a')
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.recent('other', 10)).toEqual([message('a', 2)])
    history.remove('chat', 'never there')
  })

  it('keeps a draft for each room', () => {
    history.setDraft('chat', 'half a')
    history.setDraft('chat', 'half a sentence\nand a line')
    history.setDraft('other', 'x')
    expect(history.draft('chat')).toBe('half a sentence\nand a line')
    history.setDraft('chat', '')
    expect(history.draft('chat')).toBe('')
    expect(history.draft('other')).toBe('x')
  })

  it('knows rooms that are named like parts of JavaScript', () => {
    for (const room of ['__proto__', 'constructor', 'toString']) {
      expect(history.draft(room)).toBe('')
      history.put(room, message('hasOwnProperty', 1))
      expect(history.has(room, 'hasOwnProperty')).toBe(true)
      expect(history.has(room, '__proto__')).toBe(false)
    }
  })
})

describe('the file', () => {
  const file = (): string => join(folder, 'porchlight.db')

  it('has everything after it was closed and opened again', () => {
    const first = openSqliteHistory(() => new Database(file()))
    first.put('chat', message('a', 1, { delivery: 'sending' }))
    first.setDraft('chat', 'half a')
    first.close()
    const again = sqlite()
    expect(again.recent('chat', 10)).toEqual([message('a', 1, { delivery: 'sending' })])
    expect(again.draft('chat')).toBe('half a')
  })

  it('is made in a folder that is not there yet', () => {
    const { history, trouble } = openHistory(join(folder, 'not', 'yet'))
    opened.push(history)
    expect(trouble).toBeUndefined()
    expect(existsSync(join(folder, 'not', 'yet', 'porchlight.db'))).toBe(true)
  })

  it('says which schema it has, and is left alone by the next start', () => {
    sqlite()
    const db = new Database(file())
    expect(db.prepare('PRAGMA user_version').get()).toMatchObject({ user_version: 1 })
    db.close()
    expect(() => sqlite()).not.toThrow()
  })

  it('gets the whole schema or none of it', () => {
    const db = new Database(file())
    // A table of that name in the way makes the step fail in its middle.
    db.exec('CREATE TABLE draft (x)')
    db.close()
    expect(() => sqlite()).toThrow()
    const after = new Database(file())
    expect(after.prepare("SELECT name FROM sqlite_master WHERE name = 'message'").get()).toBeUndefined()
    after.close()
  })

  it('from a newer program is set aside whole, not touched', () => {
    sqlite().put('chat', message('precious', 1))
    opened.pop()?.close()
    const db = new Database(file())
    db.exec('PRAGMA user_version = 99')
    db.close()
    const { history, trouble } = openHistory(folder)
    opened.push(history)
    expect(history.recent('chat', 10)).toEqual([])
    expect(trouble?.kind).toBe('history-broken')
    const aside = new Database(join(folder, trouble?.detail ?? ''))
    expect(aside.prepare('SELECT id FROM message').get()).toMatchObject({ id: 'precious' })
    aside.close()
  })

  it.each([
    ['is no database', () => Buffer.from('this is not a database, whatever it is called'.repeat(100))],
    ['was cut off', (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2) + 100)],
    ['has rubbish in its middle', (whole: Buffer) => Buffer.from(whole).fill(0xa5, 4_096, whole.length - 1)],
  ])('that %s is set aside and named, and a new one works', (_name, spoil) => {
    const first = openSqliteHistory(() => new Database(file()))
    for (let clock = 1; clock <= 500; clock++) first.put('chat', message(`id-${clock}`, clock))
    first.close()
    const spoilt = spoil(readFileSync(file()))
    writeFileSync(file(), spoilt)
    writeFileSync(`${file()}-wal`, 'left over')
    writeFileSync(`${file()}-shm`, 'left over')

    const { history, trouble } = openHistory(folder)
    opened.push(history)
    expect(trouble).toEqual({
      kind: 'history-broken',
      detail: expect.stringMatching(/^porchlight\.broken-[\dTZ-]+\.db$/) as string,
    })
    expect(readFileSync(join(folder, trouble?.detail ?? ''))).toEqual(spoilt)
    history.put('chat', message('new', 1))
    expect(history.recent('chat', 10)).toEqual([message('new', 1)])
  })

  it('that is a folder is set aside too', () => {
    mkdirSync(file())
    const { history, trouble } = openHistory(folder)
    opened.push(history)
    expect(trouble?.kind).toBe('history-broken')
    history.put('chat', message('a', 1))
    expect(history.has('chat', 'a')).toBe(true)
  })

  it('that cannot be written anywhere is replaced by the memory, and that is said', () => {
    writeFileSync(join(folder, 'file'), '')
    const below = join(folder, 'file', 'below')
    const { history, trouble } = openHistory(below)
    expect(trouble).toEqual({ kind: 'folder-unwritable', detail: below })
    history.put('chat', message('a', 1))
    expect(history.recent('chat', 1)).toEqual([message('a', 1)])
  })

  it('has everything that was put when the process is killed', async () => {
    const libsql = createRequire(import.meta.url).resolve('libsql')
    // The adapter has no imports but types, so that it can run on its own in a process that never closes the file.
    const source = readFileSync(new URL('./sqlite-history.ts', import.meta.url), 'utf8')
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } })
    const script = `
      ${outputText}
      const Database = require(${JSON.stringify(libsql)})
      const history = exports.openSqliteHistory(() => new Database(${JSON.stringify(file())}))
      for (let n = 1; ; n++) {
        history.put('chat', { id: 'id-' + n, clock: n, text: 'x', ts: 1 })
        require('node:fs').writeSync(1, n + '\\n')
      }`
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    let told = ''
    for await (const chunk of child.stdout) {
      told += String(chunk)
      if (told.length > 2_000) child.kill('SIGKILL')
    }
    if (child.signalCode === null) await once(child, 'exit')
    expect(child.signalCode).toBe('SIGKILL')
    const last = Number(told.split('\n').at(-2))
    expect(last).toBeGreaterThan(100)

    const history = sqlite()
    const kept = history.recent('chat', 100_000).map(({ clock }) => clock)
    expect(kept.slice(0, last)).toEqual(Array.from({ length: last }, (_, index) => index + 1))
    history.put('chat', message('after', last + 10))
    expect(history.has('chat', 'after')).toBe(true)
  })
})
