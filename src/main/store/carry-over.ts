import type Database from 'libsql'
import { anyText, ask } from './ask'
import type { History } from './history'
import { fromRow, readRow, toMemory, type Row } from './rows'

/** Messages of each room that are taken from a damaged file: what a conversation goes on from. */
const PER_ROOM = 1_000
/** Rooms that are looked for. */
const MOST_ROOMS = 1_000

const UNDER_WAY = `SELECT * FROM message WHERE delivery IN ('queued', 'sending') OR changing = 1`
const IN_ORDER = 'SELECT * FROM message WHERE room = ? ORDER BY clock DESC, id DESC LIMIT ?'
const BLOCK = 'SELECT * FROM message NOT INDEXED WHERE nr > ? AND nr <= ? ORDER BY nr'
const WALKS = ['', 'DESC'].map((order) => `SELECT * FROM message NOT INDEXED ORDER BY nr ${order} LIMIT ?`)
/** Messages that are read together where the order of a room cannot be read; so many are lost with a damaged page at most. */
const BLOCK_SIZE = 20
const MOST_BLOCKS = 1_000

/** Takes into a new history what can be read of a damaged file: of each room the memory, what is under way and the last messages. */
export function carryOver(damaged: Database.Database, history: History): void {
  const found = new Map<string, Row>()
  const take = (rows: unknown[]): number => {
    const messages = rows.map(readRow).filter((row) => row !== undefined)
    for (const row of messages) found.set(JSON.stringify([row.room, row.id]), row)
    return messages.length
  }
  for (const row of readable(damaged, 'SELECT * FROM room')) {
    const { name } = row as { name?: unknown }
    if (typeof name === 'string') history.remember(name, toMemory(row))
  }
  take(readable(damaged, UNDER_WAY))
  const { rooms, all } = roomsOf(damaged)
  const whole = rooms.every((room) => take(readable(damaged, IN_ORDER, room, PER_ROOM)) === PER_ROOM)
  if (!all || !whole) {
    // A row whose number is wrong is found by nothing but walking past it.
    for (const walk of WALKS) take(readable(damaged, walk, BLOCK_SIZE * MOST_BLOCKS))
    for (const rows of blocksOf(damaged)) take(rows)
  }
  for (const row of [...found.values()].sort((one, other) => one.nr - other.nr)) {
    history.put(row.room, fromRow(row))
  }
}

/** The last messages that were added, wherever they can be read. */
function* blocksOf(db: Database.Database): Generator<unknown[]> {
  const [row] = readable(db, `SELECT seq FROM sqlite_sequence WHERE name = 'message'`)
  const { seq } = (row ?? {}) as { seq?: unknown }
  if (typeof seq !== 'number') return
  const first = Math.max(0, seq - BLOCK_SIZE * MOST_BLOCKS)
  for (let from = first; from < seq; from += BLOCK_SIZE) {
    const rows = readable(db, BLOCK, from, from + BLOCK_SIZE)
    yield rows
    if (rows.length === BLOCK_SIZE) continue
    // With one that cannot be read the driver may keep back those before it.
    for (let nr = from; nr < from + BLOCK_SIZE; nr++) yield readable(db, BLOCK, nr, nr + 1)
  }
}

/** The rows up to the first that cannot be read. */
function readable(db: Database.Database, sql: string, ...values: unknown[]): unknown[] {
  const rows: unknown[] = []
  try {
    for (const row of ask(db, sql, anyText).iterate(...values)) rows.push(row)
  } catch {
    // What stands behind it is lost to this program; the file is kept.
  }
  return rows
}

/** Each room is found by one step in the index, not by reading all messages. */
function roomsOf(db: Database.Database): { readonly rooms: readonly string[]; readonly all: boolean } {
  const rooms: string[] = []
  while (rooms.length < MOST_ROOMS) {
    const [row] = readable(db, 'SELECT min(room) AS room FROM message WHERE room > ?', rooms.at(-1) ?? '')
    const { room } = (row ?? {}) as { room?: unknown }
    if (typeof room !== 'string') return { rooms, all: room === null }
    rooms.push(room)
  }
  return { rooms, all: true }
}
