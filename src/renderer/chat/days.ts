/** Milliseconds since 1970 of the midnight at which a moment's day began, where the reader is. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** How many days before today a moment is: 0 today, 1 yesterday. Rounded, for days of 23 and 25 hours. */
export function daysAgo(at: number, now: number): number {
  return Math.round((dayOf(now) - dayOf(at)) / 86_400_000)
}
