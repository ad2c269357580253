/** A piece of a message: plain text, or a link with where it leads. */
export interface TextPiece {
  readonly text: string
  readonly href?: string
}

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"“”]+/giu
/** Longer ones are not opened, so they are not offered. */
const MAX_LINK = 2_048
/** Belongs to the sentence rather than to the link. */
const AFTERTHOUGHT = /[.,;:!?'’»)\]}]/u

/** Finds web and mail links in a text; everything else stays text. */
export function findLinks(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const link = withoutAfterthought(match[0])
    const href = target(link)
    if (!href) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: link, href })
    from = match.index + link.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

/** Takes closing punctuation off, but leaves a bracket that was opened inside of the link. */
function withoutAfterthought(link: string): string {
  // From the end, character by character: a pattern that looks for the end itself takes seconds over a row of dots.
  let end = link.length
  while (end > 0 && AFTERTHOUGHT.test(link.charAt(end - 1))) end--
  const keepsBracket = link.charAt(end) === ')' && link.slice(0, end).includes('(')
  return link.slice(0, end + (keepsBracket ? 1 : 0))
}

function target(link: string): string | undefined {
  try {
    const { href } = new URL(link)
    return href.length <= MAX_LINK ? href : undefined
  } catch {
    return undefined
  }
}
