import { bounded, TemplateFault } from './fault'
import { numberOf, textOf } from './values'
import { whole } from './numbers'

/** Widths and places after the point beyond these are a mistake, and could fill the memory. */
const MAX_WIDTH = 100
const MAX_PLACES = 20

const PERCENT = /%(?:%|([-+0 #]*)(\d{0,3})(?:\.(\d{1,3}))?([a-zA-Z]))/g
const BRACES = /\{\{|\}\}|\{(\d{0,3})(?::([-+<>]?)(0?)(\d{0,3})(?:\.(\d{1,3}))?([a-zA-Z]?))?\}/g

/** `'%02x,%d' | format(…)` as Python's % does it, for %d %i %s %x %X %f %c. */
export function formatted(pattern: string, values: readonly unknown[]): string {
  let next = 0
  const text = bounded(pattern).replace(PERCENT, (found: string, ...groups: unknown[]) => {
    if (found === '%%') return '%'
    const [flags, width, places, type] = groups as [string, string, string | undefined, string]
    return one(values, next++, { flags, width, places, type })
  })
  if (next < values.length) throw new TemplateFault('more values than places for them')
  return bounded(text)
}

/** `'{:02x},{}'.format(…)` as Python does it, for numbered places and the same types. */
export function braced(pattern: string, values: readonly unknown[]): string {
  let next = 0
  const text = bounded(pattern).replace(BRACES, (found: string, ...groups: unknown[]) => {
    if (found === '{{' || found === '}}') return found.charAt(0)
    const [index, align, zero, width, places, type] = groups as string[]
    const flags = `${align === '<' ? '-' : align === '+' ? '+' : ''}${zero ?? ''}`
    const place = index ? Number(index) : next++
    return one(values, place, { flags, width: width ?? '', places, type: type ?? '' })
  })
  return bounded(text)
}

interface Form {
  readonly flags: string
  readonly width: string
  readonly places?: string
  readonly type: string
}

function one(values: readonly unknown[], place: number, { flags, width, places, type }: Form): string {
  if (place >= values.length) throw new TemplateFault('fewer values than places for them')
  const wide = Number(width)
  const precision = places === undefined ? undefined : Number(places)
  if (wide > MAX_WIDTH || (precision ?? 0) > MAX_PLACES) throw new TemplateFault('too wide a format')
  const body = bodyOf(values[place], type, precision)
  const sign = body.startsWith('-') ? '-' : flags.includes('+') && type !== 's' ? '+' : ''
  const digits = body.startsWith('-') ? body.slice(1) : body
  if (flags.includes('-')) return (sign + digits).padEnd(wide)
  if (flags.includes('0') && type !== 's') return sign + digits.padStart(wide - sign.length, '0')
  return (sign + digits).padStart(wide)
}

function bodyOf(value: unknown, type: string, precision: number | undefined): string {
  switch (type) {
    case 'd':
    case 'i':
    case 'u':
      return least(String(whole(numberOf(value))), precision)
    case 'x':
      return least(whole(numberOf(value)).toString(16), precision)
    case 'X':
      return least(whole(numberOf(value)).toString(16).toUpperCase(), precision)
    case 'f':
    case 'F':
      return numberOf(value).toFixed(precision ?? 6)
    case 'c':
      return typeof value === 'string' ? value.slice(0, 1) : String.fromCodePoint(code(numberOf(value)))
    case 's':
      return textOf(value).slice(0, precision)
    case '':
      return precision === undefined
        ? textOf(value)
        : Number(numberOf(value).toPrecision(precision || 1)).toString()
    default:
      throw new TemplateFault(`%${type}`)
  }
}

/** For a whole number Python's precision is the least count of digits. */
function least(digits: string, precision = 0): string {
  return digits.startsWith('-')
    ? `-${digits.slice(1).padStart(precision, '0')}`
    : digits.padStart(precision, '0')
}

function code(value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > 0x10ffff)
    throw new TemplateFault('no sign has this number')
  return value
}
