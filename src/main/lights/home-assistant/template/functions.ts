import { callable, type Callable } from './callable'
import { TemplateFault } from './fault'
import { asFloat, asInt } from './numbers'
import { order } from './operators'
import { isList, textOf, truth } from './values'

/** What may be called by its bare name. Nothing that knows the time, the network or another light. */
export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map([
  ['int', callable('value default base', (_, [value, other, base]) => asInt(value, other, base))],
  ['float', callable('value default', (_, [value, other]) => asFloat(value, other))],
  ['iif', callable('value if_true if_false if_none', (_, [value, ...given]) => chosen(value, given))],
  ['min', callable('', (_, given) => extreme(spread(given), -1))],
  ['max', callable('', (_, given) => extreme(spread(given), 1))],
])

/** `iif(condition, yes, no, none)`. */
export function chosen(value: unknown, [yes = true, no = false, none]: readonly unknown[]): unknown {
  if (value === null && none !== undefined) return none
  return truth(value) ? yes : no
}

/** The least (-1) or the greatest (1) of several; nothing of none. */
export function extreme(values: readonly unknown[], sign: 1 | -1): unknown {
  if (values.length === 0) return undefined
  return values.reduce((best, value) => (order(value, best) * sign > 0 ? value : best))
}

/** What a text says in JSON; `fallback` where it says nothing, and a fault where there is no fallback. */
export function parsedJson(value: unknown, fallback: unknown): unknown {
  try {
    return JSON.parse(textOf(value)) as unknown
  } catch {
    if (fallback === undefined) throw new TemplateFault('no JSON')
    return fallback
  }
}

function spread(given: readonly unknown[]): readonly unknown[] {
  const [first] = given
  return given.length === 1 && isList(first) ? first : given
}
