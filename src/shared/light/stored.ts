import * as v from 'valibot'
import { MAX_ORDER } from './arrange'
import { ARRANGEMENT_LIMITS, type Arrangement } from './arrangement'
import {
  favouriteGuard,
  groupGuard,
  lampGuard,
  lightGuard,
  plainGuard,
  sceneGuard,
  shortcutGuard,
  timerGuard,
} from './arrangement-guards'

/** An arrangement out of a file. */
export interface ReadArrangement {
  readonly arrangement: Arrangement
  /** Something in it had to be left out. */
  readonly incomplete: boolean
}

/** What a file says of the user's lights: rows that cannot be used are left out; undefined where it is no object. */
export function readArrangement(value: unknown): ReadArrangement | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const given = value as Record<string, unknown>
  let incomplete = false
  /** The rows of one list that can be used; of several that are the same the first. */
  function rows<Row>(
    list: keyof Arrangement,
    schema: v.GenericSchema<unknown, Row>,
    most: number,
    ...keys: ((row: Row) => string)[]
  ): readonly Row[] {
    const all = given[list] ?? []
    if (!Array.isArray(all)) {
      incomplete = true
      return []
    }
    const seen = keys.map(() => new Set<string>())
    const kept = all.flatMap((one: unknown) => {
      const read = v.safeParse(schema, one)
      if (!read.success || keys.some((key, index) => seen[index]?.has(key(read.output)))) return []
      keys.forEach((key, index) => seen[index]?.add(key(read.output)))
      return [read.output]
    })
    if (kept.length < all.length || kept.length > most) incomplete = true
    return kept.slice(0, most)
  }
  function one<Value>(name: keyof Arrangement, schema: v.GenericSchema<unknown, Value>): Value | undefined {
    if (given[name] === undefined) return undefined
    const read = v.safeParse(schema, given[name])
    if (!read.success) incomplete = true
    return read.success ? read.output : undefined
  }
  const limit = ARRANGEMENT_LIMITS
  const click = one('trayClick', v.picklist(['toggle', 'panel']))
  const arrangement: Arrangement = {
    plain: rows('plain', plainGuard, limit.plain, ({ topic }) => topic),
    lamps: rows('lamps', lampGuard, limit.lamps, ({ id }) => id),
    order: rows('order', lightGuard, MAX_ORDER, (id) => id),
    groups: rows('groups', groupGuard, limit.groups, ({ id }) => id),
    scenes: rows('scenes', sceneGuard, limit.scenes, ({ id }) => id),
    timers: rows('timers', timerGuard, limit.timers, ({ id }) => id),
    shortcuts: rows(
      'shortcuts',
      shortcutGuard,
      limit.shortcuts,
      ({ light: id }) => id,
      ({ keys }) => keys,
    ),
    colours: rows('colours', favouriteGuard, limit.colours, (row) => JSON.stringify(row)),
    offered: one('offered', v.boolean()) ?? false,
    ...(click === undefined ? {} : { trayClick: click }),
  }
  return { arrangement, incomplete }
}
