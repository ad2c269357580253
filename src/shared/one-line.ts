/** Longest name in characters in a menu, a tooltip or a line: Windows cuts a tooltip at 127. */
export const MAX_LABEL = 60
/** Longest message in characters that is told in a terminal: a few of its rows. */
export const MAX_LINE = 500

// Control characters move a terminal's cursor and colour it; direction marks turn the text around them.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu

/** Text from the network on one line of a terminal, a menu or a tooltip: nothing that acts on it, `most` characters. */
export function oneLine(text: string, most: number): string {
  const characters = Array.from(text.toWellFormed().replace(UNSEEN, ' ').trim())
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}
