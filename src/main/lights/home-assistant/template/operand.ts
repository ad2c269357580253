import { TemplateFault } from './fault'
import { FILTERS } from './filters'
import { FUNCTIONS } from './functions'
import { METHODS } from './methods'
import type { Arguments, Expression } from './nodes'
import { TESTS } from './tests'
import type { TokenReader } from './token-reader'

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
])
/** Words that are no names. */
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'if', 'else', 'in', 'is'])

/** Reads what operators stand between: a literal, a name, a call, and what is reached from there. */
export class OperandParser {
  /** `node` counts; `choice` reads a whole expression inside brackets. */
  constructor(
    private readonly reader: TokenReader,
    private readonly node: (expression: Expression) => Expression,
    private readonly choice: () => Expression,
  ) {}

  /** One expression; with commas a list, which is also what brackets with commas are. */
  list(): Expression {
    const first = this.choice()
    if (!this.reader.isNext(',')) return first
    const items = [first]
    while (this.reader.take(',')) if (!this.reader.isNext(')')) items.push(this.choice())
    return this.node({ kind: 'list', items })
  }

  /** A value with what is reached from it by dots and brackets. */
  operand(): Expression {
    return this.reached(this.primary())
  }

  private primary(): Expression {
    const { reader } = this
    if (reader.take('(')) return this.closed(this.list(), ')')
    if (reader.take('[')) return this.node({ kind: 'list', items: this.items(']') })
    if (reader.take('{')) return this.dictionary()
    const token = reader.next()
    if (token.kind === 'number') return this.node({ kind: 'literal', value: Number(token.text) })
    if (token.kind === 'text') return this.node({ kind: 'literal', value: token.text })
    if (token.kind === 'sign' || WORDS.has(token.text)) throw new TemplateFault(token.text)
    const constant = CONSTANTS.get(token.text)
    if (constant !== undefined) return this.node({ kind: 'literal', value: constant })
    if (!reader.take('(')) return this.node({ kind: 'name', name: token.text })
    if (!FUNCTIONS.has(token.text)) throw new TemplateFault(`${token.text}()`)
    return this.node({ kind: 'call', name: token.text, with: this.arguments() })
  }

  /** `.key`, `['key']`, `[0]`, `[0:2]`, `.method()` behind a value. */
  private reached(start: Expression): Expression {
    const { reader } = this
    let of = start
    for (;;) {
      if (reader.take('[')) of = this.subscript(of)
      else if (reader.take('.')) {
        const { kind, text } = reader.next()
        if (kind !== 'name' && kind !== 'number') throw new TemplateFault(`.${text}`)
        if (reader.take('(')) {
          if (!METHODS.has(text)) throw new TemplateFault(`.${text}()`)
          of = this.node({ kind: 'method', of, name: text, with: this.arguments() })
        } else {
          const key = kind === 'number' ? Number(text) : text
          of = this.node({ kind: 'item', of, key: { kind: 'literal', value: key } })
        }
      } else return of
    }
  }

  private subscript(of: Expression): Expression {
    const { reader } = this
    const from = reader.isNext(':') ? undefined : this.choice()
    if (from && !reader.isNext(':')) return this.closed(this.node({ kind: 'item', of, key: from }), ']')
    reader.expect(':')
    const to = reader.isNext(']') ? undefined : this.choice()
    return this.closed(this.node({ kind: 'slice', of, from, to }), ']')
  }

  /** `| filter` and `is test` behind a value. */
  filtered(start: Expression): Expression {
    const { reader } = this
    let of = start
    for (;;) {
      if (reader.take('|')) {
        const name = reader.name()
        if (!FILTERS.has(name)) throw new TemplateFault(`| ${name}`)
        const given = reader.take('(')
          ? this.arguments()
          : { listed: [], named: new Map<string, Expression>() }
        of = this.node({ kind: 'filter', of, name, with: given })
      } else if (reader.takeWord('is')) {
        const negated = reader.takeWord('not')
        const name = reader.name()
        if (!TESTS.has(name)) throw new TemplateFault(`is ${name}`)
        of = this.node({ kind: 'test', of, name, negated })
      } else return of
    }
  }

  private arguments(): Arguments {
    const { reader } = this
    const listed: Expression[] = []
    const named = new Map<string, Expression>()
    while (!reader.take(')')) {
      const name = reader.takeNameOfArgument()
      if (name) named.set(name, this.choice())
      else listed.push(this.choice())
      if (!reader.isNext(')')) reader.expect(',')
    }
    return { listed, named }
  }

  private items(close: string): Expression[] {
    const items: Expression[] = []
    while (!this.reader.take(close)) {
      items.push(this.choice())
      if (!this.reader.isNext(close)) this.reader.expect(',')
    }
    return items
  }

  private dictionary(): Expression {
    const entries: [Expression, Expression][] = []
    while (!this.reader.take('}')) {
      const key = this.choice()
      this.reader.expect(':')
      entries.push([key, this.choice()])
      if (!this.reader.isNext('}')) this.reader.expect(',')
    }
    return this.node({ kind: 'dictionary', entries })
  }

  private closed(expression: Expression, by: string): Expression {
    this.reader.expect(by)
    return expression
  }
}
