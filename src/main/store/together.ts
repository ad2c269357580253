import type Database from 'libsql'

/** Does several writes as one: all of them are in the file afterwards, or none. */
export function together<T>(db: Database.Database, work: () => T): T {
  if (db.inTransaction) return work()
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    // SQLite may have rolled back by itself.
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}
