/** Which messages are deleted, by their age. */
export const AGES = ['week', 'month', 'year', 'everything'] as const
export type Age = (typeof AGES)[number]

const DAY = 86_400_000
/** Days; the longest month and year there are, so that nothing is deleted too early. */
const DAYS: Readonly<Record<Exclude<Age, 'everything'>, number>> = { week: 7, month: 31, year: 366 }

/** Milliseconds since 1970 before which a message is older than that; `undefined` where every message is. */
export function olderThan(age: Age, now: number): number | undefined {
  return age === 'everything' ? undefined : now - DAYS[age] * DAY
}
