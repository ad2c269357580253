import type { Callable } from './callable'
import { MAX_TEXT, TemplateFault } from './fault'
import { FILTERS } from './filters'
import { FUNCTIONS } from './functions'
import { METHODS } from './methods'
import type { Arguments, Expression, Piece } from './nodes'
import { calculated, compared } from './operators'
import { TESTS } from './tests'
import { itemOf, numberOf, sliceOf, textOf, truth } from './values'

type Variables = Map<string, unknown>

/** Writes a template out; `variables` is changed by `{% set %}`. A TemplateFault where something in it cannot be done. */
export function written(pieces: readonly Piece[], variables: Variables): string {
  let output = ''
  const write = (text: string) => {
    output += text
    if (output.length > MAX_TEXT) throw new TemplateFault('text too long')
  }
  const walk = (these: readonly Piece[]): void => {
    for (const piece of these) {
      switch (piece.kind) {
        case 'text':
          write(piece.text)
          break
        case 'output':
          write(textOf(valueOf(piece.of, variables)))
          break
        case 'set':
          variables.set(piece.name, valueOf(piece.to, variables))
          break
        case 'if':
          walk(piece.branches.find(({ when }) => !when || truth(valueOf(when, variables)))?.then ?? [])
          break
      }
    }
  }
  walk(pieces)
  return output
}

/** The value of an expression, by walking it. What was read is bounded in size, and there are no loops: it ends. */
function valueOf(expression: Expression, variables: Variables): unknown {
  const value = (part: Expression): unknown => valueOf(part, variables)
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'name':
      return variables.get(expression.name)
    case 'list':
      return expression.items.map(value)
    case 'dictionary':
      return Object.fromEntries(expression.entries.map(([key, item]) => [textOf(value(key)), value(item)]))
    case 'item':
      return itemOf(value(expression.of), value(expression.key))
    case 'slice':
      return sliceOf(
        value(expression.of),
        expression.from && value(expression.from),
        expression.to && value(expression.to),
      )
    case 'not':
      return !truth(value(expression.of))
    case 'minus':
      return 0 - numberOf(value(expression.of))
    case 'arithmetic':
      return calculated(expression.by, value(expression.left), value(expression.right))
    case 'comparison':
      return isComparedTrue(expression, value)
    case 'and': {
      const left = value(expression.left)
      return truth(left) ? value(expression.right) : left
    }
    case 'or': {
      const left = value(expression.left)
      return truth(left) ? left : value(expression.right)
    }
    case 'choice':
      return truth(value(expression.if)) ? value(expression.yes) : expression.no && value(expression.no)
    case 'test':
      return called(TESTS, expression.name)(value(expression.of)) !== expression.negated
    case 'filter':
      return run(called(FILTERS, expression.name), value(expression.of), expression.with, value)
    case 'call':
      return run(called(FUNCTIONS, expression.name), undefined, expression.with, value)
    case 'method':
      return run(called(METHODS, expression.name), value(expression.of), expression.with, value)
  }
}

/** `1 < a < 5` holds where each neighbour pair does. */
function isComparedTrue(
  { first, then }: Extract<Expression, { kind: 'comparison' }>,
  value: (part: Expression) => unknown,
): boolean {
  let left = value(first)
  return then.every((step) => {
    const right = value(step.with)
    const holds = compared(step.by, left, right)
    left = right
    return holds
  })
}

function run(it: Callable, of: unknown, given: Arguments, value: (part: Expression) => unknown): unknown {
  const values = given.listed.map(value)
  for (const [name, part] of given.named) {
    const place = it.names.indexOf(name)
    if (place < 0) throw new TemplateFault(`${name}=`)
    values[place] = value(part)
  }
  return it.run(of, values)
}

function called<T>(these: ReadonlyMap<string, T>, name: string): T {
  const it = these.get(name)
  if (!it) throw new TemplateFault(name)
  return it
}
