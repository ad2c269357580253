import type Database from 'libsql'
import type { History } from './history'
import { fromRow, readRow, toMemory } from './rows'

/** Messages of each room that are taken from a damaged file: what a conversation goes on from. */
const PER_ROOM = 1_000
/** Rooms that are looked for. */
const MOST_ROOMS = 1_000

const UNDER_WAY = `SELECT * FROM message WHERE delivery IN ('queued', 'sending') OR changing = 1`
const IN_ORDER = 'SELECT * FROM message WHERE room = ? ORDER BY clock DESC, id DESC LIMIT ?'
const BLOCK = 'SELECT * FROM message NOT INDEXED WHERE nr > ? AND nr <= ? ORDER BY nr'
/** Messages that are read together where the order of a room cannot be read; so many are lost with a damaged page at most. */
const BLOCK_SIZE = 20
const MOST_BLOCKS = 1_000

/** Takes into a new history what can be read of a damaged file: of each room the memory, what is under way and the last messages. */
export function carryOver(damaged: Database.Database, history: History): void {
  const put = (rows: unknown[]): number => {
    const messages = rows.map(readRow).filter((row) => row !== undefined)
    for (const row of messages) history.put(row.room, fromRow(row))
    return messages.length
  }
  for (const row of readable(damaged, 'SELECT * FROM room')) {
    const { name } = row as { name?: unknown }
    if (typeof name === 'string') history.remember(name, toMemory(row))
  }
  put(readable(damaged, UNDER_WAY))
  const whole = roomsOf(damaged).every(
    (room) => put(readable(damaged, IN_ORDER, room, PER_ROOM).reverse()) === PER_ROOM,
  )
  if (!whole) for (const rows of blocksOf(damaged)) put(rows)
}

/** The last messages that were added, wherever they can be read. */
function* blocksOf(db: Database.Database): Generator<unknown[]> {
  const [row] = readable(db, `SELECT seq FROM sqlite_sequence WHERE name = 'message'`)
  const { seq } = (row ?? {}) as { seq?: unknown }
  if (typeof seq !== 'number') return
  const first = Math.max(0, seq - BLOCK_SIZE * MOST_BLOCKS)
  for (let from = first; from < seq; from += BLOCK_SIZE) yield readable(db, BLOCK, from, from + BLOCK_SIZE)
}

/** The rows up to the first that cannot be read. */
function readable(db: Database.Database, sql: string, ...values: unknown[]): unknown[] {
  const rows: unknown[] = []
  try {
    for (const row of db.prepare(sql).iterate(...values)) rows.push(row)
  } catch {
    // What stands behind it is lost to this program; the file is kept.
  }
  return rows
}

/** Each room is found by one step in the index, not by reading all messages. */
function roomsOf(db: Database.Database): string[] {
  const rooms: string[] = []
  while (rooms.length < MOST_ROOMS) {
    const [row] = readable(db, 'SELECT min(room) AS room FROM message WHERE room > ?', rooms.at(-1) ?? '')
    const { room } = (row ?? {}) as { room?: unknown }
    if (typeof room !== 'string') break
    rooms.push(room)
  }
  return rooms
}
