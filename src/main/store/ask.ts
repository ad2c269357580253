import { isUtf8 } from 'node:buffer'
import { isAnyArrayBuffer, isUint8Array } from 'node:util/types'
import type Database from 'libsql'
import { DamagedError } from './damaged-error'

/** A prepared query. */
export interface Question {
  get(...values: unknown[]): unknown
  all(...values: unknown[]): unknown[]
  iterate(...values: unknown[]): IterableIterator<unknown>
}

/**
 * Prepares a query whose texts come as bytes and are read here: over one that is no UTF-8, which a single wrong bit on a disk
 * makes of any text, the driver would end the whole program. Throws, while it is read, where `text` does.
 */
export function ask(
  db: Database.Database,
  sql: string,
  text: (bytes: Uint8Array) => string = wholeText,
): Question {
  const columns = db.prepare(sql).columns()
  const asBytes = columns.map(
    ({ name }) =>
      `CASE typeof("${name}") WHEN 'text' THEN CAST("${name}" AS BLOB) ELSE "${name}" END AS "${name}"`,
  )
  const question = db.prepare(`SELECT ${asBytes.join(', ')} FROM (${sql})`)
  const read = (row: unknown): unknown => {
    if (typeof row !== 'object' || row === null) return row
    const fields = row as Record<string, unknown>
    for (const [name, value] of Object.entries(fields)) {
      // `get` and `iterate` give the one, `all` gives the other.
      if (isUint8Array(value)) fields[name] = text(value)
      else if (isAnyArrayBuffer(value)) fields[name] = text(new Uint8Array(value))
    }
    return fields
  }
  return {
    get: (...values) => read(question.get(...values)),
    all: (...values) => question.all(...values).map(read),
    *iterate(...values) {
      for (const row of question.iterate(...values)) yield read(row)
    },
  }
}

/** A text as it may be in a damaged file: what is wrong in it shows as such. */
export function anyText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function wholeText(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw new DamagedError('a text that is no text')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}
