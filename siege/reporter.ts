import { basename } from 'node:path'
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'
import { BOOKS, booksTable, exactly, readBooks, type BookRow } from './lib/books'

/** Prints one table at the end: the books of every part that ran, in the order of their running. */
export default class BooksReporter implements Reporter {
  readonly #rows: BookRow[] = []

  onTestEnd({ location }: TestCase, { attachments, status }: TestResult): void {
    const part = basename(location.file, '.siege.ts')
    const books = attachments.flatMap(({ name, body }) =>
      name === BOOKS && body ? readBooks(body.toString()) : [],
    )
    // A part that ended in the middle has no books, or a failure that is in none of their lines.
    const isTold = status === 'passed' || books.some(({ ok }) => !ok)
    const rows = isTold ? books : [...books, exactly('came to its end', status, 'passed')]
    this.#rows.push(...rows.map((row) => ({ ...row, what: `${part}: ${row.what}` })))
  }

  onEnd(): void {
    const broken = this.#rows.filter(({ ok }) => !ok).length
    const count = `${this.#rows.length} lines`
    const sum =
      broken === 0 ? `The books are right: ${count}.` : `The books are broken: ${broken} of ${count}.`
    process.stdout.write(`\n${booksTable(this.#rows)}\n\n${sum}\n`)
  }

  printsToStdio(): boolean {
    return true
  }
}
