import { encodeText } from '@shared/mqtt/message'
import { mutated } from '../../lights/testing/mutate'

type Random = () => number

const DEEP = 5_000

/** Values that lie about clocks, names and ids, or cost whoever reads them. */
const LIES: readonly string[] = [
  '1e308',
  '-1',
  '0',
  '0.5',
  '9007199254740992',
  '9007199254740991',
  '1000000000000',
  '"7"',
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '" "',
  '"\\u0000"',
  '"a\\u0000b"',
  '"\\ud800"',
  '"\\u202enhoJ"',
  '"\\u200b"',
  '"__proto__"',
  '"constructor"',
  '{"__proto__":{"clock":1,"id":"a","user":"x","message":"x","text":"x"}}',
  '{"constructor":{"prototype":{"message":"x"}}}',
  `"${'x'.repeat(101)}"`,
  `"${'x'.repeat(10_001)}"`,
  `"${'\\u0001'.repeat(300)}"`,
  `"${'ﷺ'.repeat(200)}"`,
  `"${'💡'.repeat(6_000)}"`,
  '['.repeat(DEEP) + ']'.repeat(DEEP),
  '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP),
  `[${'"a",'.repeat(300)}"a"]`,
]

/** A valid payload with something wrong in its bytes or its values; now and then as long as a payload may be. */
export function spoiled(payload: string, random: Random): Uint8Array {
  const how = random()
  if (how < 0.4) return mutated(payload, random)
  if (how < 0.401) return encodeText(payload + ' '.repeat(262_144 - encodeText(payload).length))
  if (how < 0.402) return encodeText(payload.replace(/"[^"]*"(?=[,}])/, `"${'x'.repeat(262_000)}"`))
  if (how < 0.45) return encodeText(twice(payload, random))
  return encodeText(lying(payload, random))
}

/** One to three values of the JSON are others; where it is none, a lie stands somewhere in the text. */
function lying(payload: string, random: Random): string {
  const lie = (): string => LIES[Math.floor(random() * LIES.length)] ?? ''
  let text = payload
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const values = [...text.matchAll(/(?<=[:[,])(?:"(?:[^"\\]|\\.)*"|-?\d+|true|false)(?=[,\]}])/g)]
    const value = values[Math.floor(random() * values.length)]
    const at = value?.index ?? Math.floor(random() * text.length)
    text = text.slice(0, at) + lie() + text.slice(at + (value?.[0].length ?? 0))
    if (text.length > 50_000) break
  }
  return text
}

/** A key stands there twice: readers differ in which of the two they believe. */
function twice(payload: string, random: Random): string {
  const lie = LIES[Math.floor(random() * LIES.length)] ?? ''
  const keys = [...payload.matchAll(/"(\w+)":/g)]
  const key = keys[Math.floor(random() * keys.length)]?.[1] ?? 'message'
  return payload.replace('{', `{"${key}":${lie},`)
}
