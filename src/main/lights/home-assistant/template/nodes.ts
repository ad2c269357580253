/** What an operator between two values is called in a template. */
export type Arithmetic = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '~'
export type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in'

/** What stands between brackets after a filter or a function. */
export interface Arguments {
  readonly listed: readonly Expression[]
  readonly named: ReadonlyMap<string, Expression>
}

/** An expression as it was read. Nothing in it is code: it is walked, never compiled. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'item'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'slice'; readonly of: Expression; readonly from?: Expression; readonly to?: Expression }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | {
      readonly kind: 'arithmetic'
      readonly by: Arithmetic
      readonly left: Expression
      readonly right: Expression
    }
  | {
      readonly kind: 'comparison'
      readonly first: Expression
      readonly then: readonly { readonly by: Comparison; readonly with: Expression }[]
    }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly if: Expression; readonly yes: Expression; readonly no?: Expression }
  | { readonly kind: 'test'; readonly of: Expression; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'filter'; readonly of: Expression; readonly name: string; readonly with: Arguments }
  | { readonly kind: 'call'; readonly name: string; readonly with: Arguments }
  | { readonly kind: 'method'; readonly of: Expression; readonly name: string; readonly with: Arguments }

/** One piece of a template, in the order it is written out. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly of: Expression }
  | { readonly kind: 'set'; readonly name: string; readonly to: Expression }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly when?: Expression; readonly then: readonly Piece[] }[]
    }
