/** A stream of numbers from 0 to 1 that is the same for the same seed (mulberry32, in the public domain). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Random = () => number

/** Values that have broken parsers before. */
const NASTY: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  0.5,
  '',
  'ON',
  '~',
  '#',
  'a/+/b',
  '$SYS/broker/load',
  'chat',
  'chat/presence/x',
  '\u202e\u0000',
  'x'.repeat(10_000),
  '{{ value_json.a.b }}',
  '{% for i in range(9) %}{{ i }}{% endfor %}',
  [],
  [[]],
  {},
  { constructor: 1 },
  ['brightness', 'rgb', 'onoff', 7],
]

/** A valid message with one to four things wrong: in its bytes, or in the values of its JSON. */
export function mutated(payload: string, random: Random): Uint8Array {
  if (random() < 0.3) return withBrokenBytes(payload, random)
  try {
    let value: unknown = JSON.parse(payload)
    for (let count = 1 + Math.floor(random() * 4); count > 0; count--) value = changed(value, random)
    return new TextEncoder().encode(JSON.stringify(value) ?? '')
  } catch {
    return withBrokenBytes(payload, random)
  }
}

function withBrokenBytes(payload: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(payload)
  for (let count = 1 + Math.floor(random() * 8); count > 0 && bytes.length > 0; count--)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return random() < 0.3 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes
}

/** Somewhere in the tree another value, a key more or less, or a piece twice. */
function changed(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return pick(NASTY, random)
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])]
    const at = Math.floor(random() * (items.length + 1))
    const how = random()
    if (how < 0.2) items.splice(at, 1)
    else if (how < 0.4) items.splice(at, 0, items[0])
    else if (items.length > 0) items[at % items.length] = changed(items[at % items.length], random)
    return items
  }
  const entries = Object.entries(value)
  if (random() < 0.1) return { ...value, ['__proto__']: { topic: 'x' }, [String(pick(NASTY, random))]: 1 }
  const entry = pick(entries, random)
  if (!entry) return pick(NASTY, random)
  const [key, inside] = entry
  if (random() < 0.2) return Object.fromEntries(entries.filter(([name]) => name !== key))
  return { ...value, [key]: changed(inside, random) }
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)] as Item
}
