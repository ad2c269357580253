/** What a row of figures comes to. */
export function judge({ name, unit, value, reference, goal }) {
  const ratio = value / reference
  return { name, unit, value, reference, ratio, goal, pass: ratio <= goal }
}

const heads = ['figure', 'Porchlight', 'reference', 'ratio', 'goal', '']

/** The results as a Markdown table, its columns aligned so that it reads in a terminal as well. */
export function table(results) {
  const rows = [heads, ...results.map(cells)]
  const widths = heads.map((_head, column) => Math.max(...rows.map((row) => row[column].length), 3))
  const line = (row) => `| ${row.map((cell, column) => pad(cell, widths[column], column)).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (isText(column) ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(heads), rule, ...rows.slice(1).map(line)].join('\n')
}

function cells({ name, unit, value, reference, ratio, goal, pass }) {
  const amount = (number) => `${number.toFixed(0)} ${unit}`
  return [name, amount(value), amount(reference), ratio.toFixed(2), `≤ ${goal}`, pass ? 'pass' : 'miss']
}

function isText(column) {
  return column === 0 || column === heads.length - 1
}

function pad(cell, width, column) {
  return isText(column) ? cell.padEnd(width) : cell.padStart(width)
}
