import type { Arrangement } from './arrangement'
import type { LightId } from './light'

/** The arrangement without some lights; a group or a scene that loses its last light goes too. */
export function withoutLights(arrangement: Arrangement, gone: ReadonlySet<LightId>): Arrangement {
  const stays = ({ light }: { readonly light: LightId }): boolean => !gone.has(light)
  const left = arrangement.groups
    .filter(({ id }) => !gone.has(id))
    .map((group) => ({ ...group, members: group.members.filter((id) => !gone.has(id)) }))
  const empty = left.filter(({ members }) => members.length === 0)
  const next: Arrangement = {
    ...arrangement,
    plain: arrangement.plain.filter(({ topic }) => !gone.has(topic)),
    lamps: arrangement.lamps.filter(({ id }) => !gone.has(id)),
    order: arrangement.order.filter((id) => !gone.has(id)),
    groups: left,
    scenes: arrangement.scenes
      .map((scene) => ({ ...scene, lights: scene.lights.filter(stays) }))
      .filter(({ lights }) => lights.length > 0),
    timers: arrangement.timers.filter(stays),
    shortcuts: arrangement.shortcuts.filter(stays),
  }
  return empty.length === 0 ? next : withoutLights(next, new Set(empty.map(({ id }) => id)))
}

/** The arrangement with a light under another id, wherever it is mentioned beside the plain lights themselves. */
export function mapLights(arrangement: Arrangement, was: LightId, is: LightId): Arrangement {
  const moved = (id: LightId): LightId => (id === was ? is : id)
  const ofLight = <Row extends { readonly light: LightId }>(row: Row): Row => ({
    ...row,
    light: moved(row.light),
  })
  return {
    ...arrangement,
    lamps: arrangement.lamps.map((lamp) => ({ ...lamp, id: moved(lamp.id) })),
    order: arrangement.order.map(moved),
    groups: arrangement.groups.map((group) => ({ ...group, members: group.members.map(moved) })),
    scenes: arrangement.scenes.map((scene) => ({ ...scene, lights: scene.lights.map(ofLight) })),
    timers: arrangement.timers.map(ofLight),
    shortcuts: arrangement.shortcuts.map(ofLight),
  }
}
