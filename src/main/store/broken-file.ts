import { closeSync, copyFileSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import Database from 'libsql'
import { checkSchema, hasLog } from './damage'
import { prepareSchema } from './schema'

/** Bytes of a page; all our files have SQLite's usual size. */
const PAGE = 4_096
/** Where the first page says how many there are: https://www.sqlite.org/fileformat2.html#the_database_header */
const PAGES_AT = 28
/** What in it belongs to one file alone: how often it was changed, which pages are free, and by which program it was changed last. */
const OWN = [
  [24, 28],
  [32, 40],
  [92, 100],
] as const

/**
 * Has a copy of a broken file read, for SQLite works the log into a file when it lets it go, and what was set aside stays as it is.
 * Where its first page is another one than a new file has, then one more with that: it says where everything stands, and one wrong bit in
 * it would cost all that is written in the others.
 */
export function readBroken(broken: string, read: (db: Database.Database) => void): void {
  readCopy(broken, `${broken}.reading`, () => undefined, read)
  const mended = newFirstPage(`${broken}.new`)
  const own = readFirstPage(broken)
  mended.writeUInt32BE(Math.floor(statSync(broken).size / PAGE), PAGES_AT)
  for (const [from, to] of OWN) own.copy(mended, from, from, to)
  if (mended.equals(own)) return
  // As it is where nothing is free, and nobody knows how often it was changed.
  for (const [from, to] of OWN) mended.fill(0, from, to)
  readCopy(broken, `${broken}.mended`, (copy) => writeFirstPage(copy, mended), read)
}

function readCopy(
  broken: string,
  copy: string,
  mend: (file: string) => void,
  read: (db: Database.Database) => void,
): void {
  try {
    copyFileSync(broken, copy)
    if (hasLog(broken)) copyFileSync(`${broken}-wal`, `${copy}-wal`)
    mend(copy)
    const db = new Database(copy)
    try {
      checkSchema(db)
      db.pragma('query_only = ON')
      read(db)
    } finally {
      db.close()
    }
  } catch {
    // Nothing of it can be read.
  } finally {
    removeDatabase(copy)
  }
}

function newFirstPage(scratch: string): Buffer {
  try {
    const db = new Database(scratch)
    try {
      prepareSchema(db)
      // The driver lets go of a file at some time after it was closed.
      db.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      db.close()
    }
    return readFirstPage(scratch)
  } finally {
    removeDatabase(scratch)
  }
}

function readFirstPage(file: string): Buffer {
  return inFile(file, 'r', (handle) => {
    const page = Buffer.alloc(PAGE)
    readSync(handle, page, 0, PAGE, 0)
    return page
  })
}

function writeFirstPage(file: string, page: Buffer): void {
  inFile(file, 'r+', (handle) => writeSync(handle, page, 0, PAGE, 0))
}

function inFile<T>(file: string, flags: string, act: (handle: number) => T): T {
  const handle = openSync(file, flags)
  try {
    return act(handle)
  } finally {
    closeSync(handle)
  }
}

function removeDatabase(file: string): void {
  for (const each of ['', '-wal', '-shm']) rmSync(file + each, { force: true })
}
