import type Database from 'libsql'
import type { MessageKey } from '@shared/chat/message'
import { SEARCH_PAGE } from '@shared/chat/page'
import { type Deleted, MOST_UNREAD, type History, type RoomMemory, type StoredMessage } from './history'
import { ask } from './ask'
import { isDamage } from './write-trouble'
import { FIRST_PLACE, pagesOf } from './pages-of'
import { COLUMNS, fromRow, toMemory, toRow, type Row } from './rows'
import { prepareSchema } from './schema'
import { SearchIndex, type Indexed } from './search-index'
import { excerpt, searchWords } from './search-text'
import { together } from './together'

/** Messages that one call deletes: some 50 milliseconds. */
const PART = 300
/** Milliseconds that one call goes on wiping. */
const WIPING = 40

const UNDER_WAY = `(delivery IN ('queued', 'sending') OR changing = 1)`
const SETTLED = `coalesce(delivery, '') NOT IN ('queued', 'sending') AND changing IS NOT 1`

/** History in a SQLite file. Throws where the file cannot be opened, is newer than this program or is found damaged on the way. */
export function openSqliteHistory(open: () => Database.Database): History {
  const db = open()
  try {
    prepareSchema(db)
    return sqliteHistory(db)
  } catch (error) {
    db.close()
    throw error
  }
}

function sqliteHistory(db: Database.Database): History {
  const index = new SearchIndex(db)
  const sql = statements(db)
  const messages = (rows: unknown[]): StoredMessage[] => (rows as Row[]).map(fromRow)
  const after = (room: string, { clock, id }: MessageKey, limit: number): StoredMessage[] =>
    messages(sql.after.all(room, clock, id, limit))

  /** Deletes a part of what is found, and wipes what the index still has of it. */
  const deletePart = (found: Indexed[], bury: boolean): Deleted => {
    if (found.length > 0) {
      together(db, () => {
        index.remove(found)
        for (const { nr, room, id } of found as (Indexed & { id: string })[]) {
          if (bury) sql.bury.run(room, id)
          sql.delete.run(nr)
        }
      })
    }
    if (found.length === PART) return { messages: PART, more: true }
    const until = performance.now() + WIPING
    let left = index.wipe()
    const wiped = left || found.length > 0
    while (left && performance.now() < until) left = index.wipe()
    // The log of what was written has the old pages.
    if (wiped && !left && !db.inTransaction) db.pragma('wal_checkpoint(TRUNCATE)')
    return { messages: found.length, more: left }
  }

  return {
    recent: (room, limit) => messages(sql.recent.all(room, limit)).reverse(),
    before: (room, { clock, id }, limit) => messages(sql.before.all(room, clock, id, limit)).reverse(),
    after,
    firstSince: (room, ts) => {
      const row = sql.firstSince.get(room, ts) as MessageKey | undefined
      return row && { clock: row.clock, id: row.id }
    },
    get: (room, id) => {
      const row = sql.get.get(room, id) as Row | undefined
      return row && fromRow(row)
    },
    has: (room, id) => sql.known.get(room, id) !== undefined || sql.gone.get(room, id) !== undefined,
    underWay: (room) => messages(sql.underWay.all(room)),
    put: (room, message) => {
      const old = sql.known.get(room, message.id) as Indexed | undefined
      if (!old) {
        sql.insert.run(room, message.id, ...toRow(message))
        unlessDamaged(() => index.added())
      } else if (old.text === message.text) {
        sql.update.run(...toRow(message), old.nr)
      } else {
        together(db, () => {
          sql.update.run(...toRow(message), old.nr)
          index.replace(old, message.text)
        })
      }
    },
    remove: (room, id) => {
      const old = sql.known.get(room, id) as Indexed | undefined
      if (!old) return
      together(db, () => {
        index.remove([old])
        sql.delete.run(old.nr)
      })
    },
    unread: (room, from) => {
      const { clock, id } = from ?? FIRST_PLACE
      const { count } = sql.unread.get(room, clock, id, MOST_UNREAD) as { count: number }
      const first = sql.firstUnread.get(room, clock, id) as MessageKey | undefined
      return { count, ...(first ? { first: { clock: first.clock, id: first.id } } : {}) }
    },
    search: (text, { room, before = Number.MAX_SAFE_INTEGER }) => {
      const words = searchWords(text)
      unlessDamaged(() => index.flush())
      const found = index.find(words, room, before, SEARCH_PAGE + 1)
      const numbers = found.slice(0, SEARCH_PAGE)
      const hits = numbers.flatMap((nr) => {
        const row = sql.byNumber.get(nr) as Row | undefined
        if (!row) return []
        const { user, ts } = row
        const name = user === null ? {} : { user }
        return [{ room: row.room, id: row.id, ...name, ts, pieces: excerpt(row.text, words) }]
      })
      const last = numbers.at(-1)
      return { hits, ...(found.length > SEARCH_PAGE && last !== undefined ? { more: last } : {}) }
    },
    all: (room) => pagesOf((key, limit) => after(room, key, limit)),
    clear: (room, time) =>
      deletePart(
        (time === undefined ? sql.clear.all(room, PART) : sql.clearOld.all(room, time, PART)) as Indexed[],
        true,
      ),
    prune: (time) => deletePart(sql.prune.all(time, PART) as Indexed[], true),
    forget: (room) => {
      const deleted = deletePart(sql.ofRoom.all(room, PART) as Indexed[], false)
      if (deleted.messages < PART) {
        together(db, () => {
          sql.forgetGone.run(room)
          sql.forgetRoom.run(room)
        })
      }
      return deleted
    },
    memory: (room) => toMemory(sql.memory.get(room)),
    remember: (room, change) => {
      const { draft, read, last, rules }: RoomMemory = { ...toMemory(sql.memory.get(room)), ...change }
      sql.remember.run(room, draft, json(read), json(last), json(rules))
    },
    close: () => {
      if (!db.open) return
      try {
        // The driver may leave the file open until its statements are collected; the file is whole by itself before.
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch {
        // What cannot be written is told where somebody wanted it written; the log is read at the next start.
      }
      db.close()
    },
  }
}

/** A disk that takes nothing leaves new messages out of the index for now; neither the message that was written nor the search fails by that. */
function unlessDamaged(write: () => void): void {
  try {
    write()
  } catch (error) {
    if (isDamage(error)) throw error
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

function statements(db: Database.Database) {
  const room = 'FROM message WHERE room = ?'
  const marks = COLUMNS.replace(/\w+/g, '?')
  return {
    recent: ask(db, `SELECT * ${room} ORDER BY clock DESC, id DESC LIMIT ?`),
    before: ask(db, `SELECT * ${room} AND (clock, id) < (?, ?) ORDER BY clock DESC, id DESC LIMIT ?`),
    after: ask(db, `SELECT * ${room} AND (clock, id) > (?, ?) ORDER BY clock, id LIMIT ?`),
    firstSince: ask(db, `SELECT clock, id ${room} AND ts >= ? ORDER BY clock, id LIMIT 1`),
    get: ask(db, `SELECT * ${room} AND id = ?`),
    byNumber: ask(db, 'SELECT * FROM message WHERE nr = ?'),
    known: ask(db, `SELECT nr, room, text ${room} AND id = ?`),
    gone: ask(db, 'SELECT 1 FROM gone WHERE room = ? AND id = ?'),
    underWay: ask(db, `SELECT * ${room} AND ${UNDER_WAY} ORDER BY clock, id`),
    insert: db.prepare(`INSERT INTO message (room, id, ${COLUMNS}) VALUES (?, ?, ${marks})`),
    update: db.prepare(`UPDATE message SET (${COLUMNS}) = (${marks}) WHERE nr = ?`),
    delete: db.prepare('DELETE FROM message WHERE nr = ?'),
    bury: db.prepare('INSERT OR IGNORE INTO gone (room, id) VALUES (?, ?)'),
    unread: ask(
      db,
      `SELECT count(*) AS count FROM (SELECT 1 ${room} AND (clock, id) > (?, ?) AND delivery IS NULL LIMIT ?)`,
    ),
    firstUnread: ask(
      db,
      `SELECT clock, id ${room} AND (clock, id) > (?, ?) AND delivery IS NULL ORDER BY clock, id LIMIT 1`,
    ),
    clear: ask(db, `SELECT nr, room, id, text ${room} AND ${SETTLED} ORDER BY clock, id LIMIT ?`),
    clearOld: ask(
      db,
      `SELECT nr, room, id, text ${room} AND at < ? AND ${SETTLED} ORDER BY clock, id LIMIT ?`,
    ),
    prune: ask(db, `SELECT nr, room, id, text FROM message WHERE at < ? AND ${SETTLED} ORDER BY at LIMIT ?`),
    ofRoom: ask(db, `SELECT nr, room, id, text ${room} ORDER BY clock, id LIMIT ?`),
    forgetGone: db.prepare('DELETE FROM gone WHERE room = ?'),
    forgetRoom: db.prepare('DELETE FROM room WHERE name = ?'),
    memory: ask(db, 'SELECT draft, read, last, rules FROM room WHERE name = ?'),
    remember: db.prepare(
      `INSERT INTO room (name, draft, read, last, rules) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET draft = excluded.draft, read = excluded.read, last = excluded.last, rules = excluded.rules`,
    ),
  }
}
