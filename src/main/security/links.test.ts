import fc from 'fast-check'
import { expect, it } from 'vitest'
import { outsideLink } from './links'

it.each([
  ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['http://192.168.1.5:8080/', 'http://192.168.1.5:8080/'],
  ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ['mailto:john@example.org', 'mailto:john@example.org'],
  // What is opened is what was understood, not what was written.
  ['  https://example.org/\t\n', 'https://example.org/'],
  ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/'],
])('opens %j as %s', (text, link) => expect(outsideLink(text)).toBe(link))

it.each([
  '',
  'example.org',
  '//example.org',
  'https://',
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'file://server/share',
  'smb://server/share',
  'ftp://example.org',
  'app://porchlight/controller/index.html',
  'ms-msdt:/id',
  'ssh://example.org',
  'tel:123',
  'blob:https://example.org/1',
  'view-source:https://example.org',
])('does not open %j', (text) => expect(outsideLink(text)).toBeUndefined())

it('opens nothing but http, https and mailto, whatever the text', () => {
  const scheme = fc.constantFrom(
    'http',
    'https',
    'mailto',
    'javascript',
    'file',
    'data',
    'app',
    'vbscript',
    '',
  )
  fc.assert(
    fc.property(scheme, fc.string({ unit: 'binary' }), (before, rest) => {
      const link = outsideLink(`${before}:${rest}`)
      if (link !== undefined) expect(link).toMatch(/^(https?:\/\/|mailto:)/)
    }),
  )
})
