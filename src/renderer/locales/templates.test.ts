import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, type RootNode, type TemplateChildNode } from '@vue/compiler-dom'
import { describe, expect, it } from 'vitest'
import { parse as parseFile } from 'vue/compiler-sfc'
import en from './en.json'

const root = join(import.meta.dirname, '..')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
const parts = files.filter((file) => file.endsWith('.vue'))
const sources = files.filter(
  (file) => /\.(vue|ts)$/.test(file) && !file.includes('.test.') && !file.startsWith('testing'),
)
const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** The only word that is the same in every language. */
const PRODUCT = 'Porchlight'
/** What people hear or see although it is an attribute. */
const SPOKEN = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'placeholder',
  'title',
  'alt',
]

/** Text that stands in a template as it is, which nobody could translate. */
function literals(template: string): string[] {
  const found: string[] = []
  const look = (node: RootNode | TemplateChildNode): void => {
    if (node.type === 2) found.push(node.content)
    // An expression may be a literal, or hold one: {{ 'Hello' }}, {{ open ? 'Yes' : 'No' }}.
    if (node.type === 5 && node.content.type === 4 && !node.content.content.includes('t(')) {
      for (const [, words] of node.content.content.matchAll(/(?<!=== )'([^']*)'/g)) found.push(words ?? '')
    }
    if (node.type !== 1 && node.type !== 0) return
    if (node.type === 1) {
      for (const attribute of node.props) {
        if (attribute.type === 6 && SPOKEN.includes(attribute.name))
          found.push(attribute.value?.content ?? '')
      }
    }
    for (const child of node.children) look(child)
  }
  look(parse(template))
  return found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text) && text !== PRODUCT)
}

it('the look-out finds what it looks for', () => {
  expect(literals('<p>Hello</p>')).toEqual(['Hello'])
  expect(literals('<p>{{ a ? \'Yes\' : t(name) }}</p><input placeholder="Name" />')).toEqual(['Name'])
  expect(literals("<p>{{ a === 'in' ? '↓' : 'Out' }}</p>")).toEqual(['Out'])
  expect(literals('<h1>Porchlight</h1><p class="x">{{ t(\'a.b\') }} – 1</p>')).toEqual([])
})

describe('no words stand outside of the locales', () => {
  it.each(parts)('in %s', (file) => {
    const template = parseFile(read(file)).descriptor.template
    expect(literals(template?.content ?? '')).toEqual([])
  })
})

describe('the locales hold no words that nobody shows', () => {
  const all = sources.map(read).join('\n')
  const keys = (tree: object, before = ''): string[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [before + key] : keys(value as object, `${before}${key}.`),
    )

  it.each(keys(en))('%s', (key) => {
    // Asked for whole, or its last part comes from the state: `notices.${kind}`.
    const upToLast = key.slice(0, key.lastIndexOf('.') + 1)
    const asked =
      new RegExp(`['"\`]${key.replaceAll('.', '\\.')}['"\`]`).test(all) ||
      all.includes(`\`${upToLast}$`) ||
      all.includes(`\`${upToLast.replace(/\.[^.]+\.$/, '.')}\${refused.kind}.`) ||
      (/\d$/.test(key) && all.includes(`\`${key.slice(0, -1)}$`))
    expect(asked).toBe(true)
  })
})
