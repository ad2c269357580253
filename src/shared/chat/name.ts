import { ok, refused, type Result } from '../result'

/** Longest name in characters: fits a line of the chat window. */
export const MAX_NAME = 40

export type NameProblem = 'empty' | 'too-long' | 'forbidden-character'

// Control characters, line separators and direction overrides could make one name look like another.
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u
const EVERY_FORBIDDEN = new RegExp(FORBIDDEN, 'gu')
// Shown as nothing, so no name may consist of them or differ by them alone; inside a name joiners have their use.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu

/** A name as it is shown and sent: trimmed, NFKC, 1 to 40 characters, nothing invisible that reorders text. */
export function parseName(text: string): Result<string, NameProblem> {
  const name = text.normalize('NFKC').trim()
  if (foldName(name) === '') return refused('empty')
  if ([...name].length > MAX_NAME) return refused('too-long')
  return FORBIDDEN.test(name) || !name.isWellFormed() ? refused('forbidden-character') : ok(name)
}

/** A name from the wire made fit to show: cleaned and cut, or undefined where nothing is left of it. */
export function cleanName(text: string): string | undefined {
  // Cut before normalising: NFKC can make one character eighteen. Cleaned before it too: what then stands side by
  // side may join, and a name that is cleaned once more on its way has to stay the same.
  const visible = text.slice(0, 1_000).toWellFormed().replace(EVERY_FORBIDDEN, '').normalize('NFKC').trim()
  const name = [...visible].slice(0, MAX_NAME).join('').trim()
  return foldName(name) === '' ? undefined : name
}

/** The form in which names are compared: NFKC, without what cannot be seen, trimmed, case-folded (DESIGN 2, Turn). */
export function foldName(name: string): string {
  // Upper before lower folds what lower alone keeps apart, such as ß and ss, or σ and ς.
  return name.normalize('NFKC').replace(INVISIBLE, '').trim().toUpperCase().toLowerCase().normalize('NFKC')
}

/** Whether two authors are the same person; nobody without a name is the same as anybody (DESIGN 2, Turn). */
export function sameUser(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && foldName(a) === foldName(b)
}
