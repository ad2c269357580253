import { readFile, writeFile } from 'node:fs/promises'

const BEGIN = '<!-- contract table: begin -->'
const END = '<!-- contract table: end -->'

/** What the contract found, as the table that stands in the documentation: a row per capability, a column per broker. */
export class ContractTable {
  readonly #columns: readonly string[]
  readonly #rows = new Map<string, Map<string, string>>()

  constructor(columns: readonly string[]) {
    this.#columns = columns
  }

  found(row: string, column: string, word: string): void {
    const cells = this.#rows.get(row) ?? new Map<string, string>()
    this.#rows.set(row, cells.set(column, word))
  }

  /** As Markdown, in the form Prettier leaves alone. */
  get text(): string {
    const lines = [
      ['', ...this.#columns],
      ...[...this.#rows].map(([row, cells]) => [row, ...this.#columns.map((name) => cells.get(name) ?? '?')]),
    ]
    const widths = lines[0]!.map((_, at) => Math.max(3, ...lines.map((line) => line[at]!.length)))
    const written = lines.map((line) => `| ${line.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`)
    const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
    return [written[0], rule, ...written.slice(1)].join('\n')
  }

  /** Puts the table into the file, between its two marks. */
  async write(file: string): Promise<void> {
    if (this.text.includes('?')) throw new Error('Only a whole run can be written down')
    const { before, after } = await parts(file)
    await writeFile(file, `${before}${BEGIN}\n\n${this.text}\n\n${END}${after}`)
  }

  /** What was found and stands otherwise in the file; what was not run is not compared. */
  async differences(file: string): Promise<string[]> {
    const [head, , ...lines] = (await parts(file)).table.map(cellsOf)
    const known = new Map(lines.map(([row, ...cells]) => [row, cells]))
    const differences: string[] = []
    for (const [row, cells] of this.#rows) {
      for (const [column, word] of cells) {
        const written = known.get(row)?.[(head?.indexOf(column) ?? 0) - 1]
        if (written !== word) differences.push(`${row}, ${column}: found ${word}, written ${written ?? '-'}`)
      }
    }
    return differences
  }
}

async function parts(file: string): Promise<{ before: string; table: string[]; after: string }> {
  const text = await readFile(file, 'utf8')
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`${file} has no place for the table`)
  const table = text.slice(begin + BEGIN.length, end).trim()
  return { before: text.slice(0, begin), table: table.split('\n'), after: text.slice(end + END.length) }
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
