/** The part of a speller that is used. */
export interface Speller {
  correct(word: string): boolean
  suggest(word: string): string[]
}

export const MOST_SUGGESTIONS = 5
/** Longer words are not guessed at: the search grows with each character, and takes a second for 60 of them. */
const MAX_GUESSED = 24

/** Words against all dictionaries in use: a word is right if any of them knows it. */
export class Checker {
  readonly #spellers: Speller[] = []

  add(speller: Speller): void {
    this.#spellers.push(speller)
  }

  wrong(words: readonly string[]): string[] {
    if (this.#spellers.length === 0) return []
    return words.filter((word) => !isNoWord(word) && !this.#spellers.some((each) => each.correct(word)))
  }

  /** From each dictionary in turn, the best first. */
  suggest(word: string): string[] {
    if (word.length > MAX_GUESSED) return []
    const lists = this.#spellers.map((each) => each.suggest(word))
    const longest = Math.max(0, ...lists.map((list) => list.length))
    const mixed = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list[at] ?? [])).flat()
    return [...new Set(mixed)].slice(0, MOST_SUGGESTIONS)
  }
}

/** Numbers, versions and names of parts. */
function isNoWord(word: string): boolean {
  return word === '' || /\d/.test(word)
}
