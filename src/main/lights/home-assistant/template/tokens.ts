import { TemplateFault } from './fault'

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign'
  /** Of a name or a sign as written, of a text what it means. */
  readonly text: string
}

/** Plain text, or what stands between `{{ }}` or `{% %}`. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output'; readonly tokens: readonly Token[] }
  | { readonly kind: 'statement'; readonly tokens: readonly Token[] }

const OPENING = /\{[{%#]-?/g
const SPACE = /\s+/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y
const NUMBER = /0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
/** After a dot a number is a place in a list: `value_json.rgb.0`. */
const PLACE = /\d+/y
const TEXT = /'(?:\\[^]|[^'\\])*'|"(?:\\[^]|[^"\\])*"/y
const SIGN = /\*\*|\/\/|==|!=|<=|>=|[-+*/%~<>|.,:()[\]{}=]/y

/** Cuts a template into text and tokens. A minus at a delimiter takes the white space beside it away. */
export function segmentsOf(source: string): Segment[] {
  const segments: Segment[] = []
  let at = 0
  let strip = false
  for (;;) {
    OPENING.lastIndex = at
    const opening = OPENING.exec(source)
    const raw = source.slice(at, opening?.index)
    const left = strip ? raw.trimStart() : raw
    const text = opening?.[0].endsWith('-') ? left.trimEnd() : left
    if (text) segments.push({ kind: 'text', text })
    if (!opening) return segments
    const start = opening.index + opening[0].length
    const inside =
      opening[0][1] === '#' ? commentFrom(source, start) : codeFrom(source, start, opening[0][1] ?? '')
    if (inside.segment) segments.push(inside.segment)
    at = inside.end
    strip = inside.strip
  }
}

interface Inside {
  readonly segment?: Segment
  readonly end: number
  readonly strip: boolean
}

function commentFrom(source: string, start: number): Inside {
  const close = source.indexOf('#}', start)
  if (close < 0) throw new TemplateFault('{# without #}')
  return { end: close + 2, strip: source[close - 1] === '-' && close > start }
}

function codeFrom(source: string, start: number, mark: string): Inside {
  const close = mark === '{' ? '}}' : '%}'
  const tokens: Token[] = []
  let brackets = 0
  let at = start
  for (;;) {
    at += match(SPACE, source, at)?.length ?? 0
    // Inside `{'a': {'b': 1}}` two braces close two dictionaries.
    if (brackets === 0) {
      const strip = source[at] === '-' && source.startsWith(close, at + 1)
      if (strip || source.startsWith(close, at)) {
        const kind = mark === '{' ? 'output' : 'statement'
        return { segment: { kind, tokens }, end: at + (strip ? 3 : 2), strip }
      }
    }
    if (at >= source.length) throw new TemplateFault(`{${mark} without ${close}`)
    const [token, length] = tokenAt(source, at, tokens.at(-1)?.text === '.')
    if (token.kind === 'sign') brackets += /[([{]/.test(token.text) ? 1 : /[)\]}]/.test(token.text) ? -1 : 0
    tokens.push(token)
    at += length
  }
}

function tokenAt(source: string, at: number, afterDot: boolean): [Token, number] {
  const name = match(NAME, source, at)
  if (name) return [{ kind: 'name', text: name }, name.length]
  const number = match(afterDot ? PLACE : NUMBER, source, at)
  if (number) return [{ kind: 'number', text: number }, number.length]
  const text = match(TEXT, source, at)
  if (text) return [{ kind: 'text', text: unescaped(text.slice(1, -1)) }, text.length]
  const sign = match(SIGN, source, at)
  if (sign) return [{ kind: 'sign', text: sign }, sign.length]
  throw new TemplateFault(`sign ${source.slice(at, at + 1)}`)
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
])

function unescaped(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([^]))/g, (whole, byte, unit, sign) => {
    const code = (byte ?? unit) as string | undefined
    return code ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES.get(sign as string) ?? whole)
  })
}
