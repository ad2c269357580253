import { describe, expect, it } from 'vitest'
import { parse, type SFCTemplateBlock } from 'vue/compiler-sfc'
import en from './en.json'

type Root = NonNullable<SFCTemplateBlock['ast']>
type Node = Root | Root['children'][number]

const parts = import.meta.glob<string>('../**/*.vue', { query: '?raw', import: 'default', eager: true })
const code = import.meta.glob<string>(['../**/*.ts', '!../**/*.test.ts', '!../testing/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

const keys = (tree: object, before = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [before + key] : keys(value as object, `${before}${key}.`),
  )

/** The only word that is the same in every language. */
const PRODUCT = 'Porchlight'
/** What people hear or see although it is an attribute. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'placeholder',
  'title',
  'alt',
])
const KEYS = new Set(keys(en))

/** Quoted words in an expression, without keys of the locale and without what is only compared. */
function quoted(expression: string): string[] {
  return [...expression.matchAll(/'([^']*)'/g)]
    .filter(({ index }) => !/[!=]==\s*$/.test(expression.slice(0, index)))
    .map(([, words]) => words ?? '')
    .filter((words) => !KEYS.has(words))
}

/** Text that stands in a template as it is, which nobody could translate. */
function literals(template: string): string[] {
  const found: string[] = []
  function look(node: Node): void {
    if (node.type === 2) found.push(node.content)
    if (node.type === 5) found.push(...quoted(node.content.loc.source))
    if (node.type === 1) {
      for (const attribute of node.props) {
        if (attribute.type === 6 && SPOKEN.has(attribute.name)) found.push(attribute.value?.content ?? '')
        if (attribute.type === 7 && SPOKEN.has(attribute.arg?.loc.source ?? '')) {
          found.push(...quoted(attribute.exp?.loc.source ?? ''))
        }
      }
    }
    if (node.type === 0 || node.type === 1) node.children.forEach(look)
  }
  const { ast } = parse(template).descriptor.template ?? {}
  if (ast) look(ast)
  return found.map((words) => words.trim()).filter((words) => /\p{L}/u.test(words) && words !== PRODUCT)
}

it.each([
  ['<p>Hello</p>', ['Hello']],
  [`<p>{{ open ? 'Yes' : t(name) }}</p>`, ['Yes']],
  [`<p>{{ way === 'in' ? '↓' : 'Out' }}</p>`, ['Out']],
  ['<div><input placeholder="Name" :aria-label="\'Your name\'" /></div>', ['Name', 'Your name']],
  [`<h1 class="title">Porchlight</h1><p>{{ t('chat.today') }} – 1 {{ t(\`a.\${b}\`) }}</p>`, []],
])('the look-out finds in %s: %j', (template, found) => {
  expect(literals(`<template>${template}</template>`)).toEqual(found)
})

describe('no words stand outside of the locales', () => {
  it('in all parts, which are many', () => expect(Object.keys(parts).length).toBeGreaterThan(15))

  it.each(Object.entries(parts))('in %s', (_, source) => {
    expect(literals(source)).toEqual([])
  })
})

describe('the locales hold no words that nobody shows', () => {
  const all = [...Object.values(parts), ...Object.values(code)].join('\n')

  /** Asked for whole, or with a last part, or two, that come from the state: `notices.${kind}`. */
  function asked(key: string): boolean {
    if (["'", '"', '`'].some((mark) => all.includes(mark + key + mark))) return true
    const levels = key.split('.')
    const before = (count: number) => `\`${levels.slice(0, -count).join('.')}.\${`
    return all.includes(before(1)) || all.includes(before(2)) || all.includes(`\`${key.slice(0, -1)}\${`)
  }

  it.each([...KEYS])('%s', (key) => {
    expect(asked(key)).toBe(true)
  })

  it('which would be noticed', () => expect(asked('chat.nobodyAsksForThis')).toBe(false))
})
