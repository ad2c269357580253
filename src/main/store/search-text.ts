/** Most words of a search that are looked for. */
export const MAX_WORDS = 12
/** Longest word in UTF-16 units that is told from others. */
const MAX_WORD = 64
/** About how much of a text is shown around the words of a search, and how much of that before the first, in UTF-16 units. */
const EXCERPT = 200
const LEAD = 40

/** Writing without spaces between words: each character is one. */
const UNSPACED = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`
const WORD = new RegExp(String.raw`[${UNSPACED}]\p{M}*|(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}])+`, 'gu')

/** The words a text is found by, each once: small letters and digits, without accents. */
export function indexWords(text: string): string[] {
  const words = new Set<string>()
  for (const [word] of text.matchAll(WORD)) words.add(fold(word))
  words.delete('')
  return [...words]
}

/** The words of a search; everything but letters and digits only parts them. */
export function searchWords(text: string): string[] {
  const words = new Set<string>()
  for (const [word] of text.matchAll(WORD)) {
    const folded = fold(word)
    if (folded !== '') words.add(folded)
    if (words.size === MAX_WORDS) break
  }
  return [...words]
}

/** Whether a text has all the words of a search, each as the beginning of one of its own. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const own = indexWords(text)
  return words.every((word) => own.some((one) => one.startsWith(word)))
}

/** The part of a text around the first of the words that are searched for, with those that match marked. */
export function excerpt(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const pieces: { text: string; hit: boolean }[] = []
  const add = (piece: string, hit: boolean): void => {
    if (piece !== '') pieces.push({ text: piece, hit })
  }
  let begin: number | undefined
  let done = 0
  let end = Math.min(EXCERPT, text.length)
  for (const match of text.matchAll(WORD)) {
    if (begin !== undefined && match.index >= end) break
    const folded = fold(match[0])
    if (folded === '' || !words.some((word) => folded.startsWith(word))) continue
    if (begin === undefined) {
      begin = match.index > LEAD ? whole(text, match.index - LEAD) : 0
      end = whole(text, Math.min(begin + EXCERPT, text.length))
      done = begin
    }
    const wordEnd = Math.min(match.index + match[0].length, Math.max(end, done))
    add(`${done === begin && begin > 0 ? '…' : ''}${text.slice(done, match.index)}`, false)
    add(text.slice(match.index, wordEnd), true)
    done = wordEnd
  }
  add(`${text.slice(done, end)}${end < text.length ? '…' : ''}`, false)
  return pieces
}

/** A place in a text that halves no character. */
function whole(text: string, place: number): number {
  const code = text.charCodeAt(place)
  return code >= 0xdc00 && code <= 0xdfff ? place - 1 : place
}

/** A word as it is compared. */
function fold(word: string): string {
  const folded = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, MAX_WORD)
  return folded.isWellFormed() ? folded : folded.slice(0, -1)
}
