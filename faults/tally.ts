/** One person's message as somebody took it in; the number counts what that person said. */
export interface Said {
  readonly user: string
  readonly number: number
}

/** What one side took in, in the order in which it shows it. */
export type TakenIn = readonly Said[]

/** How a run went. */
export interface Tally {
  /** Messages that were said and that a side does not have. */
  readonly lost: number
  /** Copies of a message beyond the first on one side. */
  readonly twice: number
  /** Messages that stand behind a later one of the same person. */
  readonly outOfOrder: number
}

/** Compares what was said, 1 to `said` by each person, with what each side took in; the sender's own side counts, too. */
export function tally(said: ReadonlyMap<string, number>, sides: readonly TakenIn[]): Tally {
  let lost = 0
  let twice = 0
  let outOfOrder = 0
  for (const side of sides) {
    for (const [user, count] of said) {
      const numbers = side.filter((each) => each.user === user).map(({ number }) => number)
      const seen = new Set<number>()
      let highest = 0
      for (const number of numbers) {
        if (seen.has(number)) twice++
        else if (number < highest) outOfOrder++
        seen.add(number)
        highest = Math.max(highest, number)
      }
      for (let number = 1; number <= count; number++) if (!seen.has(number)) lost++
    }
  }
  return { lost, twice, outOfOrder }
}

/** The line a run ends with. */
export function tallyLine({ lost, twice, outOfOrder }: Tally): string {
  return `lost ${lost}, twice ${twice}, out of order ${outOfOrder}`
}

/** Nothing is wrong. */
export function isClean({ lost, twice, outOfOrder }: Tally): boolean {
  return lost + twice + outOfOrder === 0
}
