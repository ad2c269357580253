import { TemplateFault } from './fault'
import type { Token } from './tokens'

/** The tokens of one expression, taken one after another. */
export interface TokenReader {
  next(): Token
  name(): string
  isNext(sign: string): boolean
  take(sign: string): boolean
  takeWord(word: string): boolean
  /** A sign or a word of these. */
  takeOneOf(these: readonly string[]): string | undefined
  takeNotIn(): boolean
  /** `name=` inside brackets. */
  takeNameOfArgument(): string | undefined
  expect(sign: string): void
  end(): void
}

/** Reads tokens from the first to the last; what is not as expected is a TemplateFault that names it. */
export function tokenReader(tokens: readonly Token[]): TokenReader {
  let at = 0
  const is = (place: number, kind: Token['kind'], text: string) =>
    tokens[place]?.kind === kind && tokens[place].text === text
  const takeIf = (taken: boolean) => {
    if (taken) at++
    return taken
  }

  return {
    next() {
      const token = tokens[at++]
      if (!token) throw new TemplateFault('the end comes too early')
      return token
    },
    name() {
      const token = this.next()
      if (token.kind !== 'name') throw new TemplateFault(token.text)
      return token.text
    },
    isNext: (sign) => is(at, 'sign', sign),
    take: (sign) => takeIf(is(at, 'sign', sign)),
    takeWord: (word) => takeIf(is(at, 'name', word)),
    takeOneOf(these) {
      const token = tokens[at]
      if (!token || (token.kind !== 'sign' && token.kind !== 'name') || !these.includes(token.text))
        return undefined
      at++
      return token.text
    },
    takeNotIn() {
      if (!is(at, 'name', 'not') || !is(at + 1, 'name', 'in')) return false
      at += 2
      return true
    },
    takeNameOfArgument() {
      if (tokens[at]?.kind !== 'name' || !is(at + 1, 'sign', '=')) return undefined
      at += 2
      return tokens[at - 2]?.text
    },
    expect(sign) {
      if (!this.take(sign)) throw new TemplateFault(tokens[at]?.text ?? `no ${sign}`)
    },
    end() {
      const more = tokens[at]
      if (more) throw new TemplateFault(more.text)
    },
  }
}
