import JSON5 from 'json5'

/** Python's repr is read by a slower, forgiving reader; only short texts are worth it. */
const MAX_REPR_CHARS = 4_096

/**
 * The text as JSON, as JSON twice over, or as Python's repr; the text itself where it is none of them.
 * The lab's clients send all of these: the older MyMQTT passes on what it is given, the newer one dumps it once more.
 */
export function readStructure(text: string): unknown {
  const once = tryJson(text)
  if (once === undefined) return tryRepr(text) ?? text
  if (typeof once !== 'string') return once
  const twice = tryJson(once) ?? tryRepr(once)
  // A number or a name in quotes was meant as text: somebody wrote `5` or `true` in the chat.
  return typeof twice === 'string' || typeof twice === 'object' ? (twice ?? once) : once
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

const PYTHON_NAMES: Record<string, string> = { True: 'true', False: 'false', None: 'null' }
const STRING_OR_NAME = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\b(?:True|False|None)\b/g

/** `{'n': 'switch', 'value': True}` is JSON5 once Python's three names are put into JSON's. */
function tryRepr(text: string): unknown {
  if (!/^[{[]/.test(text) || text.length > MAX_REPR_CHARS) return undefined
  try {
    return JSON5.parse<unknown>(text.replace(STRING_OR_NAME, (token) => PYTHON_NAMES[token] ?? token))
  } catch {
    return undefined
  }
}
