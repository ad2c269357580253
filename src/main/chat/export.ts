import type { StoredMessage } from '../store/history'
import { htmlLines } from './export-html'
import { authorOf, linesOf, localTime, marksOf, type ExportWords, type ExportedRoom } from './export-parts'

export type { ExportWords } from './export-parts'

type Format = 'txt' | 'jsonl' | 'html'

const INDENT = '    '

/** A whole room as a file: lines of text with their ends, one after the other as they are asked for. */
export function exportLines(
  format: Format,
  room: ExportedRoom,
  messages: Iterable<StoredMessage>,
  words: ExportWords,
): Iterable<string> {
  switch (format) {
    case 'txt':
      return textLines(room, messages, words)
    case 'jsonl':
      return jsonLines(room, messages)
    case 'html':
      return htmlLines(room, messages, words)
  }
}

function* textLines(
  room: ExportedRoom,
  messages: Iterable<StoredMessage>,
  words: ExportWords,
): Generator<string> {
  const title = room.name === room.topic ? [room.topic] : [room.name, room.topic]
  yield `${title.map((part) => linesOf(part).join(' ')).join(' – ')}\n\n`
  for (const message of messages) {
    const { date, time } = localTime(message.ts)
    // No line of a text begins where a message does, so none can pretend to be another one.
    yield `[${date} ${time}] ${authorOf(message.user, words)}: ${bodyOf(message, words).join(`\n${INDENT}`)}\n`
  }
}

function bodyOf(message: StoredMessage, words: ExportWords): string[] {
  if (message.deleted) return [`(${words.takenBack})`]
  const { quote } = message
  const quoted = quote
    ? linesOf(`${authorOf(quote.user, words)}: ${quote.text}`).map((line) => `> ${line}`)
    : []
  const lines = [...quoted, ...linesOf(message.text)]
  const marks = marksOf(message, words)
  return marks.length === 0 ? lines : [...lines.slice(0, -1), `${lines.at(-1) ?? ''} (${marks.join(', ')})`]
}

/** Everything that is kept of a message, with its time in a form that people read too. */
function* jsonLines({ topic }: ExportedRoom, messages: Iterable<StoredMessage>): Generator<string> {
  for (const message of messages) {
    const line = JSON.stringify({ room: topic, time: new Date(message.ts).toISOString(), ...message })
    // Valid in JSON, but ends of lines to some who read line by line.
    yield `${line.replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
  }
}
