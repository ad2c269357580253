import { TemplateFault } from './fault'
import { expressionOf } from './expression'
import type { Piece } from './nodes'
import { segmentsOf, type Segment, type Token } from './tokens'

/** `{% if %}` inside `{% if %}`. */
const MAX_DEPTH = 20

type Statement = Extract<Segment, { kind: 'statement' }>

/** A template as a list of pieces; throws a TemplateFault that names what is not understood. */
export function piecesOf(source: string): readonly Piece[] {
  const segments = segmentsOf(source)
  let next = 0

  const pieces = (depth: number): { readonly read: Piece[]; readonly end?: Statement } => {
    if (depth > MAX_DEPTH) throw new TemplateFault('nested too deep')
    const read: Piece[] = []
    for (;;) {
      const segment = segments[next++]
      if (!segment) return { read }
      if (segment.kind === 'text') read.push(segment)
      else if (segment.kind === 'output') read.push({ kind: 'output', of: expressionOf(segment.tokens) })
      else {
        const word = wordOf(segment)
        if (word === 'if') read.push(conditional(segment, depth))
        else if (word === 'set') read.push(assignment(segment.tokens))
        else return { read, end: segment }
      }
    }
  }

  const conditional = (first: Statement, depth: number): Piece => {
    const branches: { when?: ReturnType<typeof expressionOf>; then: Piece[] }[] = []
    for (let opening = first; ;) {
      const word = wordOf(opening)
      const rest = opening.tokens.slice(1)
      const when = word === 'else' ? undefined : expressionOf(rest)
      if (word === 'else' && rest.length > 0) throw new TemplateFault('{% else … %}')
      const { read, end } = pieces(depth + 1)
      branches.push({ when, then: read })
      if (!end) throw new TemplateFault('{% if %} without {% endif %}')
      const closing = wordOf(end)
      if (closing === 'endif') return { kind: 'if', branches }
      if ((closing !== 'elif' && closing !== 'else') || word === 'else') throw unknown(end)
      opening = end
    }
  }

  const { read, end } = pieces(0)
  if (end) throw unknown(end)
  return read
}

function assignment(tokens: readonly Token[]): Piece {
  const [, name, equals] = tokens
  if (name?.kind !== 'name' || equals?.text !== '=') throw new TemplateFault('{% set %} of several names')
  return { kind: 'set', name: name.text, to: expressionOf(tokens.slice(3)) }
}

function wordOf(statement: Statement): string {
  return statement.tokens[0]?.text ?? ''
}

function unknown(statement: Statement): TemplateFault {
  return new TemplateFault(`{% ${wordOf(statement).slice(0, 40)} %}`)
}
