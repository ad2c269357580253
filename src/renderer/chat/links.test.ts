import { describe, expect, it } from 'vitest'
import { beside, linkTarget } from './links'

describe('a link', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTP://EXAMPLE.ORG/A', 'http://example.org/A'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    ['https://ex\u0430mple.org', 'https://xn--exmple-4nf.org/'],
  ])('%s leads to %s', (link, target) => {
    expect(linkTarget(link)).toBe(target)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'app://bundle/index.html',
    'ftp://x',
    '//example.org',
    'example.org',
    'https://',
    'https://[',
    '',
    `https://example.org/${'a'.repeat(2_048)}`,
  ])('%s leads nowhere', (link) => {
    expect(linkTarget(link)).toBeUndefined()
  })
})

describe('beside a link', () => {
  it.each([
    ['https://example.org/', 'https://example.org', undefined],
    ['https://example.org/', 'here', 'example.org'],
    ['https://evil.example/', 'https://example.org', 'evil.example'],
    ['http://example.org:8080/a', 'here', 'example.org:8080'],
    ['mailto:ada@example.org', 'Ada', 'ada@example.org'],
    ['https://bank.example@evil.example/', 'https://bank.example@evil.example/', 'evil.example'],
  ])('to %s called %s stands %s', (target, text, host) => {
    expect(beside(target, text)).toBe(host)
  })
})
