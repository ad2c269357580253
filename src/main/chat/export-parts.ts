import { MAX_LABEL, oneLine } from '@shared/one-line'
import type { StoredMessage } from '../store/history'

/** A room as what is exported calls it. */
export interface ExportedRoom {
  readonly name: string
  readonly topic: string
}

/** The few words in an export. */
export interface ExportWords {
  /** Of these words (BCP 47). */
  readonly language: string
  /** An author without a name. */
  readonly somebody: string
  readonly edited: string
  readonly takenBack: string
  readonly shortened: string
  readonly notSent: string
  /** A day of this computer's calendar, from milliseconds since 1970. */
  readonly day: (at: number) => string
}

// What moves a terminal's cursor or rings its bell; tabs and line ends are dealt with apart.
const CONTROLS = /(?![\t\n])\p{Cc}/gu
/** Everything that some editor shows as the end of a line. */
const LINE_ENDS = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/

/** What is to be said of a message beside its text. */
export function marksOf(message: StoredMessage, words: ExportWords): string[] {
  const { revision, deleted, cut, delivery } = message
  return [
    ...(revision && !deleted ? [words.edited] : []),
    ...(cut ? [words.shortened] : []),
    ...(delivery && delivery !== 'sent' ? [words.notSent] : []),
  ]
}

/** Its author on one line; a name from the network could pretend to be more than one. */
export function authorOf(user: string | undefined, words: ExportWords): string {
  return oneLine(user ?? '', MAX_LABEL) || words.somebody
}

/** The lines of a text, with nothing in them that acts on who shows it. */
export function linesOf(text: string): string[] {
  return text
    .toWellFormed()
    .split(LINE_ENDS)
    .map((line) => line.replace(CONTROLS, ''))
}

/** `YYYY-MM-DD HH:MM` of this computer's clock. */
export function localTime(at: number): { readonly date: string; readonly time: string } {
  const moment = new Date(at)
  const [month, day, hours, minutes] = [
    moment.getMonth() + 1,
    moment.getDate(),
    moment.getHours(),
    moment.getMinutes(),
  ].map((part) => String(part).padStart(2, '0'))
  const year = String(moment.getFullYear()).padStart(4, '0')
  return { date: `${year}-${month}-${day}`, time: `${hours}:${minutes}` }
}
