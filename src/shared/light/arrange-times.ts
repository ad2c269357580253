import type { Commands, Refusal } from '../ipc/contract'
import { ok, refused, type Result } from '../result'
import { arrangeProblem, keepKnown, type Arranging, type KnownLight } from './arrange'
import { ARRANGEMENT_LIMITS, type Arrangement, type Timer } from './arrangement'
import { parseKeys } from './keys'
import { isTimeOfDay, nextAt } from './time'

/** A week: what is farther away is meant for a calendar. */
const MAX_MINUTES = 10_080

/** Adds something to do later under a new id; `now` in milliseconds since 1970. */
export function setTimer(
  arrangement: Arrangement,
  { light, power, when }: Omit<Commands['timer:set'], 'light'> & { readonly light: KnownLight },
  id: string,
  now: number,
): Arranging {
  const due = dueOf(when, now)
  if (!due.ok) return due
  if (arrangement.timers.length >= ARRANGEMENT_LIMITS.timers) return arrangeProblem('too-many')
  const timers = [...arrangement.timers, { id, light: light.id, power, ...due.value }]
  return keepKnown({ ...arrangement, timers }, [light])
}

/** One that is not there is content with that. */
export function removeTimer(arrangement: Arrangement, id: string): Arranging {
  return ok({ ...arrangement, timers: arrangement.timers.filter((timer) => timer.id !== id) })
}

/** The arrangement after a timer has had its time: gone, or due again at `next`. */
export function timerDone(arrangement: Arrangement, id: string, next?: number): Arrangement {
  const timers = arrangement.timers.flatMap((timer) => {
    if (timer.id !== id) return [timer]
    return next === undefined ? [] : [{ ...timer, at: next }]
  })
  return { ...arrangement, timers }
}

/** Gives a light its keys; empty ones take them away, and those of another light it does not get. */
export function setShortcut(arrangement: Arrangement, light: KnownLight, text: string): Arranging {
  const others = arrangement.shortcuts.filter((shortcut) => shortcut.light !== light.id)
  if (text.trim() === '') return ok({ ...arrangement, shortcuts: others })
  const keys = parseKeys(text)
  if (!keys.ok) return refused({ kind: 'shortcut', problem: keys.error })
  if (others.some((shortcut) => shortcut.keys === keys.value))
    return refused({ kind: 'shortcut', problem: 'taken' })
  if (others.length >= ARRANGEMENT_LIMITS.shortcuts) return arrangeProblem('too-many')
  const shortcuts = [...others, { light: light.id, keys: keys.value }]
  return keepKnown({ ...arrangement, shortcuts }, [light])
}

function dueOf(
  when: Commands['timer:set']['when'],
  now: number,
): Result<Pick<Timer, 'at' | 'daily'>, Refusal> {
  if ('minutes' in when) {
    const { minutes } = when
    if (!(minutes > 0 && minutes <= MAX_MINUTES)) return arrangeProblem('time')
    return ok({ at: now + Math.round(minutes * 60_000) })
  }
  const { time, daily } = when
  if (!isTimeOfDay(time)) return arrangeProblem('time')
  return ok({ at: nextAt(time, now), ...(daily ? { daily: time } : {}) })
}
