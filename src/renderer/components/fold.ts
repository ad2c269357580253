/** A text is folded when it is longer than either of these. */
const MOST_CHARS = 1_200
const MOST_LINES = 16

/** The beginning of a long text, or undefined where all of it may be shown. */
export function folded(text: string, mostChars = MOST_CHARS, mostLines = MOST_LINES): string | undefined {
  let end = -1
  for (let line = 0; line < mostLines; line++) {
    end = text.indexOf('\n', end + 1)
    if (end < 0) break
  }
  const cut = Math.min(end < 0 ? text.length : end, mostChars)
  return cut < text.length ? text.slice(0, cut).toWellFormed() : undefined
}
