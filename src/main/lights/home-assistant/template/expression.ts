import { TemplateFault } from './fault'
import type { Arithmetic, Comparison, Expression } from './nodes'
import { OperandParser } from './operand'
import { tokenReader, type TokenReader } from './token-reader'
import type { Token } from './tokens'

/** Expressions inside brackets inside brackets, and one operator after another. */
const MAX_DEPTH = 40
const MAX_NODES = 600

/** From the loosest to the tightest, as Jinja binds them: `~` stands between the sums and the products. */
const ARITHMETIC: readonly (readonly Arithmetic[])[] = [['+', '-'], ['~'], ['*', '/', '//', '%'], ['**']]
const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>=', 'in']

/** Reads one whole expression; throws a TemplateFault that names what is not understood. */
export function expressionOf(tokens: readonly Token[]): Expression {
  const reader = tokenReader(tokens)
  const expression = new ExpressionParser(reader).whole()
  reader.end()
  return expression
}

/** By recursive descent, one method per strength of binding. */
class ExpressionParser {
  #depth = 0
  #nodes = 0

  private readonly operands: OperandParser

  constructor(private readonly reader: TokenReader) {
    this.operands = new OperandParser(
      reader,
      (expression) => this.node(expression),
      () => this.choice(),
    )
  }

  whole(): Expression {
    return this.operands.list()
  }

  /** `a if b else c` and all that binds tighter. */
  private choice(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new TemplateFault('nested too deep')
    let expression = this.or()
    while (this.reader.takeWord('if')) {
      const condition = this.or()
      const no = this.reader.takeWord('else') ? this.choice() : undefined
      expression = this.node({ kind: 'choice', if: condition, yes: expression, no })
    }
    this.#depth--
    return expression
  }

  private or(): Expression {
    let left = this.and()
    while (this.reader.takeWord('or')) left = this.node({ kind: 'or', left, right: this.and() })
    return left
  }

  private and(): Expression {
    let left = this.not()
    while (this.reader.takeWord('and')) left = this.node({ kind: 'and', left, right: this.not() })
    return left
  }

  private not(): Expression {
    if (!this.reader.takeWord('not')) return this.comparison()
    if (++this.#depth > MAX_DEPTH) throw new TemplateFault('nested too deep')
    const of = this.not()
    this.#depth--
    return this.node({ kind: 'not', of })
  }

  private comparison(): Expression {
    const first = this.arithmetic(0)
    const then: { by: Comparison; with: Expression }[] = []
    for (;;) {
      const by = this.reader.takeNotIn() ? 'not in' : this.reader.takeOneOf(COMPARISONS)
      if (!by) return then.length > 0 ? this.node({ kind: 'comparison', first, then }) : first
      then.push({ by: by as Comparison, with: this.arithmetic(0) })
    }
  }

  private arithmetic(level: number): Expression {
    const signs = ARITHMETIC[level]
    if (!signs) return this.operands.filtered(this.unary())
    let left = this.arithmetic(level + 1)
    for (;;) {
      const by = this.reader.takeOneOf(signs) as Arithmetic | undefined
      if (!by) return left
      left = this.node({ kind: 'arithmetic', by, left, right: this.arithmetic(level + 1) })
    }
  }

  private unary(): Expression {
    const sign = this.reader.takeOneOf(['-', '+'])
    if (!sign) return this.operands.operand()
    if (++this.#depth > MAX_DEPTH) throw new TemplateFault('nested too deep')
    const of = this.unary()
    this.#depth--
    return sign === '-' ? this.node({ kind: 'minus', of }) : of
  }

  private node(expression: Expression): Expression {
    if (++this.#nodes > MAX_NODES) throw new TemplateFault('too long an expression')
    return expression
  }
}
