import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_TEXT } from '@shared/chat/message'
import { readMarkdown, type TextNode } from './markdown'

/** A node as a short text, for tests to compare. */
function short(nodes: readonly TextNode[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case 'text':
          return node.text
        case 'break':
          return '⏎'
        case 'code':
        case 'block':
          return `<${node.kind}>${node.text}</>`
        case 'link':
          return `<${node.href}${node.host === undefined ? '' : ` at ${node.host}`}>${short(node.children)}</>`
        case 'numbers':
          return `<numbers ${node.start}>${short(node.children)}</>`
        case 'paragraph':
          return `¶${short(node.children)}`
        default:
          return `<${node.kind}>${short(node.children)}</>`
      }
    })
    .join('')
}
const read = (text: string) => short(readMarkdown(text))
const words = (nodes: readonly TextNode[]): string =>
  nodes
    .map((node) => ('children' in node ? words(node.children) : 'text' in node ? node.text : '\n'))
    .join('')
function countNodes(nodes: readonly TextNode[]): number {
  return nodes.reduce((sum, node) => sum + 1 + ('children' in node ? countNodes(node.children) : 0), 0)
}
const isPlain = (text: string) => read(text) === `¶${text}`

describe('what is shown in another way', () => {
  it.each([
    ['Hello', '¶Hello'],
    ['a\nb\n\nc', '¶a⏎b¶c'],
    ['*a* **b** _c_ __d__ ~~e~~', '¶<emphasis>a</> <strong>b</> <emphasis>c</> <strong>d</> <struck>e</>'],
    ['snake_case_name 2*3*4', '¶snake_case_name 2<emphasis>3</>4'],
    ['\\*a\\*', '¶*a*'],
    ['`<b>`', '¶<code><b></>'],
    ['```ts\nconst a = 1\n\n  b\n```', '<block>const a = 1\n\n  b</>'],
    ['    four blanks', '<block>four blanks</>'],
    ['- a\n- b', '<bullets><item>a</><item>b</></>'],
    ['3. a\n4. b', '<numbers 3><item>a</><item>b</></>'],
    ['> a\n> b', '<quote>¶a⏎b</>'],
  ])('%j', (text, shown) => {
    expect(read(text)).toBe(shown)
  })
})

describe('what is shown as it was typed', () => {
  it.each([
    '# Heading',
    '<b>bold</b> <script>alert(1)</script>',
    '<https',
    '| a | b |',
    '&amp; &lt;',
    '![a picture',
    '---',
    '* * *',
    '>',
    '-',
    '```',
    '[a]: b',
  ])('%s', (text) => {
    expect(read(text)).toBe(`¶${text}`)
  })

  it('a heading with a line below it, and a table', () => {
    expect(read('a\n===')).toBe('¶a⏎===')
    expect(read('| a | b |\n| - | - |\n| 1 | 2 |')).toBe('¶| a | b |⏎| - | - |⏎| 1 | 2 |')
  })

  it('a picture, with its address as a link', () => {
    expect(read('![x](https://example.org/x.png)')).toBe(
      '¶![x](<https://example.org/x.png>https://example.org/x.png</>)',
    )
  })
})

describe('a link', () => {
  it.each([
    ['see https://example.org.', '¶see <https://example.org/>https://example.org</>.'],
    ['(https://example.org/a)', '¶(<https://example.org/a>https://example.org/a</>)'],
    [
      'https://en.wikipedia.org/wiki/Lamp_(light)',
      '¶<https://en.wikipedia.org/wiki/Lamp_(light)>https://en.wikipedia.org/wiki/Lamp_(light)</>',
    ],
    ['<https://example.org>', '¶<<https://example.org/>https://example.org</>>'],
    ['mailto:ada@example.org', '¶<mailto:ada@example.org>mailto:ada@example.org</>'],
    ['[here](https://example.org)', '¶<https://example.org/ at example.org>here</>'],
    ['[https://a.example](https://b.example)', '¶<https://b.example/ at b.example>https://a.example</>'],
    ['https://ex\u0430mple.org', '¶<https://xn--exmple-4nf.org/>https://ex\u0430mple.org</>'],
  ])('%s', (text, shown) => {
    expect(read(text)).toBe(shown)
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](data:text/html,x)',
    '[x](file:///etc/passwd)',
    '[x](app://bundle/index.html)',
    '[x](//example.org)',
    '[x](example.org)',
    'example.org readme.md ada@example.org //example.org',
    'javascript:alert(1)',
    'ftp://example.org',
    'https://',
  ])('is not made of %s', (text) => {
    expect(read(text)).toBe(`¶${text}`)
  })
})

const filled = (part: string) => part.repeat(Math.ceil(MAX_TEXT / part.length)).slice(0, MAX_TEXT)
const BOMBS = [
  ...[
    '[',
    ']',
    '[](',
    '[a](<b',
    '[a](b "',
    '![',
    '>',
    '> ',
    '>\n',
    '*',
    '* ',
    '*_',
    '**a',
    '_a',
    '_a ',
    '**a *b ',
  ],
  ...[
    '`',
    '~',
    '~~a',
    '```\n',
    '~~~\n',
    '- ',
    '- a\n',
    '- a\n\n',
    '1. ',
    '1.\n',
    '> - ',
    '> - a\n',
    '\t- ',
    '    a\n',
  ],
  ...['http://', 'http://a.b ', 'mailto:a@b.c ', '\\', '&', '<a ', '\n', 'a\n', '*[_`~>', '**🦊', '|-', '# '],
].map(filled)
const DEEP = [
  `${'['.repeat(3_000)}a${'](b)'.repeat(1_750)}`,
  `${'*'.repeat(4_999)}a${'*'.repeat(5_000)}`,
  `${'>'.repeat(60)}\n${'a\n'.repeat(4_900)}`,
  Array.from({ length: 98 }, (_, level) => `${' '.repeat(level * 2)}- a`).join('\n'),
  Array.from({ length: 139 }, (_, run) => `${'`'.repeat(run + 1)}a`).join(''),
  `[a](${'('.repeat(9_990)}`,
  `[a](b "${'\\"'.repeat(4_990)}`,
]

describe('a text that is made to be too much', () => {
  it.each([...BOMBS, ...DEEP].map((text) => [text.slice(0, 24), text] as const))(
    'costs no more nodes than are shown: %j',
    (_name, text) => {
      expect(countNodes(readMarkdown(text))).toBeLessThanOrEqual(2_000)
    },
  )

  it('is shown as it was typed', () => {
    for (const text of [
      filled('_a '),
      filled('[a](b) '),
      filled('**a** '),
      filled('a\n'),
      filled('http://a.b '),
    ])
      expect(isPlain(text)).toBe(true)
  })

  it('loses nothing where it is nested deeper than is drawn', () => {
    for (const depth of [5, 10, 11, 12, 19, 20, 21, 23, 24, 25, 40]) {
      expect(words(readMarkdown(`${'> '.repeat(depth)}end`))).toContain('end')
      const list = Array.from({ length: depth }, (_, level) => `${' '.repeat(level * 2)}- a${level}`).join(
        '\n',
      )
      expect(words(readMarkdown(list))).toContain(`a${depth - 1}`)
    }
  })
})

it('never fails, never makes a link that leads elsewhere, and never more than is drawn', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...'*_~`[]()<>!#-+.\n\\|&:"'
        .split('')
        .concat(['https://a.b', 'javascript:', '    ', '> ', '- ', '1. ']),
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  )
  const hrefs = (nodes: readonly TextNode[]): string[] =>
    nodes.flatMap((node) => [
      ...(node.kind === 'link' ? [node.href] : []),
      ...('children' in node ? hrefs(node.children) : []),
    ])
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const nodes = readMarkdown(pieces.join(''))
      expect(countNodes(nodes)).toBeLessThanOrEqual(2_000)
      for (const href of hrefs(nodes)) expect(href).toMatch(/^(https?:\/\/|mailto:)/)
    }),
    { numRuns: 300 },
  )
})
