import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import { readBroken } from './broken-file'
import { carryOver } from './carry-over'
import { CHECKED_AT_ONCE, checkEnds, checkSchema, checkWhole, hasLog } from './damage'
import { DamagedError } from './damaged-error'
import type { History } from './history'
import { createMemoryHistory } from './memory-history'
import { renewingHistory } from './renewing-history'
import { setAside } from './set-aside'
import { openSqliteHistory } from './sqlite-history'
import { together } from './together'
import { isDamage, writeTrouble, type WriteTrouble } from './write-trouble'

/** What had to be done to get or to keep a history, for the window to say. */
export interface HistoryTrouble {
  readonly kind: 'history-broken' | WriteTrouble
  /** Where the broken file is now, or the folder. */
  readonly detail: string
}

export interface OpenedHistory {
  readonly history: History
  /** What was wrong at the start. */
  readonly trouble?: HistoryTrouble
  /** Checks the whole of a file that was too long to be checked at the start; `check` answers 'ok' or a code of SQLite. */
  checkLater(check: (file: string) => Promise<string>): Promise<void>
}

/**
 * Opens `porchlight.db`; a broken one is set aside and a new one begun, now or when it turns out to be broken, which is told;
 * without a folder to write to, in memory.
 */
export function openHistory(folder: string, told: (trouble: HistoryTrouble) => void): OpenedHistory {
  const file = join(folder, 'porchlight.db')
  const inMemory = (kind: WriteTrouble): OpenedHistory => ({
    history: createMemoryHistory(),
    trouble: { kind, detail: folder },
    checkLater: () => Promise.resolve(),
  })
  try {
    mkdirSync(folder, { recursive: true })
    return keeping(file, openFile(file), told)
  } catch (error) {
    // A disk that is full or read-only does not make a file broken; what is in it is there again at the next start.
    const kind = writeTrouble(error)
    if (kind !== 'folder-unwritable') return inMemory(kind)
  }
  try {
    const { opened, aside } = beginAnew(file)
    if (aside !== undefined) {
      return { ...keeping(file, opened, told), trouble: { kind: 'history-broken', detail: aside } }
    }
    opened.history.close()
  } catch {
    // The folder itself does not take files.
  }
  return inMemory('folder-unwritable')
}

interface OpenFile {
  readonly history: History
  readonly checked: boolean
}

/** The history of a file that goes on in a new file where this one turns out to be broken. */
function keeping(
  file: string,
  { history: first, checked }: OpenFile,
  told: (trouble: HistoryTrouble) => void,
): OpenedHistory {
  let closed = false
  const history = renewingHistory(first, (damaged) => {
    closeAnyway(damaged)
    try {
      const { opened, aside } = beginAnew(file)
      told({ kind: 'history-broken', detail: aside ?? file })
      return opened.history
    } catch {
      told({ kind: 'folder-unwritable', detail: file })
      return createMemoryHistory()
    }
  })
  return {
    history: {
      ...history,
      close: () => {
        closed = true
        history.close()
      },
    },
    checkLater: async (check) => {
      if (checked) return
      const answer = await check(file)
      if (!closed && isDamage({ code: answer })) history.renew()
    },
  }
}

function openFile(file: string): OpenFile {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const checked = size <= CHECKED_AT_ONCE
  if (size > 0) checkFile(file, checked)
  // SQLite would delete it, for it belongs to a file that was longer.
  else if (hasLog(file)) throw new DamagedError('nothing but the log is left')
  return { history: openSqliteHistory(() => new Database(file)), checked }
}

/** Looks without touching: SQLite works the log into a file when it lets it go, and one that is damaged is kept as it is. */
function checkFile(file: string, whole: boolean): void {
  const db = new Database(file, { readonly: hasLog(file) })
  try {
    checkSchema(db)
    if (whole) checkWhole(db)
    else checkEnds(db, file)
  } finally {
    db.close()
  }
}

/**
 * Puts a file aside and begins a new one; what can be read is taken over, also from a file of a newer program: a wrong bit in its
 * number or in one of its own words looks the same.
 */
function beginAnew(file: string): { readonly opened: OpenFile; readonly aside: string | undefined } {
  const aside = setAside(file)
  const db = new Database(file)
  const history = openSqliteHistory(() => db)
  if (aside !== undefined) {
    try {
      readBroken(join(dirname(file), aside), (old) => together(db, () => carryOver(old, history)))
    } catch {
      // It is no file, or the disk does not take a copy.
    }
  }
  return { opened: { history, checked: true }, aside }
}

function closeAnyway(history: History): void {
  try {
    history.close()
  } catch {
    // It is of no use any more.
  }
}
