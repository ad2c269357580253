import type Database from 'libsql'
import { ask } from './ask'
import { indexWords } from './search-text'
import { together } from './together'

/** So many new messages are put into the index at once: one by one costs ten times as much. */
const AT_ONCE = 64
/** Pages of the index that one step of wiping rewrites: some 20 milliseconds. */
const WIPE_PAGES = 100
/** Fewer messages than this are wiped from the index one by one, at 2 to 4 milliseconds each. */
const FEW = 8
/** Stands before a room's number in the index; no word has it, for it is no letter. */
const ROOM = '\uE000'

/** A message as the index knows it. */
export interface Indexed {
  readonly nr: number
  readonly room: string
  readonly text: string
}

/**
 * Which words stand in which messages. A word is kept together with each of its beginnings up to 8 letters, so that a search as one
 * types walks a single list, newest first, and the room is a word too, so that a quiet room among a million is found as fast.
 * New messages are put in by and by, at the latest before a search; how far that has come is in the file.
 */
export class SearchIndex {
  readonly #db: Database.Database
  readonly #statements
  /** Messages up to this number are in the index. */
  #upto: number
  #waiting = 0

  constructor(db: Database.Database) {
    this.#db = db
    this.#statements = {
      state: ask(db, 'SELECT upto, stale FROM indexed'),
      setUpto: db.prepare('UPDATE indexed SET upto = ?'),
      setStale: db.prepare('UPDATE indexed SET stale = ?'),
      next: ask(db, 'SELECT nr, room, text FROM message WHERE nr > ? ORDER BY nr LIMIT ?'),
      room: db.prepare('SELECT nr FROM room WHERE name = ?'),
      addRoom: db.prepare('INSERT INTO room (name) VALUES (?)'),
      add: db.prepare('INSERT INTO word (rowid, words) VALUES (?, ?)'),
      take: db.prepare("INSERT INTO word (word, rowid, words) VALUES ('delete', ?, ?)"),
      set: db.prepare('INSERT INTO word (word, rank) VALUES (?, CAST(? AS INTEGER))'),
      changes: db.prepare('SELECT total_changes() AS count'),
      find: db.prepare(
        'SELECT rowid AS nr FROM word WHERE word MATCH ? AND rowid < CAST(? AS INTEGER) ORDER BY rowid DESC LIMIT ?',
      ),
    }
    this.#upto = this.#state().upto
  }

  /** A message was added to the table. */
  added(): void {
    if (++this.#waiting >= AT_ONCE) this.flush(AT_ONCE)
  }

  /** Puts messages in that are not there yet, `at most` so many. */
  flush(most = Number.POSITIVE_INFINITY): void {
    this.#waiting = 0
    for (let left = most; left > 0;) {
      const rows = this.#statements.next.all(this.#upto, Math.min(left, 1_000)) as Indexed[]
      const last = rows.at(-1)
      if (!last) return
      together(this.#db, () => {
        for (const row of rows) this.#add(row)
        this.#statements.setUpto.run(last.nr)
      })
      this.#upto = last.nr
      left -= rows.length
    }
  }

  /** A message's text is another one now; to be called in the transaction that writes it. */
  replace(old: Indexed, text: string): void {
    if (old.nr > this.#upto) return
    this.remove([old])
    this.#add({ ...old, text })
  }

  /** Takes messages out; to be called in the transaction that deletes them. */
  remove(messages: readonly Indexed[]): void {
    const known = messages.filter(({ nr }) => nr <= this.#upto)
    if (known.length === 0) return
    const few = known.length < FEW
    this.#statements.set.run('secure-delete', few ? 1 : 0)
    for (const message of known) this.#statements.take.run(message.nr, this.#words(message))
    // Without it the words are only crossed out, until the index has been written anew.
    if (!few) this.#statements.setStale.run(1)
  }

  /** One step of writing the index anew, so that deleted words are not left in it; false where there is nothing to do. */
  wipe(): boolean {
    const { stale } = this.#state()
    if (stale === 0) return false
    return together(this.#db, () => {
      const before = this.#changes()
      // A negative number begins, a positive one goes on.
      this.#statements.set.run('merge', stale === 1 ? -WIPE_PAGES : WIPE_PAGES)
      const done = this.#changes() - before < 2
      if (stale === 1 || done) this.#statements.setStale.run(done ? 0 : 2)
      return !done
    })
  }

  /** The numbers of messages with all the words, the newest first. */
  find(words: readonly string[], room: string | undefined, before: number, limit: number): number[] {
    const nr = room === undefined ? undefined : this.#knownRoom(room)
    if (words.length === 0 || (room !== undefined && nr === undefined)) return []
    // The words are letters and digits only, so nothing in them can be syntax.
    const parts = words.map((word) => `"${word}"*`)
    if (nr !== undefined) parts.push(`"${ROOM}${nr}"`)
    const rows = this.#statements.find.all(parts.join(' AND '), before, limit) as { nr: number }[]
    return rows.map(({ nr: one }) => one)
  }

  #add(message: Indexed): void {
    this.#statements.add.run(message.nr, this.#words(message))
  }

  #words({ room, text }: Indexed): string {
    return [`${ROOM}${this.#roomNumber(room)}`, ...indexWords(text)].join(' ')
  }

  #roomNumber(room: string): number {
    const known = this.#knownRoom(room)
    if (known !== undefined) return known
    return Number(this.#statements.addRoom.run(room).lastInsertRowid)
  }

  #knownRoom(room: string): number | undefined {
    return (this.#statements.room.get(room) as { nr: number } | undefined)?.nr
  }

  #changes(): number {
    return (this.#statements.changes.get() as { count: number }).count
  }

  #state(): { upto: number; stale: number } {
    return this.#statements.state.get() as { upto: number; stale: number }
  }
}
