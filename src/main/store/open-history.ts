import { mkdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import { carryOver } from './carry-over'
import { CHECKED_AT_ONCE, checkEnds, checkWhole } from './damage'
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
  let damaged: boolean
  try {
    mkdirSync(folder, { recursive: true })
    return keeping(file, openFile(file), told)
  } catch (error) {
    // A disk that is full or read-only does not make a file broken; what is in it is there again at the next start.
    const kind = writeTrouble(error)
    if (kind !== 'folder-unwritable') return inMemory(kind)
    damaged = isDamage(error)
  }
  try {
    const { opened, aside } = beginAnew(file, damaged)
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
      const { opened, aside } = beginAnew(file, true)
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
  const history = openSqliteHistory(() => {
    const db = new Database(file)
    try {
      if (size > 0 && checked) checkWhole(db)
      else if (size > 0) checkEnds(db, file)
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
  return { history, checked }
}

/** Puts a file aside and begins a new one; from one that is damaged what can be read is taken over. */
function beginAnew(
  file: string,
  damaged: boolean,
): { readonly opened: OpenFile; readonly aside: string | undefined } {
  const aside = setAside(file)
  const db = new Database(file)
  const history = openSqliteHistory(() => db)
  if (damaged && aside !== undefined) {
    try {
      const old = new Database(join(dirname(file), aside))
      try {
        old.pragma('query_only = ON')
        together(db, () => carryOver(old, history))
      } finally {
        old.close()
      }
    } catch {
      // Nothing of it can be read.
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
