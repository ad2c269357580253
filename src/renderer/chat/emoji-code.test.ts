import { describe, expect, it } from 'vitest'
import { closedCodeAt, openCodeAt } from './emoji-code'

const open = (text: string) => openCodeAt(text, text.length)
const closed = (text: string) => closedCodeAt(text, text.length)

describe('a code that is being typed', () => {
  it.each([
    [':sm', { from: 0, code: 'sm' }],
    ['Well :+1', { from: 5, code: '+1' }],
    ['(:sm', { from: 1, code: 'sm' }],
    ['😄:Sm', { from: 2, code: 'Sm' }],
  ])('%s', (text, at) => {
    expect(open(text)).toEqual(at)
  })

  it.each([':', ':s', ':D', '10:30', 'a:bc', '::sm', 'http://x', ': sm', ':sm ', ':é', ''])(
    'not in %j',
    (text) => {
      expect(open(text)).toBeUndefined()
    },
  )

  it('stands before the caret, whatever comes behind', () => {
    expect(openCodeAt('a :smile b', 5)).toEqual({ from: 2, code: 'sm' })
  })

  it('ends somewhere', () => {
    expect(open(`:${'x'.repeat(58)}`)).toBeDefined()
    expect(open(`:${'x'.repeat(59)}`)).toBeUndefined()
  })
})

describe('a code that is closed', () => {
  it.each([
    [':smile:', { from: 0, code: 'smile' }],
    ['So :x:', { from: 3, code: 'x' }],
  ])('%s', (text, at) => {
    expect(closed(text)).toEqual(at)
  })

  it.each(['::', ':a b:', '10:30:', 'a::b:', ':smile', ':smile: '])('not in %j', (text) => {
    expect(closed(text)).toBeUndefined()
  })
})

// Held by the patience of the test alone: what is not linear takes minutes.
it('costs no more in a long text', () => {
  const hostile = ':a'.repeat(500_000)
  for (let step = 0; step < 1_000; step++) open(hostile)
})
