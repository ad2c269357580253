import { bounded, MAX_TEXT, TemplateFault } from './fault'
import { listOf, numberOf, textOf } from './values'

/** Puts `by` in the place of `old`, counted first: a short template could otherwise ask for gigabytes. */
export function replaced(value: unknown, old: unknown, by: unknown, count?: unknown): string {
  const text = textOf(value)
  const search = textOf(old)
  const put = textOf(by)
  const parts = split(text, search, count === undefined || count === null ? Infinity : numberOf(count))
  if (text.length + (parts.length - 1) * put.length > MAX_TEXT) throw new TemplateFault('text too long')
  return parts.join(put)
}

/** `split`: at a text, or at white space where none is named; at most `most` times. */
export function parted(value: unknown, at: unknown, most?: unknown): readonly string[] {
  const text = textOf(value)
  const limit = most === undefined || most === null || numberOf(most) < 0 ? Infinity : numberOf(most)
  if (at === undefined || at === null) return text.split(/\s+/).filter((part) => part !== '')
  if (at === '') throw new TemplateFault('split at nothing')
  return split(text, textOf(at), limit)
}

function split(text: string, at: string, limit: number): readonly string[] {
  const parts = text.split(at)
  return parts.length - 1 <= limit ? parts : [...parts.slice(0, limit), parts.slice(limit).join(at)]
}

/** The items of a list written out one behind the other. */
export function joined(value: unknown, separator: unknown = ''): string {
  const between = textOf(separator)
  let length = 0
  const items = listOf(value).map((item) => {
    const text = textOf(item)
    length += text.length + between.length
    if (length > MAX_TEXT + between.length) throw new TemplateFault('text too long')
    return text
  })
  return bounded(items.join(between))
}

/** Takes white space, or any of the named signs, away from one end or both. */
export function stripped(value: unknown, signs: unknown, ends: 'both' | 'left' | 'right'): string {
  const text = textOf(value)
  const away = signs === undefined || signs === null ? undefined : new Set(textOf(signs))
  const isAway = (sign: string | undefined) =>
    sign !== undefined && (away ? away.has(sign) : sign.trim() === '')
  let from = 0
  let to = text.length
  if (ends !== 'right') while (from < to && isAway(text[from])) from++
  if (ends !== 'left') while (to > from && isAway(text[to - 1])) to--
  return text.slice(from, to)
}
