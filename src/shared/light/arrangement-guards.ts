import * as v from 'valibot'
import { listOf } from '../list-of'
import {
  ARRANGEMENT_LIMITS,
  type ArrangedLamp,
  type FavouriteColour,
  type LightGroup,
  type PlainLight,
  type Scene,
  type Shortcut,
  type Timer,
} from './arrangement'
import { parseKeys } from './keys'
import { parseLabel } from './label'
import type { LightId } from './light'
import { isGroupId, isLightId } from './light-id'
import { parsePlain } from './plain-rules'
import { isTimeOfDay } from './time'
import { colourGuard, temperatureGuard, transitionGuard, wishGuard } from './wish-guard'

/** The id of a light, be it there or not. */
export const lightGuard: v.GenericSchema<unknown, LightId> = v.pipe(v.string(), v.check(isLightId))

const rowId = v.pipe(v.string(), v.regex(/^[\w.:-]{1,100}$/))
const label = fitting(parseLabel)
const power = v.picklist(['on', 'off'])
const { members } = ARRANGEMENT_LIMITS

/** A light added by hand, by the same rules as the form. */
export const plainGuard: v.GenericSchema<unknown, PlainLight> = v.pipe(
  v.object({
    topic: v.string(),
    stateTopic: v.optional(v.string()),
    sends: v.picklist(['words', 'json', 'own']),
    on: v.optional(v.string()),
    off: v.optional(v.string()),
    path: v.optional(v.string()),
  }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parsePlain(dataset.value)
    if (parsed.ok) return parsed.value
    addIssue()
    return NEVER
  }),
)
/** What the user has said of one light. */
export const lampGuard: v.GenericSchema<unknown, ArrangedLamp> = v.object({
  id: lightGuard,
  knownAs: label,
  name: v.optional(label),
  room: v.optional(label),
  favourite: v.optional(v.literal(true)),
  hidden: v.optional(v.literal(true)),
  transition: v.optional(transitionGuard),
})
/** A group, never with groups in it. */
export const groupGuard: v.GenericSchema<unknown, LightGroup> = v.object({
  id: v.pipe(lightGuard, v.check(isGroupId)),
  name: label,
  members: v.pipe(
    listOf(
      v.pipe(
        lightGuard,
        v.check((id) => !isGroupId(id)),
      ),
      members,
    ),
    v.minLength(1),
    v.check((ids) => new Set(ids).size === ids.length),
  ),
})
/** A scene, each light once. */
export const sceneGuard: v.GenericSchema<unknown, Scene> = v.object({
  id: rowId,
  name: label,
  lights: v.pipe(
    listOf(
      v.object({
        light: lightGuard,
        wish: v.pipe(
          wishGuard,
          v.check((wish) => Object.keys(wish).length > 0),
        ),
      }),
      members,
    ),
    v.minLength(1),
    v.check((lights) => new Set(lights.map((row) => row.light)).size === lights.length),
  ),
})
/** Something to do later; where its time has passed is not looked at. */
export const timerGuard: v.GenericSchema<unknown, Timer> = v.object({
  id: rowId,
  light: lightGuard,
  power,
  // To the year 9999.
  at: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(253_402_300_799_999)),
  daily: v.optional(v.pipe(v.string(), v.check(isTimeOfDay))),
})
/** Keys of a light, written as Electron wants them. */
export const shortcutGuard: v.GenericSchema<unknown, Shortcut> = v.object({
  light: lightGuard,
  keys: fitting(parseKeys),
})
/** A colour or a white; of both the colour. */
export const favouriteGuard: v.GenericSchema<unknown, FavouriteColour> = v.union([
  v.object({ colour: colourGuard }),
  v.object({ temperature: temperatureGuard }),
])

/** A text as a rule makes it fit. */
function fitting(
  parse: (text: string) => { readonly ok: true; readonly value: string } | { readonly ok: false },
): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const parsed = parse(dataset.value)
      if (parsed.ok) return parsed.value
      addIssue()
      return NEVER
    }),
  )
}
