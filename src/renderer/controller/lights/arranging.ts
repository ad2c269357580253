import type { LightId } from '@shared/light/light'
import type { LightSection } from '@shared/light/sections'

/**
 * The order of all lights after one of them has changed places with its neighbour in its section; missing at the
 * section's end. `hidden` stand behind all others.
 */
export function movedBy(
  sections: readonly LightSection[],
  hidden: readonly LightId[],
  id: LightId,
  by: -1 | 1,
): LightId[] | undefined {
  const section = sections.find(({ lights }) => lights.some((light) => light.id === id))
  const place = section?.lights.findIndex((light) => light.id === id) ?? -1
  const neighbour = section?.lights[place + by]?.id
  if (neighbour === undefined) return undefined
  const swap = (other: LightId): LightId => (other === id ? neighbour : other === neighbour ? id : other)
  return [...sections.flatMap(({ lights }) => lights.map((light) => swap(light.id))), ...hidden]
}
