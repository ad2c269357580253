import { describe, expect, it } from 'vitest'
import { parseAddresses } from './addresses'

const problem = (...texts: string[]): unknown => {
  const parsed = parseAddresses(texts)
  return parsed.ok ? undefined : parsed.error
}

it('are read in their order; empty lines are passed over', () => {
  expect(parseAddresses(['', ' mqtts://b.example ', 'wss://a.example/mqtt', ' '])).toEqual({
    ok: true,
    value: [
      { scheme: 'mqtts', host: 'b.example', port: 8883 },
      { scheme: 'wss', host: 'a.example', port: 443, path: '/mqtt' },
    ],
  })
})

it('are one at least and 16 at most', () => {
  expect(problem()).toEqual({ field: 'addresses', problem: 'none' })
  expect(problem('', '  ')).toEqual({ field: 'addresses', problem: 'none' })
  const many = Array.from({ length: 17 }, (_, index) => `node-${index}`)
  expect(problem(...many)).toEqual({ field: 'addresses', problem: 'too-many' })
  expect(problem(...many.slice(1))).toBeUndefined()
})

it.each([
  ['http://host', 'scheme'],
  ['my host', 'not-a-url'],
  ['host:0', 'port'],
  ['host:65536', 'port'],
  ['mqtt://a^b', 'host'],
  ['mqtt://host/path', 'extra'],
  ['ws://host/#part', 'extra'],
  [`ws://host/${'é'.repeat(1_000)}`, 'not-a-url'],
])('%j: %s, and which one it is', (text, expected) => {
  expect(problem('fine', text)).toEqual({ field: 'addresses', problem: expected, text: text.slice(0, 200) })
})

it('are not the same twice, also where it is written differently', () => {
  expect(problem('mqtt://Host:1883', 'host')).toEqual({ field: 'addresses', problem: 'twice', text: 'host' })
  expect(problem('mqtt://host', 'mqtts://host', 'mqtt://host:1884')).toBeUndefined()
})

describe('credentials in them', () => {
  it.each([
    ['mqtt://anna:geheim@host', 'mqtt://host'],
    ['anna:geheim@host:1884', 'host:1884'],
    ['mqtt://anna@host', 'mqtt://host'],
    ['mqtt://anna:ge@heim@host', 'mqtt://host'],
  ])('%j is refused', (text, told) => {
    expect(problem(text)).toEqual({ field: 'addresses', problem: 'credentials', text: told })
  })

  it('are told nowhere, whatever else is wrong', () => {
    for (const text of [
      'mqtt://anna:geheim@host:99999',
      'http://anna:geheim@host',
      'mqtt://anna:geheim@a b',
    ]) {
      expect(problem(text)).toBeDefined()
      expect(JSON.stringify(problem(text))).not.toContain('geheim')
    }
  })
})
