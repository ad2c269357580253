import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'

/** Messages of a history: what they are, by room and id. */
export type Rows = ReadonlyMap<string, string>

/** All of a message that no start changes, as one text. */
const WHOLE = ['clock', 'user', 'text', 'ts', 'at', 'cut', 'quote', 'revision', 'deleted']
  .map((each) => `coalesce(${each}, '')`)
  .join(`||'/'||`)
/** What makes a row one that a program can take for a message, whatever else is in it. */
const SOUND = `coalesce(delivery, 'sent') IN ('queued', 'sending', 'sent') AND coalesce(changing, 1) IN (0, 1)`

/** All that can be read of a folder's history, from both ends of its table; what is in the folder stays as it is. */
export function rowsIn(folder: string, file = 'porchlight.db'): Rows {
  const scratch = mkdtempSync(join(tmpdir(), 'porchlight-rows-'))
  try {
    for (const name of [file, `${file}-wal`]) {
      if (isFile(join(folder, name))) copyFileSync(join(folder, name), join(scratch, name))
    }
    return existsSync(join(scratch, file)) ? read(join(scratch, file)) : new Map()
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function read(file: string): Rows {
  const rows = new Map<string, string>()
  let db: Database.Database | undefined
  try {
    db = new Database(file)
    for (const order of ['', 'DESC']) scan(db, order, rows)
  } catch {
    // It is no database at all.
  } finally {
    db?.close()
  }
  return rows
}

function scan(db: Database.Database, order: string, rows: Map<string, string>): void {
  try {
    const all = db.prepare(
      `SELECT CAST(room AS BLOB) AS room, CAST(id AS BLOB) AS id, CAST(${WHOLE} AS BLOB) AS text FROM message NOT INDEXED
       WHERE ${SOUND} ORDER BY nr ${order}`,
    )
    for (const row of all.iterate()) {
      const { room, id, text } = row as Record<'room' | 'id' | 'text', ArrayBuffer | Buffer | null>
      // As bytes: the driver ends the process over a text that is none.
      rows.set(`${textOf(room)} ${textOf(id)}`, textOf(text))
    }
  } catch {
    // As far as it goes.
  }
}

function textOf(bytes: ArrayBuffer | Buffer | null): string {
  // The driver gives the one or the other.
  return new TextDecoder().decode(bytes ?? undefined)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
