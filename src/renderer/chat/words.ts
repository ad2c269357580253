/** Most words of a text that are looked up, and the longest in characters; main asks for no more at once. */
const MOST_WORDS = 200
const LONGEST = 60

const WORD = /[\p{L}][\p{L}\p{M}'’]*/gu
/** What is no language: code, addresses, emoji by name. */
const NOT_WORDS = /```[\s\S]*?(?:```|$)|`[^`\n]*`|\S+[@/\\]\S*|:\w+:/gu

/** The words of a text that can be looked up, each once; not the one that is being written at its end. */
export function wordsOf(text: string): string[] {
  const plain = text.replace(NOT_WORDS, ' ')
  const found = [...plain.matchAll(WORD)].flatMap(({ 0: word, index }) =>
    index + word.length === plain.length || word.length > LONGEST ? [] : [word.replace(/['’]+$/u, '')],
  )
  return [...new Set(found)].slice(0, MOST_WORDS)
}

/** A text with another word in all places where this one stands alone. */
export function replaceWord(text: string, word: string, right: string): string {
  return text.replace(WORD, (found) => (found === word ? right : found))
}
