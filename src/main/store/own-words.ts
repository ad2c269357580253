import { readFileSync, statSync } from 'node:fs'
import writeFileAtomic from 'write-file-atomic'

/** More words than this nobody adds by hand. */
const MOST_WORDS = 5_000
/** Longest word in characters. */
const MAX_WORD = 60
/** Bytes of a file that is read: what could be there at the most, and some air. */
const MAX_FILE = 2_000_000

/** The words that the user has added to the dictionary, one a line in a file; read when they are asked for first. */
export class OwnWords {
  readonly #file: string
  readonly #read: () => Set<string>

  constructor(file: string) {
    this.#file = file
    let words: Set<string> | undefined
    this.#read = () => (words ??= readWords(file))
  }

  /** A word in small letters is right in capitals too. */
  has(word: string): boolean {
    const words = this.#read()
    return words.has(word) || words.has(word.toLowerCase())
  }

  /** One that cannot be written down counts for this run. */
  add(word: string): void {
    const words = this.#read()
    if (!isWord(word) || words.size >= MOST_WORDS) return
    words.add(word)
    try {
      writeFileAtomic.sync(this.#file, `${[...words].join('\n')}\n`, { mode: 0o600 })
    } catch {
      return
    }
  }
}

function readWords(file: string): Set<string> {
  try {
    if (statSync(file).size > MAX_FILE) return new Set()
    return new Set(readFileSync(file, 'utf8').split('\n').filter(isWord).slice(0, MOST_WORDS))
  } catch {
    return new Set()
  }
}

function isWord(word: string): boolean {
  return word !== '' && word.length <= MAX_WORD && !/[\p{Cc}\s]/u.test(word)
}
