import { TemplateFault } from './fault'
import { numberOf } from './values'

const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const MAX_PLACES = 15

/** Towards zero, as Python's `int`. */
export function whole(value: number): number {
  const cut = Math.trunc(value)
  if (!Number.isSafeInteger(cut)) throw new TemplateFault('too large a number')
  return cut === 0 ? 0 : cut
}

/** `float`: a number, also from a text; `fallback` where it is none, and a fault where there is no fallback. */
export function asFloat(value: unknown, fallback?: unknown): unknown {
  const number = readFloat(value)
  return number ?? orFallback(fallback)
}

/** `int`: the whole part of a number, also from a text, which may be of another base: `'ff' | int(base=16)`. */
export function asInt(value: unknown, fallback?: unknown, base: unknown = 10): unknown {
  const radix = numberOf(base)
  if (radix === 10 || typeof value !== 'string') {
    const number = readFloat(value)
    return number === undefined ? orFallback(fallback) : whole(number)
  }
  if (!Number.isInteger(radix) || radix < 2 || radix > 36) throw new TemplateFault('no such base')
  const digits = radix === 16 ? value.trim().replace(/^([+-]?)(?:0x|#)/i, '$1') : value.trim()
  const known = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix)
  if (!new RegExp(`^[+-]?[${known}]{1,12}$`, 'i').test(digits)) return orFallback(fallback)
  return whole(Number.parseInt(digits, radix))
}

/** `round`: to the even one in the middle, and a whole number where no places are asked for. */
export function rounded(
  value: unknown,
  places: unknown = 0,
  method: unknown = 'common',
  fallback?: unknown,
): unknown {
  const number = readFloat(value)
  if (number === undefined) return orFallback(fallback)
  const count = numberOf(places)
  if (!Number.isInteger(count) || Math.abs(count) > MAX_PLACES) throw new TemplateFault('round')
  const factor = 10 ** count
  switch (method) {
    case 'floor':
      return Math.floor(number * factor) / factor
    case 'ceil':
      return Math.ceil(number * factor) / factor
    case 'half':
      return Math.round(number * 2) / 2
    case 'common':
      return count > 0 ? Number(number.toFixed(count)) : toEven(number * factor) / factor
    default:
      throw new TemplateFault('round')
  }
}

function toEven(value: number): number {
  const low = Math.floor(value)
  const above = value - low
  const result = above > 0.5 || (above === 0.5 && low % 2 !== 0) ? low + 1 : low
  return result === 0 ? 0 : result
}

function readFloat(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.length > 400) return undefined
  const text = value.trim()
  const number = FLOAT.test(text) ? Number(text) : NaN
  return Number.isFinite(number) ? number : undefined
}

function orFallback(fallback: unknown): unknown {
  if (fallback === undefined) throw new TemplateFault('not a number')
  return fallback
}
