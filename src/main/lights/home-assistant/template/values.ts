import { bounded, MAX_TEXT, TemplateFault } from './fault'

/** Lists inside lists, as a payload can bring them. */
const MAX_DEPTH = 30

type Dictionary = Readonly<Record<string, unknown>>

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function isDictionary(value: unknown): value is Dictionary {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What counts as true in Python: everything but nothing, zero and what is empty. */
export function truth(value: unknown): boolean {
  if (isList(value)) return value.length > 0
  return isDictionary(value) ? Object.keys(value).length > 0 : Boolean(value)
}

/** A number, or a truth value taken for one; anything else is a fault. */
export function numberOf(value: unknown): number {
  const number = typeof value === 'boolean' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new TemplateFault('not a number')
  return number
}

/** A value that can be counted through: a list, the signs of a text, the keys of a dictionary. */
export function listOf(value: unknown): readonly unknown[] {
  if (isList(value)) return value
  if (typeof value === 'string') return Array.from(bounded(value))
  if (isDictionary(value)) return Object.keys(value)
  throw new TemplateFault('not a list')
}

/** What `.key` and `[key]` reach: only what the value itself holds, never what it has by birth. */
export function itemOf(value: unknown, key: unknown): unknown {
  if (value === undefined) throw new TemplateFault('nothing there to look into')
  if (isDictionary(value)) {
    const name = textOf(key)
    return Object.hasOwn(value, name) ? value[name] : undefined
  }
  if (typeof key !== 'number' || !(isList(value) || typeof value === 'string')) return undefined
  return value[key < 0 ? key + value.length : key]
}

/** `value[from:to]`; a negative place counts from the end. */
export function sliceOf(value: unknown, from: unknown, to: unknown): unknown {
  const start = from === undefined || from === null ? 0 : numberOf(from)
  const end = to === undefined || to === null ? undefined : numberOf(to)
  if (typeof value === 'string' || isList(value)) return value.slice(start, end)
  throw new TemplateFault('not a list')
}

/** As Python counts equality: true is 1, and lists are equal where all in them is. */
export function isEqual(left: unknown, right: unknown): boolean {
  if (typeof left === 'object' && left && typeof right === 'object' && right)
    return textOf(left) === textOf(right)
  return plain(left) === plain(right)
}

function plain(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value
}

/** A value written out as Home Assistant writes it: `True`, `None`, `[255, 0, 127]`. A whole number never has a point. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? bounded(value) : written(value, PYTHON)
}

/** A value as JSON, without spaces. */
export function jsonOf(value: unknown): string {
  return written(value, JSON_STYLE)
}

interface Style {
  readonly nothing: string
  readonly truths: readonly [no: string, yes: string]
  readonly comma: string
  readonly colon: string
  text(value: string): string
}

const PYTHON: Style = {
  nothing: 'None',
  truths: ['False', 'True'],
  comma: ', ',
  colon: ': ',
  text: (value) => {
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    const signs = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
    return quote + (quote === "'" ? signs.replaceAll("'", "\\'") : signs) + quote
  },
}
const JSON_STYLE: Style = {
  nothing: 'null',
  truths: ['false', 'true'],
  comma: ',',
  colon: ':',
  text: (value) => JSON.stringify(value),
}

/** Counts what it writes: a list that holds another twice, which holds another twice, would never end. */
function written(whole: unknown, style: Style): string {
  let length = 0
  const count = (text: string): string => {
    length += text.length
    if (length > MAX_TEXT) throw new TemplateFault('text too long')
    return text
  }
  const write = (value: unknown, depth: number): string => {
    if (depth > MAX_DEPTH) throw new TemplateFault('nested too deep')
    // An empty list is written in two signs, which count as much as any other.
    if (typeof value === 'object') count('[]')
    if (value === undefined) return depth === 0 ? '' : count(style.nothing)
    if (value === null) return count(style.nothing)
    if (typeof value === 'boolean') return count(style.truths[value ? 1 : 0])
    if (typeof value === 'number') return count(String(value))
    if (typeof value === 'string') return count(style.text(bounded(value)))
    if (isList(value)) return `[${value.map((item) => write(item, depth + 1)).join(style.comma)}]`
    if (!isDictionary(value)) throw new TemplateFault('no value of a template')
    const entries = Object.entries(value).map(
      ([key, item]) => count(style.text(key)) + style.colon + write(item, depth + 1),
    )
    return `{${entries.join(style.comma)}}`
  }
  return bounded(write(whole, 0))
}
