import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgivingHistory } from './forgiving-history'
import type { History } from './history'
import { openSqliteHistory } from './sqlite-history'
import { message } from './testing/messages'
import type { WriteTrouble } from './write-trouble'

let folder: string
let db: Database.Database
let history: History
const trouble = vi.fn<(kind: WriteTrouble) => void>()

function open(): void {
  const inner = openSqliteHistory(() => (db = new Database(join(folder, 'porchlight.db'))))
  history = forgivingHistory(inner, trouble)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-store-'))
  trouble.mockClear()
  open()
})
afterEach(() => {
  history.close()
  rmSync(folder, { recursive: true, force: true })
})

const ids = (messages: Iterable<{ id: string }>): string[] => Array.from(messages, ({ id }) => id)
/** As much as a page can hold and more, so that no room left in the file takes it. */
const long = { text: 'x'.repeat(9_000) }
const fill = (): void => void db.pragma(`max_page_count = ${String(pages())}`)
const free = (): void => void db.pragma('max_page_count = 1000000')
const pages = (): number => (db.prepare('PRAGMA page_count').get() as { page_count: number }).page_count

describe('forgivingHistory', () => {
  it('passes on what works', () => {
    history.put('chat', message('a', 1))
    history.remember('chat', { draft: 'later' })
    expect(history.recent('chat', 10)).toEqual([message('a', 1)])
    expect(history.memory('chat').draft).toBe('later')
    expect(ids(history.search('text', {}).hits)).toEqual(['a'])
    history.remove('chat', 'a')
    expect(history.has('chat', 'a')).toBe(false)
    expect(history.forget('chat').messages).toBe(0)
    expect(trouble).not.toHaveBeenCalled()
  })

  it('shows what came while the disk was full, in its place, and says so once', () => {
    history.put('chat', message('first', 1))
    history.put('chat', message('last', 9))
    fill()
    for (const clock of [3, 4, 5]) history.put('chat', message(`in-${clock}`, clock, long))
    expect(trouble.mock.calls).toEqual([['history-full']])
    expect(ids(history.recent('chat', 10))).toEqual(['first', 'in-3', 'in-4', 'in-5', 'last'])
    expect(ids(history.recent('chat', 2))).toEqual(['in-5', 'last'])
    expect(ids(history.before('chat', message('in-5', 5), 2))).toEqual(['in-3', 'in-4'])
    expect(ids(history.after('chat', message('first', 1), 2))).toEqual(['in-3', 'in-4'])
    expect(ids(history.all('chat'))).toEqual(['first', 'in-3', 'in-4', 'in-5', 'last'])
    expect(history.get('chat', 'in-4')).toEqual(message('in-4', 4, long))
    expect(history.has('chat', 'in-4')).toBe(true)
    expect(history.unread('chat', { clock: 1, id: 'first' })).toEqual({
      count: 4,
      first: { clock: 3, id: 'in-3' },
    })
    expect(history.firstSince('chat', message('in-3', 3).ts)).toEqual({ clock: 3, id: 'in-3' })
  })

  it('refuses an own message that was not written down, and nothing else of one', () => {
    history.put('chat', message('own', 1, { delivery: 'queued' }))
    fill()
    expect(() => history.put('chat', message('new', 2, { ...long, delivery: 'queued' }))).toThrow('full')
    expect(history.has('chat', 'new')).toBe(false)
    db.pragma('query_only = ON')
    history.put('chat', message('own', 1, { delivery: 'sending' }))
    expect(ids(history.underWay('chat'))).toEqual(['own'])
    history.put('chat', message('own', 1, { delivery: 'sent' }))
    expect(history.underWay('chat')).toEqual([])
    expect(history.get('chat', 'own')?.delivery).toBe('sent')
    db.pragma('query_only = OFF')
  })

  it('writes down what was in memory as soon as it can', () => {
    history.put('chat', message('a', 1))
    history.put('chat', message('gone', 2, { delivery: 'queued' }))
    db.pragma('query_only = ON')
    history.put('chat', message('b', 3, long))
    history.put('chat', message('a', 4, { text: 'moved' }))
    history.remember('chat', { draft: 'half', read: { clock: 1, id: 'a' } })
    history.remember('chat', { draft: 'half a' })
    history.remove('chat', 'gone')
    expect(trouble.mock.calls).toEqual([['history-read-only']])
    expect(ids(history.recent('chat', 10))).toEqual(['b', 'a'])
    expect(history.firstSince('chat', message('x', 1).ts)).toEqual({ clock: 3, id: 'b' })
    expect(history.has('chat', 'gone')).toBe(false)
    expect(history.memory('chat')).toEqual({ draft: 'half a', read: { clock: 1, id: 'a' } })
    expect(history.clear('chat').messages).toBe(0)
    db.pragma('query_only = OFF')
    history.put('chat', message('c', 5))
    history.close()
    open()
    expect(history.recent('chat', 10)).toEqual([
      message('b', 3, long),
      message('a', 4, { text: 'moved' }),
      message('c', 5),
    ])
    expect(history.memory('chat')).toEqual({ draft: 'half a', read: { clock: 1, id: 'a' } })
    expect(ids(history.search('moved', {}).hits)).toEqual(['a'])
  })

  it('says it again when the disk is full again, and writes the rest when it closes', () => {
    history.put('chat', message('a', 1))
    fill()
    history.put('chat', message('b', 2, long))
    free()
    history.put('chat', message('c', 3, long))
    fill()
    history.put('chat', message('d', 4, long))
    expect(trouble.mock.calls).toEqual([['history-full'], ['history-full']])
    free()
    history.close()
    open()
    expect(ids(history.recent('chat', 10))).toEqual(['a', 'b', 'c', 'd'])
  })

  it('never fails for a draft', () => {
    db.pragma('query_only = ON')
    expect(() => history.remember('chat', { draft: 'x' })).not.toThrow()
    expect(history.memory('chat').draft).toBe('x')
    db.pragma('query_only = OFF')
  })
})
