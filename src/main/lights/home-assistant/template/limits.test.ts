import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTemplate, valueVariables } from './template'

const RUNS = 2_000

describe('what is not understood is refused by name', () => {
  it.each([
    ['{% for x in value_json %}{{ x }}{% endfor %}', '{% for %}'],
    ['{% macro a() %}{% endmacro %}', '{% macro %}'],
    ['{% if a %}x{% for %}', '{% for %}'],
    ['{% endif %}', '{% endif %}'],
    ['{% if a %}x', '{% if %} without {% endif %}'],
    ['{% if a %}x{% else %}y{% elif b %}z{% endif %}', '{% elif %}'],
    ['{% set a, b = value %}', '{% set %} of several names'],
    ["{{ states('light.x') }}", 'states()'],
    ['{{ value | regex_replace("a", "b") }}', '| regex_replace'],
    ['{{ value is divisibleby 3 }}', 'is divisibleby'],
    ['{{ value.__class__() }}', '.__class__()'],
    ['{{ value.constructor("return 1")() }}', '.constructor()'],
    ['{{ value', '{{ without }}'],
    ['{# value', '{# without #}'],
    ['{{ }}', 'the end comes too early'],
    ['{{ a b }}', 'b'],
    ['{{ a[] }}', ']'],
    ['{{ a[ }}', '{{ without }}'],
    ['{{ a ? b : c }}', 'sign ?'],
    ['{{ not }}', 'the end comes too early'],
    ['x'.repeat(4_001), 'longer than 4000 characters'],
    [`{{ ${'('.repeat(500)}1${')'.repeat(500)} }}`, 'nested too deep'],
    [`{{ ${'not '.repeat(500)}1 }}`, 'nested too deep'],
    [`{{ ${'-'.repeat(500)}1 }}`, 'nested too deep'],
    [`{{ ${'1+'.repeat(1_000)}1 }}`, 'too long an expression'],
    [`{{ a${'.b'.repeat(1_000)} }}`, 'too long an expression'],
    ['{% if a %}'.repeat(100), 'nested too deep'],
  ])('%.60s', (source, detail) => {
    expect(parseTemplate(source)).toEqual({ ok: false, error: { detail } })
  })
})

describe('what a template cannot reach', () => {
  it.each([
    ['{{ value_json.constructor }}', ''],
    ['{{ value_json.__proto__ }}', ''],
    ["{{ value_json['toString'] }}", ''],
    ["{{ value_json.get('hasOwnProperty', 'no') }}", 'no'],
    ['{{ value_json.list.length }}', ''],
    ["{{ {}['constructor'] }}", ''],
    ['{{ constructor }}{{ globalThis }}{{ process }}', ''],
    ["{{ 'constructor' in value_json }}", 'False'],
    ["{{ {'__proto__': value_json}.list }}", ''],
  ])('%s', (source, expected) => {
    const template = parseTemplate(source)
    expect(template.ok && template.value.render(valueVariables('{"list":[1]}'))).toBe(expected)
  })
})

describe('what a template cannot blow up', () => {
  const doubled = (start: string, step: string, times: number) =>
    `{% set a = ${start} %}${`{% set a = ${step} %}`.repeat(times)}`

  it.each([
    ['a text', `${doubled("'xxxxxxxxxx'", 'a ~ a', 40)}{{ a | length }}`],
    ['a list', `${doubled('[1]', 'a + a', 40)}{{ a | length }}`],
    ['lists in lists', `${doubled('[1]', '[a, a]', 40)}{{ a }}`],
    ['empty lists in lists', `${doubled('[]', '[a, a]', 25)}{{ a == [] }}`],
    ['replacing', `${doubled("'xxxxxxxxxx'", 'a ~ a', 13)}{{ a | replace('', a) }}`],
    ['joining', `${doubled("'xxxxxxxxxx'", 'a ~ a', 13)}{{ a | join(a) }}`],
    ['a width', "{{ '%999d' | format(1) }}"],
    ['places', "{{ '%.999f' | format(1) }}"],
    ['a power', '{{ 10 ** 1000 }}'],
    ['multiplying a text', "{{ 'x' * 1000000000 }}"],
    ['JSON as deep as it is long', '{{ value_json }}'],
  ])('%s', (_, source) => {
    const template = parseTemplate(source)
    expect(
      template.ok && template.value.render(valueVariables('['.repeat(30_000) + ']'.repeat(30_000))),
    ).toBe(undefined)
  })

  it('writes 100,000 characters at most', () => {
    const template = parseTemplate('{{ value }}{{ value }}')
    const render = (value: string) => template.ok && template.value.render({ value })
    expect(render('x'.repeat(50_000))).toHaveLength(100_000)
    expect(render('x'.repeat(50_001))).toBe(undefined)
  })
})

describe('whatever comes', () => {
  const word = fc.constantFrom(
    ...[
      '{{',
      '}}',
      '{%',
      '%}',
      '-',
      '+',
      '*',
      '**',
      '//',
      '%',
      '~',
      '|',
      '.',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ':',
    ],
    ...[
      ',',
      '=',
      '==',
      '<',
      'if',
      'elif',
      'else',
      'endif',
      'set',
      'in',
      'not',
      'and',
      'or',
      'is',
      'defined',
      'none',
    ],
    ...[
      'value',
      'value_json',
      'a',
      '1',
      '2.5',
      '"x"',
      "'%d'",
      'int',
      'float',
      'round',
      'default',
      'join',
      'format',
    ],
    ...['replace', 'split', 'get', 'tojson', 'min', 'iif', 'length', 'true', '{{-', '-%}', ' '],
  )
  const soup = fc.array(word, { maxLength: 60 }).map((words) => words.join(' '))
  const source = fc.oneof(
    fc.string({ maxLength: 200 }),
    soup,
    soup.map((text) => `{{ ${text} }}`),
    soup.map((text) => `{% if ${text} %}a{% endif %}`),
  )
  const payload = fc.oneof(fc.string(), fc.json())

  it('is parsed and rendered without an exception, within bounds', () => {
    let understood = 0
    fc.assert(
      fc.property(source, payload, (text, given) => {
        const template = parseTemplate(text)
        if (!template.ok) {
          expect(template.error.detail.length).toBeLessThanOrEqual(100)
          return
        }
        understood++
        expect((template.value.render(valueVariables(given)) ?? '').length).toBeLessThanOrEqual(100_000)
      }),
      { numRuns: RUNS },
    )
    expect(understood).toBeGreaterThan(RUNS / 20)
  })

  it('passes plain text and any value through', () => {
    const plain = fc.string().filter((text) => !/\{[{%#]/.test(text))
    fc.assert(
      fc.property(plain, fc.string(), (text, value) => {
        const template = parseTemplate(`<${text}>{{ value }}<`)
        expect(template.ok && template.value.render({ value })).toBe(`<${text}>${value}<`)
      }),
    )
  })

  it('reads every filter of every kind of value without an exception', () => {
    const filters = [
      'int',
      'float(0)',
      'round(2)',
      'abs',
      'd("x")',
      'lower',
      'trim',
      'join(",")',
      'length',
      'min',
      'max',
    ]
    const more = [
      'tojson',
      'from_json',
      'replace("a","b")',
      'first',
      'last',
      'string',
      'multiply(2)',
      'format(1)',
      'sum',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...filters, ...more, 'bitwise_and(7)', 'bool(false)'),
        fc.jsonValue(),
        (filter, v) => {
          const template = parseTemplate(`{{ v | ${filter} }}`)
          if (!template.ok) throw new Error(template.error.detail)
          const text = template.value.render({ v })
          expect(['string', 'undefined']).toContain(typeof text)
        },
      ),
      { numRuns: RUNS },
    )
  })
})
