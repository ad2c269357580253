import { statSync } from 'node:fs'
import type Database from 'libsql'
import { ask } from './ask'
import { DamagedError } from './damaged-error'

/** A file up to so many bytes is checked as a whole before it is used: that takes some 20 milliseconds. */
export const CHECKED_AT_ONCE = 8 * 1024 * 1024

/**
 * Checks the words of the schema, which the driver hands on with every answer: over one that is no UTF-8 it would end the whole
 * program. Throws where one is damaged so.
 */
export function checkSchema(db: Database.Database): void {
  ask(db, 'SELECT name, sql FROM sqlite_schema').all()
}

/** Checks every page of an open database; throws where one is damaged. */
export function checkWhole(db: Database.Database): void {
  const { quick_check: found } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (found !== 'ok') throw new DamagedError(found)
}

/** What takes no time however long the history is: whether the file is as long as it says, and both ends of it can be read. */
export function checkEnds(db: Database.Database, file: string): void {
  const pages = (db.prepare('PRAGMA page_count').get() as { page_count: number }).page_count
  const size = (db.prepare('PRAGMA page_size').get() as { page_size: number }).page_size
  if (statSync(file, { throwIfNoEntry: false })?.size !== pages * size && !hasLog(file)) {
    throw new DamagedError('the file is not as long as it says')
  }
  const version = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (version === 0) return
  ask(db, 'SELECT * FROM message ORDER BY rowid DESC LIMIT 1').get()
  ask(db, 'SELECT * FROM message ORDER BY rowid LIMIT 1').get()
}

/** What was written last may stand beside the file still. */
export function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}
