import type { StoredMessage } from '../store/history'
import { authorOf, linesOf, localTime, marksOf, type ExportWords, type ExportedRoom } from './export-parts'

/** Stands in the page as it is: its hash lets it in, so it may not be changed without that. */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1d1f; --soft: #5c5c63; --line: #d8d8de }
@media (prefers-color-scheme: dark) { :root { --paper: #1b1b1f; --ink: #ececf0; --soft: #a6a6b0; --line: #3d3d45 } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.4rem; margin: 0; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line) }
article { margin: 0.75rem 0 }
p, blockquote { margin: 0.15rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
blockquote { padding-left: 0.6rem; border-left: 3px solid var(--line); color: var(--soft) }
time, .soft { color: var(--soft); font-size: 0.85rem }
`
/** CSP 3, 8.2: SHA-256 of what stands between the style's tags. */
export const STYLE_HASH = 'wEw0udMVAkScEH5OIMc43QQN6uK5MUCPB6pjn1zHi38='

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** One page that needs nothing else, in which nothing of a message is anything but text. */
export function* htmlLines(
  room: ExportedRoom,
  messages: Iterable<StoredMessage>,
  words: ExportWords,
): Generator<string> {
  const [name, topic] = [escaped(room.name), escaped(room.topic)]
  yield `<!doctype html>
<html lang="${escaped(words.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1><bdi>${name}</bdi></h1>
${name === topic ? '' : `<p class="soft"><bdi>${topic}</bdi></p>\n`}`
  let day: string | undefined
  for (const message of messages) {
    const { date } = localTime(message.ts)
    if (date !== day) yield `<h2><time datetime="${date}">${escaped(words.day(message.ts))}</time></h2>\n`
    day = date
    yield article(message, words)
  }
  yield '</main>\n</body>\n</html>\n'
}

function article(message: StoredMessage, words: ExportWords): string {
  const { user, ts, quote, deleted, text } = message
  const when = `<time datetime="${new Date(ts).toISOString()}">${localTime(ts).time}</time>`
  const marks = marksOf(message, words).map((mark) => ` <span class="soft">(${escaped(mark)})</span>`)
  const parts = [
    `<header><strong><bdi>${escaped(authorOf(user, words))}</bdi></strong> ${when}${marks.join('')}</header>`,
    ...(quote && !deleted
      ? [
          `<blockquote dir="auto"><strong><bdi>${escaped(authorOf(quote.user, words))}</bdi></strong>: ${escaped(quote.text)}</blockquote>`,
        ]
      : []),
    deleted ? `<p class="soft">(${escaped(words.takenBack)})</p>` : `<p dir="auto">${escaped(text)}</p>`,
  ]
  return `<article>\n${parts.join('\n')}\n</article>\n`
}

function escaped(text: string): string {
  return linesOf(text)
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
