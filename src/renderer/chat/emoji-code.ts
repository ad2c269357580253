/** Longest code that is looked for, so that a long text costs no more than a short one. */
const LONGEST = 60

/** A code that stands right before the caret, and where it begins. */
export interface CodeAt {
  /** Place of its first colon. */
  readonly from: number
  readonly code: string
}

// Not after a letter or a digit, as in 10:30:45, nor where two colons or a path are.
const OPEN = /(?<![\p{L}\p{N}:_/]):([a-z0-9_+-]{2,58})$/iu
const CLOSED = /(?<![\p{L}\p{N}:_/]):([a-z0-9_+-]{1,58}):$/iu

/** The code that is being typed, `:sm`; one letter is not enough, for `:D` is none. */
export function openCodeAt(text: string, caret: number): CodeAt | undefined {
  return codeAt(OPEN, text, caret)
}

/** The code that the colon before the caret closes, `:smile:`. */
export function closedCodeAt(text: string, caret: number): CodeAt | undefined {
  return codeAt(CLOSED, text, caret)
}

function codeAt(pattern: RegExp, text: string, caret: number): CodeAt | undefined {
  const start = Math.max(0, caret - LONGEST - 1)
  const found = pattern.exec(text.slice(start, caret))
  return found?.[1] === undefined ? undefined : { from: start + found.index, code: found[1] }
}
