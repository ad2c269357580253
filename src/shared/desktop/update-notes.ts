import { oneLine } from '../one-line'
import { MAX_NOTES } from './update'

// More than this is not read: what is shown is far shorter, and all of it is walked through.
const MAX_READ = 200_000
const MAX_READ_VERSIONS = 20

// A comment, a tag, text between tags, or a `<` that begins nothing. A name that goes on with `:` is a link in Markdown.
const PIECE = /<!--[^]*?(?:-->|$)|<(\/?)([a-z][a-z0-9]*)(?=[\s/>])[^<>]*>|[^<]+|</gi

const BLOCKS = new Set(
  'address article blockquote dd details div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr ol p pre section summary table tr ul'.split(
    ' ',
  ),
)

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
}

/** What a release says about itself: HTML from GitHub, plain text, or a text for each version since. */
export type ReleaseNotes = string | readonly { readonly version: string; readonly note?: string | null }[]

/** Release notes as plain text of at most MAX_NOTES characters: no mark-up, nothing that acts on the text around it. */
export function notesAsText(notes: ReleaseNotes): string {
  const text =
    typeof notes === 'string'
      ? tidy(plain(notes))
      : notes
          .slice(0, MAX_READ_VERSIONS)
          .map(({ version, note }) => `${tidy(version)}\n${tidy(plain(note ?? ''))}`.trimEnd())
          .join('\n\n')
  const characters = [...text]
  return characters.length <= MAX_NOTES ? text : `${characters.slice(0, MAX_NOTES - 1).join('')}…`
}

function plain(html: string): string {
  const pieces = [...html.slice(0, MAX_READ).matchAll(PIECE)]
  // What has no tags is not HTML, and means its lines and its `&amp;` as they are.
  if (pieces.every(([, , name]) => name === undefined)) return pieces.map(([piece]) => piece).join('')
  const said: string[] = []
  let before = '\n'
  const say = (text: string): void => {
    if (text === '') return
    said.push(text)
    before = text.at(-1) ?? before
  }
  let preformatted = 0
  let unseen: string | undefined
  for (const [piece, slash, tag] of pieces) {
    const name = tag?.toLowerCase()
    if (unseen !== undefined) {
      if (slash && name === unseen) unseen = undefined
    } else if (name === undefined) {
      if (piece.startsWith('<!--')) continue
      say(preformatted > 0 ? decode(piece) : flowing(decode(piece), before))
    } else {
      if (!slash && (name === 'script' || name === 'style')) unseen = name
      if (name === 'pre') preformatted = Math.max(0, preformatted + (slash ? -1 : 1))
      say(name === 'td' || name === 'th' ? flowing(' ', before) : breakAt(name, slash === '/'))
    }
  }
  return said.join('')
}

function breakAt(name: string, ends: boolean): string {
  if (name === 'br') return '\n'
  if (name === 'li') return ends ? '' : '\n• '
  return BLOCKS.has(name) ? (/^(?:h[1-6]|p|pre)$/.test(name) ? '\n\n' : '\n') : ''
}

/** Spaces and lines of HTML are one space, and none at the beginning of a line. */
function flowing(text: string, before: string): string {
  const said = text.replace(/\s+/g, ' ')
  return /\s/.test(before) ? said.trimStart() : said
}

function decode(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Each line cleaned for itself but for what it is moved in by, and never more than one empty line. */
function tidy(text: string): string {
  return text
    .split(/\r?\n|\r/)
    .map((line) => `${/^ *(?=\S)/.exec(line)?.[0] ?? ''}${oneLine(line, Infinity)}`)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd()
}
