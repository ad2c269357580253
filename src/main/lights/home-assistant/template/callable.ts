/** Something a template may call, by name; there are no others. */
export interface Callable {
  /** Names of its arguments in their order, for `int(base=16)`. */
  readonly names: readonly string[]
  /** `value` is what stands before the bar or the dot; nothing for a function. */
  run(value: unknown, given: readonly unknown[]): unknown
}

/** A callable that takes its arguments in the order of `names`. */
export function callable(names: string, run: Callable['run']): Callable {
  return { names: names === '' ? [] : names.split(' '), run }
}
