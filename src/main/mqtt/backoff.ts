/** Shortest and longest wait between two tries, in milliseconds (DESIGN 2, Connection). */
export const FIRST_WAIT = 500
export const LONGEST_WAIT = 30_000

/**
 * Milliseconds to wait after `failures` failed tries in a row (1 or more): doubles from 0.5 s to 30 s,
 * of which a random half is taken off so that copies which lost the same broker do not all return at once.
 */
export function backoff(failures: number, random: () => number): number {
  const full = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(failures, 16))
  return Math.max(FIRST_WAIT, Math.round(full * (0.5 + random() * 0.5)))
}
