/** Numbers that look random and are the same for the same seed. */
export interface Dice {
  /** From 0 up to, but not, 1: what a session or a room takes for `Math.random`. */
  readonly random: () => number
  /** A number between the two. */
  between(from: number, to: number): number
  /** One of them, drawn by its weight. */
  oneOf<T>(weighted: readonly (readonly [T, number])[]): T
}

/** Dice for a seed, a whole number below 2³²; the generator is mulberry32, whose low bits are as good as its high ones. */
export function rollDice(seed: number): Dice {
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  return {
    random,
    between: (from, to) => from + random() * (to - from),
    oneOf: (weighted) => {
      let rest = random() * weighted.reduce((sum, [, weight]) => sum + weight, 0)
      const drawn = weighted.find(([, weight]) => (rest -= weight) < 0) ?? weighted.at(-1)
      if (!drawn) throw new Error('nothing to draw from')
      return drawn[0]
    },
  }
}
