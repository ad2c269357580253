import { sameUser } from './name'

/** Who wrote the last message of a room, as far as is known. */
export interface LastWord {
  readonly clock: number
  readonly id: string
  readonly user?: string
}

/** Whether I may write now, and if not, why. */
export type Turn =
  | { readonly mayWrite: true }
  | { readonly mayWrite: false; readonly because: 'no-name' | 'under-way' | 'last-is-mine' }

/** The lab's rule: one may write unless an own message is under way or the last word is one's own (DESIGN 2, Turn). */
export function turnOf(me: string | undefined, last: LastWord | undefined, ownUnderWay: boolean): Turn {
  if (me === undefined) return { mayWrite: false, because: 'no-name' }
  if (ownUnderWay) return { mayWrite: false, because: 'under-way' }
  if (last && sameUser(last.user, me)) return { mayWrite: false, because: 'last-is-mine' }
  return { mayWrite: true }
}

/** A clock further ahead than this of all that was seen is taken for a lie or a fault (DESIGN 2, Turn). */
export const MAX_CLOCK_LEAP = 1_000_000

/** The clock of a message if it can be believed: an integer from 1 on, not more than MAX_CLOCK_LEAP ahead of `seen`. */
export function believableClock(clock: unknown, seen: number): number | undefined {
  if (typeof clock !== 'number' || !Number.isSafeInteger(clock) || clock < 1) return undefined
  return clock - seen > MAX_CLOCK_LEAP ? undefined : clock
}
