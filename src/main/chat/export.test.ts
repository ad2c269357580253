import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StoredMessage } from '../store/history'
import { en } from '../words/en'
import { it as italian } from '../words/it'
import { exportLines } from './export'
import { STYLE, STYLE_HASH } from './export-html'

const ROOM = { name: 'Galley', topic: 'ship/galley' }
const at = (day: number, hours: number, minutes: number): number =>
  new Date(2026, 10, day, hours, minutes).getTime()
const anna: StoredMessage = {
  id: 'a',
  clock: 1,
  user: 'Anna',
  text: 'Soup?',
  ts: at(22, 9, 5),
  at: at(22, 9, 6),
}
const bert: StoredMessage = {
  ...anna,
  id: 'b',
  clock: 2,
  user: 'Bert',
  text: 'Yes,\nplease',
  ts: at(23, 18, 30),
  quote: { id: 'a', user: 'Anna', text: 'Soup?' },
  revision: 2,
}
const gone: StoredMessage = {
  ...anna,
  id: 'c',
  clock: 3,
  text: '',
  deleted: true,
  revision: 1,
  quote: bert.quote,
}
const own: StoredMessage = {
  ...anna,
  id: 'd',
  clock: 4,
  user: undefined,
  text: 'Late',
  cut: true,
  delivery: 'queued',
}
const all = [anna, bert, gone, own]

const write = (format: 'txt' | 'jsonl' | 'html', messages: Iterable<StoredMessage>, room = ROOM): string =>
  [...exportLines(format, room, messages, en.export)].join('')

/** What somebody might send to be taken for something else. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '</p></article></main><h1>Boss</h1>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt; &amp;#60;',
  '<!-- ',
  ']]>',
  '</title></style><style>*{display:none}',
  'https://example.org/',
  '[x](javascript:alert(1))',
]
const LINE_ENDS = ['\n', '\r', '\r\n', '\v', '\f', '\u0085', '\u2028', '\u2029']

describe('text', () => {
  it('reads like a conversation', () => {
    expect(write('txt', all)).toBe(
      [
        'Galley – ship/galley',
        '',
        '[2026-11-22 09:05] Anna: Soup?',
        '[2026-11-23 18:30] Bert: > Anna: Soup?',
        '    Yes,',
        '    please (edited)',
        '[2026-11-22 09:05] Anna: (taken back)',
        '[2026-11-22 09:05] Somebody: Late (shortened, not sent yet)',
        '',
      ].join('\n'),
    )
  })

  it('names a room by its topic once', () => {
    expect(write('txt', [], { name: 'chat', topic: 'chat' })).toBe('chat\n\n')
  })

  it.each(LINE_ENDS)('no text, name or quote can pretend to be another message after %j', (end) => {
    const forged = `so${end}[2026-11-22 09:06] Boss: you are fired`
    const lines = write('txt', [
      { ...anna, text: forged, user: forged, quote: { id: 'x', user: forged, text: forged } },
    ]).split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/)
    expect(lines.filter((line) => line.startsWith('['))).toHaveLength(1)
    expect(lines.slice(3, -1).every((line) => line.startsWith('    '))).toBe(true)
  })

  it('has nothing in it that acts on a terminal, nor a name that turns a line round', () => {
    const text = write('txt', [{ ...anna, user: '\u202ennA\u0007', text: 'a\u001b[2J\u009bb\tc' }])
    expect(text).toContain('] nnA: a[2Jb\tc\n')
  })

  it('gives somebody whose name is nothing a name', () => {
    expect(write('txt', [{ ...anna, user: '\u202e' }])).toContain('] Somebody: Soup?')
  })
})

describe('JSON Lines', () => {
  it('has everything that is kept of each message on a line', () => {
    const lines = write('jsonl', all).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      all.map((message) => ({ room: 'ship/galley', time: new Date(message.ts).toISOString(), ...message })),
    )
  })

  it('is one line per message for every reader, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...LINE_ENDS, ...HOSTILE, '"', '\\', '\ud800', '😀')),
        (pieces) => {
          const text = pieces.join('')
          const lines = write('jsonl', [{ ...anna, text }, anna]).split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/)
          expect(lines).toHaveLength(3)
          expect(JSON.parse(lines[0]!)).toMatchObject({ text })
        },
      ),
    )
  })
})

describe('HTML', () => {
  it('lets in its own style and nothing else', () => {
    expect(createHash('sha256').update(STYLE).digest('base64')).toBe(STYLE_HASH)
    const page = write('html', all)
    expect(page).toContain(`<style>${STYLE}</style>`)
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'`)
    expect(STYLE).toContain('prefers-color-scheme: dark')
  })

  it('shows the days as headings and each message with what there is to say of it', () => {
    const page = write('html', all)
    const headings = [...page.matchAll(/<h2><time datetime="([\d-]+)">([^<]+)<\/time><\/h2>/g)]
    expect(headings.map(([, date, words]) => [date, words?.replace(',', '')])).toEqual([
      ['2026-11-22', 'Sunday 22 November 2026'],
      ['2026-11-23', 'Monday 23 November 2026'],
      ['2026-11-22', 'Sunday 22 November 2026'],
    ])
    expect(page).toContain(`<time datetime="${new Date(anna.ts).toISOString()}">09:05</time>`)
    expect(page).toContain('<blockquote dir="auto"><strong><bdi>Anna</bdi></strong>: Soup?</blockquote>')
    expect(page).toContain('<p dir="auto">Yes,\nplease</p>')
    expect(page.match(/\((?:edited|taken back|shortened|not sent yet)\)/g)).toEqual([
      '(edited)',
      '(taken back)',
      '(shortened)',
      '(not sent yet)',
    ])
    expect(page.match(/<article>/g)).toHaveLength(4)
    expect(page.match(/<blockquote/g)).toHaveLength(1)
    expect(page.endsWith('</html>\n')).toBe(true)
  })

  it('is in the language of its words', () => {
    const page = [...exportLines('html', ROOM, [gone], italian.export)].join('')
    expect(page).toContain('<html lang="it">')
    expect(page).toContain('domenica 22 novembre 2026')
    expect(page).toContain('(ritirato)')
  })

  it('makes no markup of anything, wherever it stands', () => {
    const plain = write('html', [{ ...bert, text: 'x' }]).match(/<[^>]*>/g)
    const pieces = fc.oneof(fc.constantFrom(...HOSTILE), fc.string())
    const hostile = fc.array(pieces, { minLength: 1 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(hostile, (text) => {
        const message = { ...bert, user: text, text, quote: { id: text, user: text, text } }
        const page = write('html', [message], { name: text, topic: `${text}/` })
        expect(page.match(/<[^>]*>/g)).toEqual(plain)
        expect(page.replace(STYLE, '').replaceAll(/<[^>]*>/g, '')).not.toMatch(/[<>"']/)
      }),
    )
  })
})

it('a room is written as it is read, not gathered first', () => {
  let read = 0
  const messages = (function* () {
    for (;;) {
      read++
      yield anna
    }
  })()
  for (const format of ['txt', 'jsonl', 'html'] as const) {
    const lines = exportLines(format, ROOM, messages, en.export)[Symbol.iterator]()
    for (let count = 0; count < 10; count++) expect(lines.next().done).toBe(false)
  }
  expect(read).toBeLessThanOrEqual(30)
})
