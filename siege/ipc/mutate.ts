/** One call: a channel, arguments it would take, where in them something is changed and into what. */
export interface Mutation {
  readonly channel: string
  readonly sample: unknown
  /** The keys that lead to the place; none for the arguments themselves. */
  readonly path: readonly string[]
  readonly into: string
}

/** What a value can be changed into; the names are those that `mutated` knows. */
export const INTO = [
  ...[
    'undefined',
    'null',
    'true',
    'false',
    'zero',
    'minus',
    'NaN',
    'infinite',
    'vast',
    'half',
    'empty',
    'word',
    'lone',
    'control',
    'long',
  ],
  ...[
    'list',
    'in a list',
    'sparse',
    'object',
    'proto',
    'constructor',
    'deep',
    'wide',
    'map',
    'set',
    'date',
    'bytes',
    'bigint',
    'error',
  ],
  ...['getter', 'function', 'symbol', 'cyclic', 'missing', 'more', 'length'],
] as const

/** Rare, for it costs much: longer than anything that a channel takes. */
export const HUGE = 'huge'

/** The arguments with the change in them. Runs in pages too, so it sees nothing but what it is given. */
export function mutated({ sample, path, into }: Mutation): unknown {
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  const deep = (levels: number): unknown => {
    let value: unknown = 'x'
    for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { value }
    return value
  }
  const values: Record<string, (old: unknown) => unknown> = {
    undefined: () => undefined,
    null: () => null,
    true: () => true,
    false: () => false,
    zero: () => 0,
    minus: () => -1,
    NaN: () => Number.NaN,
    infinite: () => Number.POSITIVE_INFINITY,
    vast: () => 2 ** 60,
    half: () => 0.5,
    empty: () => '',
    word: () => '../../etc/passwd',
    lone: () => '\uD800',
    control: () => 'a\u0000b\u202E\u2028',
    long: () => 'long '.repeat(2_001),
    list: () => [],
    'in a list': (old) => [old],
    sparse: () => Object.assign([], { length: 1_000_000 }),
    object: () => ({}),
    proto: () => JSON.parse('{"__proto__":{"polluted":true},"room":"chat"}'),
    constructor: () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
    deep: () => deep(1_000),
    wide: () => Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, index])),
    map: () => new Map([['room', 'chat']]),
    set: () => new Set(['chat']),
    date: () => new Date(0),
    bytes: () => new Uint8Array(100_000),
    bigint: () => 10n ** 30n,
    error: () => new Error('x'),
    getter: (old) => ({
      get value() {
        return old
      },
    }),
    function: () => () => 'x',
    symbol: () => Symbol('x'),
    cyclic: () => cyclic,
    more: (old) =>
      typeof old === 'object' && old !== null ? { ...old, more: 1, toString: 'x' } : { old, more: 1 },
    length: () => ({ length: 1e9, 0: 'x' }),
    huge: () => 'x'.repeat(16_777_217),
  }
  const changed = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return values[into]?.(value)
    const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>
    if (rest.length === 0 && into === 'missing') delete copy[key]
    else copy[key] = changed(copy[key], rest)
    return copy
  }
  return changed(sample, path)
}

/** Every place in a value, the value itself first. */
export function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [
    [],
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((path) => [key, ...path])),
  ]
}
