/** One line of the books: what was counted, what came out, what it had to be, and whether it was. */
export interface BookRow {
  readonly what: string
  readonly value: string | number
  readonly limit: string | number
  readonly ok: boolean
}

/** The name of the attachment by which the reporter finds a part's books. */
export const BOOKS = 'books'

const HEADS = ['what', 'came to', 'limit', ''] as const

/** A line for what may not be more. The unit is told with both numbers. */
export function atMost(what: string, value: number, limit: number, unit = ''): BookRow {
  return { what, value: told(value, unit), limit: `≤ ${told(limit, unit)}`, ok: value <= limit }
}

/** A line for what may not be less. */
export function atLeast(what: string, value: number, limit: number, unit = ''): BookRow {
  return { what, value: told(value, unit), limit: `≥ ${told(limit, unit)}`, ok: value >= limit }
}

/** A line for what has to be just this. */
export function exactly(what: string, value: string | number, wanted: string | number): BookRow {
  return { what, value, limit: wanted, ok: value === wanted }
}

/** A line that tells something and cannot be broken: how often a thing was done. */
export function tally(what: string, value: string | number): BookRow {
  return { what, value, limit: '–', ok: true }
}

/** The lines as a table that reads in a terminal. */
export function booksTable(rows: readonly BookRow[]): string {
  const cells = rows.map(({ what, value, limit, ok }) => [
    what,
    String(value),
    String(limit),
    ok ? 'right' : 'BROKEN',
  ])
  const widths = HEADS.map((head, column) =>
    Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  return [HEADS, ...cells]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Books as the reporter reads them from an attachment; fails on what is none. */
export function readBooks(json: string): BookRow[] {
  const rows = JSON.parse(json) as BookRow[]
  if (!Array.isArray(rows) || rows.some((row) => typeof row.what !== 'string' || typeof row.ok !== 'boolean'))
    throw new Error('These are no books')
  return rows
}

/** What a test's information offers to attach something with. */
interface Shelf {
  attach(name: string, options: { body: string; contentType: string }): Promise<void>
}

/** Puts a part's books where the reporter finds them; fails where a line is broken. */
export async function closeBooks(shelf: Shelf, rows: readonly BookRow[]): Promise<void> {
  await shelf.attach(BOOKS, { body: JSON.stringify(rows), contentType: 'application/json' })
  const broken = rows.filter(({ ok }) => !ok)
  if (broken.length > 0) throw new Error(`The books are broken:\n${booksTable(broken)}`)
}

function told(value: number, unit: string): string {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1)
  return unit === '' ? number : `${number} ${unit}`
}
