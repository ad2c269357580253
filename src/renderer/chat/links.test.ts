import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findLinks } from './links'

const links = (text: string) => findLinks(text).flatMap(({ text: shown, href }) => (href ? [shown] : []))

/** Texts in which links are likely, with all that makes finding them hard. */
const texts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'http://',
        'HTTPS://',
        'https://example.org/a_(b)',
        'mailto:',
        'mailto:a@b.c',
        'javascript:',
        'ftp://x',
        'file:///',
        '[::1]',
        ':99999',
      ),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(' ', '\n', '.', ')', '(', '»', '"', '<', '\u202e', '\ud800'),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('whatever the text', () => {
  it('the pieces joined are the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(
          findLinks(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })

  it('a link leads to the web or to mail, and its text begins like that', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { text: shown, href } of findLinks(text)) {
          if (href === undefined) continue
          expect(['http:', 'https:', 'mailto:']).toContain(new URL(href).protocol)
          expect(shown).toMatch(/^(https?:\/\/|mailto:)/i)
          expect(shown).not.toMatch(/\s/)
        }
      }),
    )
  })

  it('no piece is empty', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(findLinks(text).filter((piece) => piece.text === '')).toEqual([])
      }),
    )
  })
})

it.each([
  ['see https://example.org.', ['https://example.org']],
  ['https://example.org/a, https://example.org/b!', ['https://example.org/a', 'https://example.org/b']],
  ['(https://example.org/a)', ['https://example.org/a']],
  ['https://en.wikipedia.org/wiki/Lamp_(light)', ['https://en.wikipedia.org/wiki/Lamp_(light)']],
  ['(see https://en.wikipedia.org/wiki/Lamp_(light)).', ['https://en.wikipedia.org/wiki/Lamp_(light)']],
  ['“https://example.org”', ['https://example.org']],
  ['<https://example.org>', ['https://example.org']],
  ['mailto:ada@example.org?', ['mailto:ada@example.org']],
  ['HTTP://EXAMPLE.ORG/A', ['HTTP://EXAMPLE.ORG/A']],
  ['https://', []],
  ['https://[', []],
  ['javascript:alert(1) data:text/html,x file:///etc/passwd ftp://x', []],
  ['xhttps://example.org', []],
  ['example.org', []],
  ['', []],
])('finds in %j the links %j', (text, found) => {
  expect(links(text)).toEqual(found)
})

it('takes no time over ten thousand characters that are nearly links', () => {
  for (const part of ['https://', 'http://(', 'mailto:)', 'https://a.b).']) {
    const text = part.repeat(10_000 / part.length)
    const from = performance.now()
    findLinks(text)
    expect(performance.now() - from).toBeLessThan(500)
  }
})
