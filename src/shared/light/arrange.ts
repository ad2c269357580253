import type { Commands, Refusal } from '../ipc/contract'
import { ok, refused, type Result } from '../result'
import { ARRANGEMENT_LIMITS, type ArrangedLamp, type Arrangement, type FavouriteColour } from './arrangement'
import { cleanLabel, parseLabel } from './label'
import type { LightId } from './light'
import { isGroupId, isPlainId } from './light-id'
import { mapLights, withoutLights } from './arrange-ids'
import { parsePlain } from './plain-rules'

/** The arrangement after a change, or why it stays as it was. */
export type Arranging = Result<Arrangement, Refusal>

/** A light with the name that is shown for it. */
export interface KnownLight {
  readonly id: LightId
  readonly name: string
}

/** More places than there can be arranged lights are those of lights that have long gone. */
export const MAX_ORDER = ARRANGEMENT_LIMITS.lamps + ARRANGEMENT_LIMITS.plain + ARRANGEMENT_LIMITS.groups
/** Seconds a change may be made to take. */
const MAX_TRANSITION = 300

/** Changes what the user says of one light: what is missing stays, an empty name or room is the light's own again. */
export function arrangeLight(
  arrangement: Arrangement,
  light: KnownLight,
  { name, ...rest }: Omit<Commands['light:arrange'], 'light'>,
): Arranging {
  const group = arrangement.groups.find(({ id }) => id === light.id)
  // A group has no name but the one the user gave it.
  if (!group || name === undefined) return changeRow(arrangement, light, { name, ...rest })
  const label = parseLabel(name)
  if (!label.ok) return arrangeProblem(label.error)
  const groups = arrangement.groups.map((one) => (one === group ? { ...one, name: label.value } : one))
  const renamed = { ...arrangement, groups }
  return Object.values(rest).every((value) => value === undefined)
    ? ok(renamed)
    : changeRow(renamed, light, rest)
}

/** Puts lights into an order; lights that are not mentioned, because nothing announces them now, come after. */
export function orderLights(arrangement: Arrangement, lights: readonly LightId[]): Arranging {
  return ok({ ...arrangement, order: [...new Set([...lights, ...arrangement.order])].slice(0, MAX_ORDER) })
}

/** Makes sure that these lights have a name to be shown by while nothing announces them. */
export function keepKnown(arrangement: Arrangement, lights: readonly KnownLight[]): Arranging {
  const has = new Set(arrangement.lamps.map(({ id }) => id))
  const fresh = new Map<LightId, ArrangedLamp>()
  for (const light of lights) {
    // A plain light and a group are there as long as they are arranged.
    if (!has.has(light.id) && !isPlainId(light.id) && !isGroupId(light.id)) fresh.set(light.id, rowOf(light))
  }
  return fresh.size === 0 ? ok(arrangement) : withRows(arrangement, [...arrangement.lamps, ...fresh.values()])
}

/** Forgets lights and everything that was to be done with them. */
export function forgetLight(arrangement: Arrangement, light: LightId): Arranging {
  return ok(withoutLights(arrangement, new Set([light])))
}

/** Adds a light by hand, or changes the one with the topic `was`; `isOurs` says which topics the app uses otherwise. */
export function savePlain(
  arrangement: Arrangement,
  { was, ...form }: Commands['light:save-plain'],
  isOurs: (topic: string) => boolean,
): Arranging {
  const parsed = parsePlain(form)
  if (!parsed.ok) return parsed
  const { topic, stateTopic = topic } = parsed.value
  const others = arrangement.plain.filter((light) => light.topic !== was)
  if (others.some((light) => light.topic === topic) || isOurs(topic) || isOurs(stateTopic))
    return arrangeProblem('topic-taken')
  if (was === undefined) {
    if (others.length >= ARRANGEMENT_LIMITS.plain) return arrangeProblem('too-many')
    return ok({ ...arrangement, plain: [...others, parsed.value] })
  }
  if (others.length === arrangement.plain.length) return refused({ kind: 'unknown-light' })
  const plain = arrangement.plain.map((light) => (light.topic === was ? parsed.value : light))
  // Its topic is its id: what is arranged about it goes along, and what was arranged under the new one has no light.
  const moved =
    was === topic
      ? arrangement
      : mapLights(withoutLights({ ...arrangement, plain: [] }, new Set([topic])), was, topic)
  return ok({ ...moved, plain })
}

/** Keeps the colours that are at hand, each once. */
export function setColours(arrangement: Arrangement, colours: readonly FavouriteColour[]): Arranging {
  const each = [...new Map(colours.map((colour) => [JSON.stringify(colour), colour])).values()]
  return each.length > ARRANGEMENT_LIMITS.colours
    ? arrangeProblem('too-many')
    : ok({ ...arrangement, colours: each })
}

/** A refusal with one of the arranging's own reasons. */
export function arrangeProblem(
  problem: Extract<Refusal, { kind: 'arrange' }>['problem'],
): Result<never, Refusal> {
  return refused({ kind: 'arrange', problem })
}

function changeRow(
  arrangement: Arrangement,
  light: KnownLight,
  change: Omit<Commands['light:arrange'], 'light'>,
): Arranging {
  const old = arrangement.lamps.find(({ id }) => id === light.id)
  const { id, knownAs, ...had } = old ?? rowOf(light)
  const name = labelOf(change.name, had.name)
  if (!name.ok) return name
  const room = labelOf(change.room, had.room)
  if (!room.ok) return room
  const seconds = change.transition ?? had.transition ?? 0
  const row: ArrangedLamp = {
    id,
    knownAs,
    ...(name.value === undefined ? {} : { name: name.value }),
    ...(room.value === undefined ? {} : { room: room.value }),
    ...((change.favourite ?? had.favourite) ? { favourite: true } : {}),
    ...((change.hidden ?? had.hidden) ? { hidden: true } : {}),
    ...(seconds > 0 ? { transition: Math.min(seconds, MAX_TRANSITION) } : {}),
  }
  const { lamps } = arrangement
  return withRows(arrangement, old ? lamps.map((one) => (one === old ? row : one)) : [...lamps, row])
}

/** What the user writes of a name or a room: nothing leaves it, empty takes it away. */
function labelOf(text: string | undefined, had: string | undefined): Result<string | undefined, Refusal> {
  if (text === undefined) return ok(had)
  const label = parseLabel(text)
  if (label.ok) return label
  return label.error === 'name-empty' ? ok(undefined) : arrangeProblem(label.error)
}

function withRows(arrangement: Arrangement, lamps: readonly ArrangedLamp[]): Arranging {
  return lamps.length > ARRANGEMENT_LIMITS.lamps ? arrangeProblem('too-many') : ok({ ...arrangement, lamps })
}

function rowOf({ id, name }: KnownLight): ArrangedLamp {
  return { id, knownAs: cleanLabel(name, cleanLabel(id, '?')) }
}
