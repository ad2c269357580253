import { ok } from '../result'
import { arrangeProblem, MAX_ORDER, type Arranging } from './arrange'
import { ARRANGEMENT_LIMITS, type Arrangement, type Timer } from './arrangement'
import { nextAt } from './time'

/**
 * What a file brings on top of what is arranged here: the same light, group, scene, timer or keys are as the file says.
 * Timers whose time has passed are left out, daily ones go on. Whether this computer's lights are offered is its own
 * affair and stays.
 */
export function mergeArrangement(own: Arrangement, given: Arrangement, now: number): Arranging {
  const keys = new Set(given.shortcuts.map((shortcut) => shortcut.keys))
  const freed = own.shortcuts.filter((shortcut) => !keys.has(shortcut.keys))
  const trayClick = given.trayClick ?? own.trayClick
  const merged: Arrangement = {
    plain: over(own.plain, given.plain, ({ topic }) => topic),
    lamps: over(own.lamps, given.lamps, ({ id }) => id),
    order: [...new Set([...given.order, ...own.order])].slice(0, MAX_ORDER),
    groups: over(own.groups, given.groups, ({ id }) => id),
    scenes: over(own.scenes, given.scenes, ({ id }) => id),
    timers: over(own.timers, timersFrom(given.timers, now), ({ id }) => id),
    shortcuts: over(freed, given.shortcuts, ({ light }) => light),
    colours: over(own.colours, given.colours, (colour) => JSON.stringify(colour)).slice(
      0,
      ARRANGEMENT_LIMITS.colours,
    ),
    offered: own.offered,
    ...(trayClick === undefined ? {} : { trayClick }),
  }
  const lists = ['plain', 'lamps', 'groups', 'scenes', 'timers', 'shortcuts'] as const
  return lists.some((list) => merged[list].length > ARRANGEMENT_LIMITS[list])
    ? arrangeProblem('too-many')
    : ok(merged)
}

/** Timers of a file as they can still be done. */
export function timersFrom(timers: readonly Timer[], now: number): readonly Timer[] {
  return timers.flatMap((timer) => {
    if (timer.daily !== undefined) return [{ ...timer, at: nextAt(timer.daily, now) }]
    return timer.at > now ? [timer] : []
  })
}

/** The given rows first, so that where a list is cut they stay. */
function over<Row>(own: readonly Row[], given: readonly Row[], key: (row: Row) => string): readonly Row[] {
  return [...new Map([...given, ...own.filter(notIn(given, key))].map((row) => [key(row), row])).values()]
}

function notIn<Row>(rows: readonly Row[], key: (row: Row) => string): (row: Row) => boolean {
  const keys = new Set(rows.map(key))
  return (row) => !keys.has(key(row))
}
