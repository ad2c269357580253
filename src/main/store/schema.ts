import type Database from 'libsql'
import { together } from './together'

/** Every step of the schema, in order; a file's `user_version` says how many it has. Steps are only ever added. */
const MIGRATIONS = [
  `CREATE TABLE message (
     room TEXT NOT NULL, id TEXT NOT NULL, clock INTEGER NOT NULL, user TEXT, text TEXT NOT NULL,
     ts INTEGER NOT NULL, cut INTEGER NOT NULL, delivery TEXT,
     PRIMARY KEY (room, id)
   ) WITHOUT ROWID;
   CREATE INDEX message_order ON message (room, clock, id);
   CREATE TABLE draft (room TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;`,
  // A number is never given twice: the index of words may know of a message's number for a while after it went.
  `ALTER TABLE message RENAME TO first_message;
   DROP INDEX message_order;
   CREATE TABLE message (
     nr INTEGER PRIMARY KEY AUTOINCREMENT, room TEXT NOT NULL, id TEXT NOT NULL, clock INTEGER NOT NULL,
     user TEXT, text TEXT NOT NULL, ts INTEGER NOT NULL, at INTEGER NOT NULL, cut INTEGER, quote TEXT,
     revision INTEGER, deleted INTEGER, delivery TEXT, changing INTEGER
   );
   INSERT INTO message (room, id, clock, user, text, ts, at, cut, delivery)
     SELECT room, id, clock, user, text, ts, ts, nullif(cut, 0), delivery FROM first_message ORDER BY ts, clock, id;
   DROP TABLE first_message;
   CREATE UNIQUE INDEX message_id ON message (room, id);
   CREATE INDEX message_order ON message (room, clock, id, ts);
   CREATE INDEX message_at ON message (at);
   CREATE INDEX message_under_way ON message (room, clock, id)
     WHERE delivery IN ('queued', 'sending') OR changing = 1;
   CREATE TABLE gone (room TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (room, id)) WITHOUT ROWID;
   CREATE TABLE room (
     nr INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE,
     draft TEXT NOT NULL DEFAULT '', read TEXT, last TEXT, rules TEXT
   );
   INSERT INTO room (name, draft) SELECT room, text FROM draft;
   DROP TABLE draft;
   CREATE VIRTUAL TABLE word USING fts5 (
     words, content = '', columnsize = 0, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 5 6 7 8'
   );
   CREATE TABLE indexed (upto INTEGER NOT NULL, stale INTEGER NOT NULL);
   INSERT INTO indexed VALUES (0, 0);`,
]

/** Gives a file the newest schema, all of it or nothing; throws where the file is from a newer program. */
export function prepareSchema(db: Database.Database): void {
  // WAL with NORMAL outlives a kill of the process; only a power cut can take the last messages, and the room's other copies have them.
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  // In a long history each message touches pages far apart: writing them back in larger parts costs half. The log grows to 16 MB.
  db.pragma('wal_autocheckpoint = 4000')
  // What was deleted is not left in the file.
  db.pragma('secure_delete = ON')
  const version = schemaVersion(db)
  if (version > MIGRATIONS.length) throw new Error('the database is from a newer Porchlight')
  if (version === MIGRATIONS.length) return
  // All or nothing: a kill in between must not leave tables that the next start takes for damage.
  together(db, () => {
    db.exec(`${MIGRATIONS.slice(version).join('\n')} PRAGMA user_version = ${MIGRATIONS.length};`)
  })
}

function schemaVersion(db: Database.Database): number {
  return Number((db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version)
}
