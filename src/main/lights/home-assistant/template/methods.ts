import { callable, type Callable } from './callable'
import { TemplateFault } from './fault'
import { braced } from './format'
import { joined, parted, replaced, stripped } from './texts'
import { isDictionary, itemOf, textOf } from './values'

/** What may be called behind a dot: of texts, and `get` of a dictionary. */
export const METHODS: ReadonlyMap<string, Callable> = new Map([
  ['split', callable('sep maxsplit', (value, [at, most]) => parted(text(value), at, most))],
  ['lower', callable('', (value) => text(value).toLowerCase())],
  ['upper', callable('', (value) => text(value).toUpperCase())],
  ['strip', callable('chars', (value, [signs]) => stripped(text(value), signs, 'both'))],
  ['lstrip', callable('chars', (value, [signs]) => stripped(text(value), signs, 'left'))],
  ['rstrip', callable('chars', (value, [signs]) => stripped(text(value), signs, 'right'))],
  ['replace', callable('old new count', (value, [old, by, count]) => replaced(text(value), old, by, count))],
  ['startswith', callable('prefix', (value, [start]) => text(value).startsWith(textOf(start)))],
  ['endswith', callable('suffix', (value, [end]) => text(value).endsWith(textOf(end)))],
  ['join', callable('iterable', (value, [items]) => joined(items, text(value)))],
  ['format', callable('', (value, given) => braced(text(value), given))],
  ['get', callable('key default', (value, [key, other = null]) => entry(value, key) ?? other)],
])

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TemplateFault('not a text')
  return value
}

function entry(value: unknown, key: unknown): unknown {
  if (!isDictionary(value)) throw new TemplateFault('not a dictionary')
  return itemOf(value, key)
}
