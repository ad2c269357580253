import { sameUser } from './name'
import type { RoomRules } from './rules'

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

/**
 * The lab's rule: one may write unless an own message is under way or the last word is one's own (DESIGN 2, Turn); in a
 * room without turns whoever has a name may. `silence`: minutes since the last word, after which the room may let anybody write.
 */
export function turnOf(
  me: string | undefined,
  last: LastWord | undefined,
  ownUnderWay: boolean,
  { turns, timeout }: RoomRules,
  silence: number,
): Turn {
  if (me === undefined) return { mayWrite: false, because: 'no-name' }
  if (!turns) return { mayWrite: true }
  if (ownUnderWay) return { mayWrite: false, because: 'under-way' }
  if (last && sameUser(last.user, me) && !isOver(timeout, silence)) {
    return { mayWrite: false, because: 'last-is-mine' }
  }
  return { mayWrite: true }
}

/** Whether a room has been silent for so long that anybody may write; minutes, a `timeout` of 0 is never over. */
export function isOver(timeout: number, silence: number): boolean {
  return timeout > 0 && silence >= timeout
}

/** A clock further ahead than this of all that was seen is taken for a lie or a fault (DESIGN 2, Turn). */
export const MAX_CLOCK_LEAP = 1_000_000
/**
 * What a copy that has heard nothing yet believes: it cannot know how far a room has come. A room would need thirty years of a
 * thousand messages a second to get there, and a lie that large is still below what can be counted exactly.
 */
export const MAX_FIRST_CLOCK = 1_000_000_000_000

/** The clock of a message if it can be believed: an integer from 1 on, not too far ahead of `seen` (0: nothing yet). */
export function believableClock(clock: unknown, seen: number): number | undefined {
  if (typeof clock !== 'number' || !Number.isSafeInteger(clock) || clock < 1) return undefined
  const most = seen === 0 ? MAX_FIRST_CLOCK : seen + MAX_CLOCK_LEAP
  return clock > most ? undefined : clock
}
