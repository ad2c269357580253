import { describe, expect, it } from 'vitest'
import { readJson } from './json'
import { jsonRows, MEMBERS_STEP, MOST_DEPTH, MOST_ROWS, type JsonFolds } from './json-rows'

const untouched: JsonFolds = { open: new Map(), steps: new Map() }
const rows = (value: unknown, folds: JsonFolds = untouched) =>
  jsonRows(readJson(JSON.stringify(value))!, folds)
const numbers = (length: number): number[] => Array.from({ length }, (_, index) => index)

describe('the lines of a tree', () => {
  it('say name, value and depth, small branches open', () => {
    expect(
      rows({ state: 'ON', color: { x: 0.1 } }).map(({ depth, name, kind, text }) => [
        depth,
        name,
        kind,
        text,
      ]),
    ).toEqual([
      [0, undefined, 'object', ''],
      [1, 'state', 'string', '"ON"'],
      [1, 'color', 'object', ''],
      [2, 'x', 'number', '0.1'],
    ])
  })

  it('keep large and deep branches folded until they are opened', () => {
    expect(rows(numbers(25))).toHaveLength(1)
    expect(rows(numbers(25), { ...untouched, open: new Map([['', true]]) })).toHaveLength(26)
    expect(rows([[[1]]]).map(({ open }) => open)).toEqual([true, true, false])
    expect(rows([[[1]]], { ...untouched, open: new Map([['', false]]) })).toHaveLength(1)
  })

  it('add more of a long branch step by step', () => {
    const open = new Map([['', true]])
    const first = rows(numbers(250), { ...untouched, open })
    expect(first).toHaveLength(MEMBERS_STEP + 2)
    expect(first.at(-1)).toMatchObject({ kind: 'more', count: 150 })
    expect(rows(numbers(250), { open, steps: new Map([['', 3]]) })).toHaveLength(251)
  })

  it('are bounded in number and depth, and values in length', () => {
    const all = { open: new Map([['', true]]), steps: new Map([['', 100]]) }
    expect(rows(numbers(9_000), all)).toHaveLength(MOST_ROWS)
    const deep = readJson('['.repeat(100) + ']'.repeat(100))!
    const everywhere = { get: () => true } as unknown as JsonFolds['open']
    expect(jsonRows(deep, { ...untouched, open: everywhere })).toHaveLength(MOST_DEPTH + 1)
    expect(rows(['x'.repeat(9_000)])[1]!.text.length).toBeLessThan(600)
  })

  it('have paths that no other line has', () => {
    const paths = rows({ a: { a: 1, b: [1, 2] }, b: { a: 1 } }).map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
  })

  it('have nothing to open in an empty branch', () => {
    expect(rows({})).toEqual([expect.objectContaining({ count: 0, open: false })])
  })
})
