import { bounded, TemplateFault } from './fault'
import { formatted } from './format'
import type { Arithmetic, Comparison } from './nodes'
import { isDictionary, isEqual, isList, numberOf, textOf } from './values'

/** Longest list that two lists together may make. */
const MAX_ITEMS = 1_000

/** What an operator makes of two values, as Python counts: `//` rounds down, `%` has the sign of the right one. */
export function calculated(by: Arithmetic, left: unknown, right: unknown): unknown {
  if (by === '~') return bounded(textOf(left) + textOf(right))
  if (by === '+' && typeof left === 'string' && typeof right === 'string') return bounded(left + right)
  if (by === '+' && isList(left) && isList(right)) return joined(left, right)
  if (by === '%' && typeof left === 'string') return formatted(left, isList(right) ? right : [right])
  const result = number(by, numberOf(left), numberOf(right))
  if (!Number.isFinite(result)) throw new TemplateFault('no number comes out')
  return result
}

function number(by: Exclude<Arithmetic, '~'>, left: number, right: number): number {
  switch (by) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '//':
      return Math.floor(left / right)
    case '%':
      return left - right * Math.floor(left / right)
    case '**':
      return left ** right
  }
}

function joined(left: readonly unknown[], right: readonly unknown[]): readonly unknown[] {
  if (left.length + right.length > MAX_ITEMS) throw new TemplateFault('list too long')
  return [...left, ...right]
}

/** Whether a comparison holds; values that have no order are a fault. */
export function compared(by: Comparison, left: unknown, right: unknown): boolean {
  switch (by) {
    case '==':
      return isEqual(left, right)
    case '!=':
      return !isEqual(left, right)
    case 'in':
      return isIn(left, right)
    case 'not in':
      return !isIn(left, right)
    case '<':
      return order(left, right) < 0
    case '<=':
      return order(left, right) <= 0
    case '>':
      return order(left, right) > 0
    case '>=':
      return order(left, right) >= 0
  }
}

/** Below zero where the left comes first. */
export function order(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  return numberOf(left) - numberOf(right)
}

function isIn(part: unknown, whole: unknown): boolean {
  if (typeof whole === 'string') return whole.includes(textOf(part))
  if (isList(whole)) return whole.some((item) => isEqual(part, item))
  if (isDictionary(whole)) return Object.hasOwn(whole, textOf(part))
  if (whole === undefined) return false
  throw new TemplateFault('not a list')
}
