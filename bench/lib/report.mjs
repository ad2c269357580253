/**
 * What a row of figures comes to: at most so many times the reference, or with `atLeast` no less than that. Beside it an `allowance`
 * of the unit may be granted, and a value may be `enough` whatever the reference. Without a reference the goal is the amount itself.
 */
export function judge({ name, unit, value, reference, goal, atLeast = false, allowance = 0, enough }) {
  const ratio = reference === undefined ? null : value / reference
  const border = goal * (reference ?? 1) + (atLeast ? -allowance : allowance)
  const reaches = (limit) => (atLeast ? value >= limit : value <= limit)
  const pass = reaches(border) || (enough !== undefined && reaches(enough))
  return { name, unit, value, reference: reference ?? null, ratio, goal, atLeast, allowance, enough, pass }
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

function cells({ name, unit, value, reference, ratio, goal, atLeast, allowance, enough, pass }) {
  const amount = (number) => `${number.toFixed(number < 100 ? 1 : 0)} ${unit}`
  const border = `${atLeast ? '≥' : '≤'} ${reference === null ? amount(goal) : goal}`
  const most = allowance === 0 ? border : `${border} ${atLeast ? '-' : '+'} ${amount(allowance)}`
  const orEnough = enough === undefined ? most : `${most} or ${amount(enough)}`
  const ratios = reference === null ? ['–', '–'] : [amount(reference), ratio.toFixed(2)]
  return [name, amount(value), ...ratios, orEnough, pass ? 'pass' : 'miss']
}

function isText(column) {
  return column === 0 || column === heads.length - 1
}

function pad(cell, width, column) {
  return isText(column) ? cell.padEnd(width) : cell.padStart(width)
}
