import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MAX_NOTES } from './update'
import { notesAsText } from './update-notes'

it.each([
  ['', ''],
  ['Only text', 'Only text'],
  ['- one\n- two\n\n\n\nend\n', '- one\n- two\n\nend'],
  ['  see <https://example.org> & a < b', '  see <https://example.org> & a < b'],
  ['a &amp; b stays as it is without mark-up', 'a &amp; b stays as it is without mark-up'],
  ['<p>One\n  line</p>\n<p>Another</p>', 'One line\n\nAnother'],
  [
    '<h2>Added</h2>\n<ul>\n<li>Lamps</li>\n<li>A <code>tray</code> &amp; more</li>\n</ul>\n<p>Bye</p>',
    'Added\n\n• Lamps\n• A tray & more\n\nBye',
  ],
  ['<p>one<br>two<br/>three</p>', 'one\ntwo\nthree'],
  ['<pre><code>a\n  b\n</code></pre><p>c\nd</p>', 'a\n  b\n\nc d'],
  [
    '<p>a &lt;b&gt; &quot;c&quot; &#39;d&#x27; &nbsp;&hellip; &unknown; &#9999999;</p>',
    `a <b> "c" 'd' … &unknown; &#9999999;`,
  ],
  ['<script>alert(1)</script><style>p{}</style><p>seen</p><!-- not seen -->', 'seen'],
  ['<p>cut <!-- never ends', 'cut'],
  ['<a href="https://example.org/?a=b" title="x">link</a> <img src=x onerror=alert(1)>', 'link'],
  ['<p>a\u202eb\u0007c</p>', 'a b c'],
  ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\n\nc'],
])('%j: %j', (given, text) => {
  expect(notesAsText(given)).toBe(text)
})

it('puts the notes of several versions one after the other', () => {
  const notes = [
    { version: '0.3.0', note: '<p>Three</p>' },
    { version: '0.2.0', note: null },
    { version: '0.1.0' },
  ]
  expect(notesAsText(notes)).toBe('0.3.0\nThree\n\n0.2.0\n\n0.1.0')
})

it('reads the newest versions only, where there are very many', () => {
  const notes = Array.from({ length: 100 }, (_, n) => ({ version: `0.${100 - n}.0` }))
  expect(notesAsText(notes).split('\n\n')).toHaveLength(20)
})

it('is not longer than what is shown, and cuts no character in two', () => {
  expect([...notesAsText('💡'.repeat(MAX_NOTES))]).toHaveLength(MAX_NOTES)
  const cut = notesAsText('💡'.repeat(MAX_NOTES + 1))
  expect([...cut]).toHaveLength(MAX_NOTES)
  expect(cut.endsWith('💡…')).toBe(true)
  expect(cut.isWellFormed()).toBe(true)
})

it('takes the time of reading it, whatever it is made of', { timeout: 60_000 }, () => {
  for (const piece of [
    '<',
    '<p',
    '<!--',
    '<p ',
    '&#',
    '<pre>',
    ' \n',
    ' ',
    '\n',
    '\r',
    '</script',
    '<script>',
    '<p><!-',
  ]) {
    const start = performance.now()
    notesAsText(`${piece.repeat(1_000_000 / piece.length)}x`)
    notesAsText(`${piece.repeat(190_000 / piece.length)}x`)
    notesAsText(`<p>${piece.repeat(190_000 / piece.length)}x`)
    expect(performance.now() - start, piece).toBeLessThan(5_000)
  }
})

it('leaves no tag of HTML and nothing that acts on the text around it', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '<',
      '>',
      '/',
      '!--',
      '-->',
      'p',
      'script',
      'style',
      'b',
      'li',
      'pre',
      ' ',
      '\n',
      '"',
      '\u202e',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = notesAsText(`<p>${pieces.join('').replaceAll('&', '')}`)
      expect(text).not.toMatch(/<\/?(?:p|b|li|pre|script|style)\s*>/i)
      expect(text).not.toMatch(/[^\P{Cc}\n]|\u202e/u)
    }),
    { numRuns: 3_000 },
  )
})
