import type { JsonBranch, JsonNode } from './json'

/** One line of the folded tree. */
export interface JsonRow {
  /** Where it stands, in a form that no other line has. */
  readonly path: string
  readonly depth: number
  /** Missing for the whole. */
  readonly name?: string
  readonly kind: JsonNode['kind'] | 'more'
  /** The value as written; for `object` and `array` how many members, for `more` how many are left out. */
  readonly text: string
  readonly count: number
  readonly open: boolean
}

/** Members of one object or array that are shown at once; each `more` adds as many again. */
export const MEMBERS_STEP = 100
/** Lines shown at once, whatever is opened. */
export const MOST_ROWS = 2_000
/** Deeper than this nothing opens: it would not fit on any screen. */
export const MOST_DEPTH = 40
/** Longest value in characters; the whole of it stands under Text. */
const MOST_CHARS = 500
/** Objects and arrays with at most so many members are open at first, down to this depth. */
const SMALL = 24
const SHALLOW = 2

/** What the reader has done to the tree: opened or closed by path, and how many steps of members are shown. */
export interface JsonFolds {
  readonly open: ReadonlyMap<string, boolean>
  readonly steps: ReadonlyMap<string, number>
}

/** The lines of a tree that are to be seen. */
export function jsonRows(whole: JsonBranch, folds: JsonFolds): JsonRow[] {
  const rows: JsonRow[] = []
  add(rows, folds, whole, '', 0, undefined)
  return rows
}

function add(
  rows: JsonRow[],
  folds: JsonFolds,
  node: JsonNode,
  path: string,
  depth: number,
  name: string | undefined,
): void {
  if (rows.length >= MOST_ROWS) return
  const at = { path, depth, name }
  if (!('members' in node)) {
    rows.push({ ...at, kind: node.kind, text: shortened(node.text), count: 0, open: false })
    return
  }
  const count = node.members.length
  const open =
    depth < MOST_DEPTH && count > 0 && (folds.open.get(path) ?? (depth < SHALLOW && count <= SMALL))
  rows.push({ ...at, kind: node.kind, text: '', count, open })
  if (!open) return
  const shown = MEMBERS_STEP * (folds.steps.get(path) ?? 1)
  node.members
    .slice(0, shown)
    .forEach(([key, value], place) => add(rows, folds, value, `${path}/${place}`, depth + 1, key))
  if (count > shown && rows.length < MOST_ROWS) {
    const more = { path: `${path}/more`, depth: depth + 1, name: undefined }
    rows.push({ ...more, kind: 'more', text: '', count: count - shown, open: false })
  }
}

const shortened = (text: string): string =>
  text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS).toWellFormed()}…` : text
