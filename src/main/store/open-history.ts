import { join } from 'node:path'
import { mkdirSync } from 'node:fs'
import Database from 'libsql'
import { setAside } from './set-aside'
import { createMemoryHistory } from './memory-history'
import { openSqliteHistory } from './sqlite-history'
import type { History } from './history'

/** What had to be done to get a history, for the window to say. */
export type HistoryTrouble =
  | { readonly kind: 'history-broken'; readonly detail: string }
  | { readonly kind: 'folder-unwritable'; readonly detail: string }

/** Opens `porchlight.db`; a broken one is set aside and a new one begun; without a folder to write to, in memory. */
export function openHistory(folder: string): { history: History; trouble?: HistoryTrouble } {
  const file = join(folder, 'porchlight.db')
  const open = (): History => openSqliteHistory(() => new Database(file))
  try {
    mkdirSync(folder, { recursive: true })
    return { history: open() }
  } catch {
    // Tried once more below, with the damaged file out of the way.
  }
  const aside = setAside(file)
  try {
    if (aside) return { history: open(), trouble: { kind: 'history-broken', detail: aside } }
  } catch {
    // The folder itself does not take files.
  }
  return { history: createMemoryHistory(), trouble: { kind: 'folder-unwritable', detail: folder } }
}
