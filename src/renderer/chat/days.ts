/** Milliseconds since 1970 of the midnight at which a moment's day began, where the reader is. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** How many days before today a moment is: 0 today, 1 yesterday. Rounded, for days of 23 and 25 hours. */
export function daysAgo(at: number, now: number): number {
  return Math.round((dayOf(now) - dayOf(at)) / 86_400_000)
}

/**
 * For each message the day it begins, or undefined where it begins none. Only a later day begins one: a sender whose
 * clock is wrong must not make the days go back and forth, and none lies in the future.
 */
export function daysBegun(messages: readonly { readonly ts: number }[], now: number): (number | undefined)[] {
  let latest = -Infinity
  return messages.map(({ ts }) => {
    const day = dayOf(Math.min(ts, now))
    if (day <= latest) return undefined
    latest = day
    return day
  })
}
