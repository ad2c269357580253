/** One emoji as it is searched for and chosen. */
export interface Emoji {
  readonly character: string
  /** What Unicode calls it, in the language of the window. */
  readonly name: string
  /** What may stand between two colons for it; the first is the one that is shown. */
  readonly codes: readonly string[]
  readonly group: number
  /** Name, tags and codes, folded, each after a space: what a search looks through. */
  readonly words: string
}

/** What emojibase-data's `compact.json` says of an emoji, as far as it is used here. */
export interface CompactEmoji {
  readonly unicode: string
  readonly hexcode: string
  readonly label: string
  readonly tags?: readonly string[]
  readonly group?: number
}

/** By hexcode: the short names of an emoji. */
export type Shortcodes = Readonly<Record<string, string | readonly string[]>>

/** Skin tones and hair by themselves; nobody writes those. */
const COMPONENTS = 2

/** The emoji that can be chosen, in Unicode's order. Whatever has no short name gets its own name as one. */
export function readEmoji(compact: readonly CompactEmoji[], shortcodes: Shortcodes): Emoji[] {
  return compact.flatMap(({ unicode, hexcode, label, tags = [], group }) => {
    // Only the letters of which flags are made belong to no group.
    if (group === undefined || group === COMPONENTS) return []
    const short = shortcodes[hexcode] ?? []
    const codes = [...new Set([...(typeof short === 'string' ? [short] : short), codeOf(label)])]
    const words = ` ${fold([label, ...tags, ...codes].join(' '))}`
    return [{ character: unicode, name: label, codes, group, words }]
  })
}

/** The emoji whose code this is. */
export function emojiOf(list: readonly Emoji[], code: string): Emoji | undefined {
  const wanted = code.toLowerCase()
  return list.find(({ codes }) => codes.includes(wanted))
}

/** An emoji that what is being typed may be meant for, with the code that fits. */
export interface Suggestion {
  readonly emoji: Emoji
  readonly code: string
}

/** The emoji with a code that begins with what was typed, the shortest first, then those in which a later word does. */
export function suggestionsFor(list: readonly Emoji[], typed: string, most = 8): Suggestion[] {
  const wanted = typed.toLowerCase()
  const found = list.flatMap((emoji) => {
    const fits = (code: string): boolean => code.startsWith(wanted) || code.includes(`_${wanted}`)
    const fitting = emoji.codes.filter(fits).sort(bySize(wanted))[0]
    return fitting === undefined ? [] : [{ emoji, code: fitting }]
  })
  return found.sort((a, b) => bySize(wanted)(a.code, b.code)).slice(0, most)
}

function bySize(wanted: string) {
  return (a: string, b: string): number =>
    Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)) || a.length - b.length
}

/** The emoji that have a word beginning with each of the searched words; those that are called so come first. */
export function searchEmoji(list: readonly Emoji[], text: string, most = 96): Emoji[] {
  const wanted = fold(text)
    .split(/[\s:]+/)
    .filter((word) => word !== '')
    .slice(0, 8)
  if (wanted.length === 0) return []
  const found = list.filter(({ words }) =>
    wanted.every((word) => words.includes(` ${word}`) || words.includes(`_${word}`)),
  )
  const first = wanted[0] ?? ''
  const rank = ({ name, codes }: Emoji): number =>
    codes.includes(first) ? 0 : fold(name).startsWith(first) ? 1 : 2
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, most)
}

/** Small letters without accents, so that `perche` finds `perché`. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}

/** `faccina felice` → `faccina_felice`. */
function codeOf(label: string): string {
  return fold(label)
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '')
}
