import type Database from 'libsql'
import type { DeliveryState } from '@shared/chat/message'
import type { History, StoredMessage } from './history'

/** Every step of the schema, in order; a file's `user_version` says how many it has. Steps are only ever added. */
const MIGRATIONS = [
  `CREATE TABLE message (
     room TEXT NOT NULL, id TEXT NOT NULL, clock INTEGER NOT NULL, user TEXT, text TEXT NOT NULL,
     ts INTEGER NOT NULL, cut INTEGER NOT NULL, delivery TEXT,
     PRIMARY KEY (room, id)
   ) WITHOUT ROWID;
   CREATE INDEX message_order ON message (room, clock, id);
   CREATE TABLE draft (room TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;`,
]

interface Row {
  id: string
  clock: number
  user: string | null
  text: string
  ts: number
  cut: number
  delivery: DeliveryState | null
}

/** History in a SQLite file. Throws where the file is damaged or newer than this program. */
export function openSqliteHistory(open: () => Database.Database): History {
  const db = open()
  try {
    prepareSchema(db)
  } catch (error) {
    db.close()
    throw error
  }
  const recent = db.prepare('SELECT * FROM message WHERE room = ? ORDER BY clock DESC, id DESC LIMIT ?')
  const has = db.prepare('SELECT 1 FROM message WHERE room = ? AND id = ?')
  const put = db.prepare(
    'INSERT OR REPLACE INTO message (room, id, clock, user, text, ts, cut, delivery) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const remove = db.prepare('DELETE FROM message WHERE room = ? AND id = ?')
  const draft = db.prepare('SELECT text FROM draft WHERE room = ?')
  const setDraft = db.prepare('INSERT OR REPLACE INTO draft (room, text) VALUES (?, ?)')

  return {
    recent: (room, limit) => (recent.all(room, limit) as Row[]).map(fromRow).reverse(),
    has: (room, id) => has.get(room, id) !== undefined,
    put: (room, { id, clock, user, text, ts, cut, delivery }) => {
      put.run(room, id, clock, user ?? null, text, Math.round(ts), cut ? 1 : 0, delivery ?? null)
    },
    remove: (room, id) => void remove.run(room, id),
    draft: (room) => (draft.get(room) as { text: string } | undefined)?.text ?? '',
    setDraft: (room, text) => void setDraft.run(room, text),
    close: () => {
      db.close()
    },
  }
}

function prepareSchema(db: Database.Database): void {
  // WAL with NORMAL outlives a kill of the process; only a power cut can take the last messages, and the room's other copies have them.
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  const check = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (check.quick_check !== 'ok') throw new Error('the database is damaged')
  const version = Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
  if (version > MIGRATIONS.length) throw new Error('the database is from a newer Porchlight')
  if (version === MIGRATIONS.length) return
  // All or nothing: a kill in between must not leave tables that the next start takes for damage.
  db.exec(
    `BEGIN; ${MIGRATIONS.slice(version).join('\n')} PRAGMA user_version = ${MIGRATIONS.length}; COMMIT;`,
  )
}

function fromRow({ id, clock, user, text, ts, cut, delivery }: Row): StoredMessage {
  return {
    id,
    clock,
    text,
    ts,
    ...(user === null ? {} : { user }),
    ...(cut ? { cut: true as const } : {}),
    ...(delivery === null ? {} : { delivery }),
  }
}
