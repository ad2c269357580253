import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { readStructure } from './structure'

// Thousands of random runs on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

describe('a payload is read as', () => {
  it.each<[string, unknown]>([
    ['on', 'on'],
    ['{"value":"on"}', { value: 'on' }],
    ['[1,2]', [1, 2]],
    ['1', 1],
    ['true', true],
    ['null', null],
    // The newer MyMQTT dumps what was dumped already.
    ['"on"', 'on'],
    ['"{\\"command\\": \\"on\\"}"', { command: 'on' }],
    ['"\\"on\\""', 'on'],
    // What is a number only inside of quotes was meant as text.
    ['"1"', '1'],
    ['"true"', 'true'],
    ['"null"', 'null'],
    // Three times over is nobody's doing.
    [JSON.stringify(JSON.stringify('"on"')), '"on"'],
    ["{'n': 'switch', 'value': True, 'unit': None}", { n: 'switch', value: true, unit: null }],
    ["{'value': False}", { value: false }],
    ["\"{'value': 'on'}\"", { value: 'on' }],
    ["[{'v': 'on'}]", [{ v: 'on' }]],
    // Python's names are names only outside of strings.
    [`{'a': 'True', 'b': "it's None"}`, { a: 'True', b: "it's None" }],
    ["{'a': 'it\\'s True'}", { a: "it's True" }],
    ['{not json', '{not json'],
    ['{', '{'],
    ['NaN', 'NaN'],
    ['undefined', 'undefined'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(readStructure(text)).toEqual(expected)
  })

  it('leaves a long text that is not JSON alone', () => {
    const long = `{'value': '${'x'.repeat(4_096)}'}`
    expect(readStructure(long)).toBe(long)
  })

  it('gives nothing a new prototype', () => {
    for (const text of [
      '{"__proto__":{"status":"on"}}',
      "{'__proto__': {'status': 'on'}}",
      '{__proto__:{status:1}}',
    ]) {
      const structure = readStructure(text) as object
      expect(Object.getPrototypeOf(structure)).toBe(Object.prototype)
      expect('status' in structure).toBe(false)
    }
    expect({}).not.toHaveProperty('status')
  })
})

it('reads back everything that JSON can say, dumped once or twice', () => {
  const structure = fc.jsonValue().filter((value) => typeof value === 'object' && value !== null)
  fc.assert(
    fc.property(structure, (value) => {
      const once = JSON.stringify(value)
      expect(JSON.stringify(readStructure(once))).toBe(once)
      expect(JSON.stringify(readStructure(JSON.stringify(once)))).toBe(once)
    }),
  )
})

it('never throws, whatever comes', () => {
  const nasty = fc.string({ unit: fc.constantFrom(...`{}[]'":,\\TrueNone01e.-/* \n`), maxLength: 60 })
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
      expect(() => readStructure(text)).not.toThrow()
    }),
    { numRuns: 3_000 },
  )
})

it('takes deep nesting without running out of stack', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`
    expect(() => readStructure(deep)).not.toThrow()
    expect(() => readStructure(JSON.stringify(deep))).not.toThrow()
    expect(() => readStructure(open.repeat(100_000))).not.toThrow()
  }
  expect(() => readStructure("{'a':".repeat(800))).not.toThrow()
})

// Held by the patience of the test alone: what is not linear takes minutes.
it('spends little time on quotes that are never closed', () => {
  readStructure(`{${"'\\".repeat(2_047)}`)
  readStructure(`{${`"'`.repeat(2_047)}`)
})
