/** A time of day as timers are written: `07:05`. */
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** Whether a text is a time of day, `HH:MM`. */
export function isTimeOfDay(text: string): boolean {
  return TIME.test(text)
}

/**
 * When this computer's clock next shows a time of day after `now`, both in milliseconds since 1970. A time that is
 * skipped on the day the clock goes forward comes as much later; one that comes twice counts the first time.
 */
export function nextAt(time: string, now: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const today = new Date(now)
  const on = (day: number): number =>
    new Date(today.getFullYear(), today.getMonth(), day, hours, minutes).getTime()
  const first = on(today.getDate())
  return first > now ? first : on(today.getDate() + 1)
}
