import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_NODES, readJson, type JsonNode } from './json'

/** What JSON.parse would make of the tree, to compare with. */
function valueOf(node: JsonNode): unknown {
  if (!('members' in node)) return JSON.parse(node.text)
  if (node.kind === 'array') return node.members.map(([, member]) => valueOf(member))
  return Object.fromEntries(node.members.map(([name, member]) => [name, valueOf(member)]))
}

describe('a JSON text as a tree', () => {
  it('is what JSON says, whatever it holds and however it is written', () => {
    const branch = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()))
    fc.assert(
      fc.property(branch, fc.constantFrom(0, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        expect(valueOf(readJson(text)!)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('loses no digit of a number', () => {
    expect(readJson('[12345678901234567890.10]')!.members[0]![1]).toEqual({
      kind: 'number',
      text: '12345678901234567890.10',
    })
  })

  it('keeps the order, and names that come twice', () => {
    expect(readJson('{"b":1,"a":2,"b":3}')!.members.map(([name]) => name)).toEqual(['b', 'a', 'b'])
  })

  it.each([
    String.raw`{"a\"b":"c\\"}`,
    String.raw`["\\\\","\\\"","\u0022,]"]`,
    '["]","}",",",":"]',
    '{"__proto__":{"x":1}}',
  ])('takes the signs in %s for what they are', (text) => {
    expect(JSON.stringify(valueOf(readJson(text)!))).toBe(JSON.stringify(JSON.parse(text)))
  })

  it.each(['', 'on', '21.5', '"text"', 'null', '{', '[1,]', "{'a':1}", '{"a":NaN}'])(
    'is none where there is nothing to fold: %s',
    (text) => {
      expect(readJson(text)).toBeUndefined()
    },
  )

  it('goes as deep as it likes without taking the window down', () => {
    const deep = '['.repeat(5_000) + ']'.repeat(5_000)
    expect(readJson(deep)?.kind).toBe('array')
  })

  it('is none where it has more values than can be shown', () => {
    expect(readJson(JSON.stringify(Array.from({ length: MOST_NODES - 1 }, () => 0)))).toBeDefined()
    expect(readJson(JSON.stringify(Array.from({ length: MOST_NODES }, () => 0)))).toBeUndefined()
  })
})
