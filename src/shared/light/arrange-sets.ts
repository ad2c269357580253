import type { Commands } from '../ipc/contract'
import { ok, refused, type Result } from '../result'
import { arrangeProblem, keepKnown, type Arranging, type KnownLight } from './arrange'
import { withoutLights } from './arrange-ids'
import { ARRANGEMENT_LIMITS, type Arrangement, type LightGroup, type Scene } from './arrangement'
import { parseLabel } from './label'
import { isUsable, type LightId, type LightState } from './light'
import { isGroupId } from './light-id'
import { wishFor } from './wish'

/** Adds a group under a new id, or changes the one that has the form's. A group has no groups in it. */
export function saveGroup(
  arrangement: Arrangement,
  {
    id,
    name,
    members,
  }: { readonly id?: LightId; readonly name: string; readonly members: readonly KnownLight[] },
  newId: LightId,
): Arranging {
  const label = parseLabel(name)
  if (!label.ok) return arrangeProblem(label.error)
  const ids = [...new Set(members.map((light) => light.id))]
  if (ids.length === 0) return arrangeProblem('no-lights')
  if (ids.length > ARRANGEMENT_LIMITS.members) return arrangeProblem('too-many')
  if (ids.some(isGroupId)) return refused({ kind: 'light-unable' })
  const group: LightGroup = { id: id ?? newId, name: label.value, members: ids }
  const groups = placed(arrangement.groups, group, id, ARRANGEMENT_LIMITS.groups)
  return groups.ok ? keepKnown({ ...arrangement, groups: groups.value }, members) : groups
}

/** Takes a group away with everything that was to be done with it; its lights stay. */
export function removeGroup(arrangement: Arrangement, id: LightId): Arranging {
  return ok(isGroupId(id) ? withoutLights(arrangement, new Set([id])) : arrangement)
}

/**
 * Keeps how lights are now under a name; those that cannot be used or have not said how they are, are left out. A scene
 * that is there and is given no lights keeps its own, and only its name changes.
 */
export function saveScene(
  arrangement: Arrangement,
  {
    id,
    name,
    lights,
  }: { readonly id?: string; readonly name: string; readonly lights: readonly LightState[] },
  newId: string,
): Arranging {
  const label = parseLabel(name)
  if (!label.ok) return arrangeProblem(label.error)
  const before = arrangement.scenes.find((scene) => scene.id === id)
  if (lights.length === 0 && before) {
    const scenes = arrangement.scenes.map((scene) =>
      scene === before ? { ...scene, name: label.value } : scene,
    )
    return ok({ ...arrangement, scenes })
  }
  if (lights.length === 0) return arrangeProblem('no-lights')
  const each = new Map(lights.filter(isUsable).map((light) => [light.id, wishFor(light)] as const))
  const kept = [...each].flatMap(([light, wish]) => (wish ? [{ light, wish }] : []))
  if (kept.length === 0) return arrangeProblem('nothing-to-keep')
  if (kept.length > ARRANGEMENT_LIMITS.members) return arrangeProblem('too-many')
  const scene: Scene = { id: id ?? newId, name: label.value, lights: kept }
  const scenes = placed(arrangement.scenes, scene, id, ARRANGEMENT_LIMITS.scenes)
  return scenes.ok ? ok({ ...arrangement, scenes: scenes.value }) : scenes
}

/** One that is not there is content with that. */
export function removeScene(arrangement: Arrangement, { id }: Commands['scene:remove']): Arranging {
  return ok({ ...arrangement, scenes: arrangement.scenes.filter((scene) => scene.id !== id) })
}

/** The row at the end, or in the place of the one it is to replace. */
function placed<Row extends { readonly id: string }>(
  rows: readonly Row[],
  row: Row,
  replaces: string | undefined,
  most: number,
): Result<readonly Row[], Extract<Arranging, { ok: false }>['error']> {
  if (replaces === undefined) return rows.length >= most ? arrangeProblem('too-many') : ok([...rows, row])
  return rows.some(({ id }) => id === replaces)
    ? ok(rows.map((old) => (old.id === replaces ? row : old)))
    : arrangeProblem('gone')
}
