import type { KeptMessage } from '../../e2e/fixtures/kept'
import { exactly, tally, type BookRow } from '../lib/books'
import type { Said } from './talk'

/** Everything that is to be found in the histories. */
export interface Accepted {
  /** What was said in copies. */
  readonly said: readonly Said[]
  /** What a client without ids said and a copy has heard. */
  readonly heard: readonly string[]
}

/** The lines about what every copy keeps of a room: each message once, in one order, and no turn broken by an app. */
export function historyRows(
  { said, heard }: Accepted,
  histories: readonly (readonly KeptMessage[])[],
): BookRow[] {
  const taken = said.filter(({ answer }) => answer === 'taken').map(({ text }) => text)
  const texts = histories.map((kept) => kept.map(({ text }) => text))
  const lost = (wanted: readonly string[]): number =>
    sum(texts.map((there) => wanted.filter((text) => !there.includes(text)).length))
  const own = new Set(said.map(({ text }) => text))
  const [first = []] = histories
  const order = (kept: readonly KeptMessage[]): string => kept.map(({ id }) => id).join()
  return [
    tally('messages accepted from copies', taken.length),
    tally('answers lost with a window or a process', said.length - taken.length),
    exactly('of these lost, over all histories', lost(taken), 0),
    exactly('messages of copies that are there twice', sum(texts.map((all) => twice(all, own))), 0),
    exactly(
      'histories in another order than the first',
      histories.filter((kept) => order(kept) !== order(first)).length,
      0,
    ),
    exactly('turns broken by a copy', broken(first, own), 0),
    exactly('messages under a wrong name', misnamed(first, said), 0),
    tally('messages accepted from Python', heard.length),
    exactly('of these lost, over all histories', lost(heard), 0),
    exactly(
      'messages from Python that are there twice',
      sum(texts.map((all) => twice(all, new Set(heard)))),
      0,
    ),
  ]
}

function twice(texts: readonly string[], among: ReadonlySet<string>): number {
  const counted = texts.filter((text) => among.has(text))
  return counted.length - new Set(counted).size
}

/** Neighbours of one author, both from copies: a client without turns may write whenever it likes, and is marked for it. */
function broken(kept: readonly KeptMessage[], own: ReadonlySet<string>): number {
  return kept.filter(({ user, text }, index) => {
    const before = kept[index - 1]
    return before?.user === user && own.has(text) && own.has(before.text)
  }).length
}

function misnamed(kept: readonly KeptMessage[], said: readonly Said[]): number {
  const authors = new Map(said.map(({ text, user }) => [text, user]))
  return kept.filter(({ text, user }) => authors.has(text) && authors.get(text) !== user).length
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
