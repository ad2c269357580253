/** Why something could not be written. */
export type WriteTrouble = 'history-full' | 'history-read-only' | 'folder-unwritable'

/** What keeps a history from being written, by the error that said so. */
export function writeTrouble(error: unknown): WriteTrouble {
  const code = codeOf(error)
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return 'history-full'
  if (/^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/.test(code)) return 'history-read-only'
  return 'folder-unwritable'
}

/** Whether an error says that the file is damaged, so that it is no use to go on with it. */
export function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))
}

/** libsql gives the code by name, or only in the words where it has none. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  const { code, message } = error as { code?: unknown; message?: unknown }
  const named = typeof code === 'string' ? code : ''
  if (named !== '' && named !== 'SQLITE_ERROR') return named
  if (typeof message !== 'string') return named
  if (/disk is full/.test(message)) return 'SQLITE_FULL'
  if (/readonly database/.test(message)) return 'SQLITE_READONLY'
  // The index of the search is a table of its own kind, with words of its own.
  if (/malformed|not a database|fts5/.test(message)) return 'SQLITE_CORRUPT'
  return named
}
