import { callable, type Callable } from './callable'
import { TemplateFault } from './fault'
import { formatted } from './format'
import { chosen, extreme, parsedJson } from './functions'
import { asFloat, asInt, rounded, whole } from './numbers'
import { joined, parted, replaced, stripped } from './texts'
import { isDictionary, jsonOf, listOf, numberOf, textOf, truth } from './values'

const fallback = callable('default_value boolean', (value, [other = '', alsoFalse]) =>
  value === undefined || (truth(alsoFalse) && !truth(value)) ? other : value,
)
const length = callable('', (value) => (value === undefined ? 0 : listOf(value).length))
const json = callable('', (value) => jsonOf(defined(value)))

/** What may stand behind a bar, as Jinja and Home Assistant name it. */
export const FILTERS: ReadonlyMap<string, Callable> = new Map([
  ['int', callable('default base', (value, [other, base]) => asInt(value, other, base))],
  ['float', callable('default', (value, [other]) => asFloat(value, other))],
  [
    'round',
    callable('precision method default', (value, given) => rounded(value, given[0], given[1], given[2])),
  ],
  ['abs', callable('', (value) => Math.abs(numberOf(value)))],
  ['default', fallback],
  ['d', fallback],
  ['lower', callable('', (value) => textOf(value).toLowerCase())],
  ['upper', callable('', (value) => textOf(value).toUpperCase())],
  ['trim', callable('chars', (value, [signs]) => stripped(value, signs, 'both'))],
  ['string', callable('', textOf)],
  ['list', callable('', listOf)],
  ['join', callable('d', (value, [separator]) => joined(value, separator))],
  ['split', callable('sep maxsplit', (value, [at, most]) => parted(value, at, most))],
  ['replace', callable('old new count', (value, [old, by, count]) => replaced(value, old, by, count))],
  ['format', callable('', (value, given) => formatted(textOf(value), given))],
  ['length', length],
  ['count', length],
  ['first', callable('', (value) => listOf(value)[0])],
  ['last', callable('', (value) => listOf(value).at(-1))],
  ['min', callable('', (value) => extreme(listOf(value), -1))],
  ['max', callable('', (value) => extreme(listOf(value), 1))],
  ['sum', callable('', (value) => listOf(value).reduce((sum: number, item) => sum + numberOf(item), 0))],
  ['tojson', json],
  ['to_json', json],
  ['from_json', callable('default', (value, [other]) => parsedJson(value, other))],
  ['is_defined', callable('', defined)],
  ['iif', callable('if_true if_false if_none', chosen)],
  ['bool', callable('default', asBoolean)],
  ['add', callable('amount default', (value, [by]) => numberOf(asFloat(value)) + numberOf(by))],
  ['multiply', callable('amount default', (value, [by]) => numberOf(asFloat(value)) * numberOf(by))],
  ['bitwise_and', callable('second', (value, [by]) => Number(bits(value) & bits(by)))],
  ['bitwise_or', callable('second', (value, [by]) => Number(bits(value) | bits(by)))],
  ['bitwise_xor', callable('second', (value, [by]) => Number(bits(value) ^ bits(by)))],
])

/** A template that asks for what is not there has nothing to say. */
function defined(value: unknown): unknown {
  if (value === undefined) throw new TemplateFault('not defined')
  return value
}

function bits(value: unknown): bigint {
  return BigInt(whole(numberOf(value)))
}

function asBoolean(value: unknown, [other]: readonly unknown[]): unknown {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return value !== 0
  const word = value === undefined || isDictionary(value) ? '' : textOf(value).trim().toLowerCase()
  if (['true', 'yes', 'on', 'enable', '1'].includes(word)) return true
  if (['false', 'no', 'off', 'disable', '0'].includes(word)) return false
  return defined(other)
}
