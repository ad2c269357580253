import { byName, compareLights, type LightState } from './light'

/** Lights that stand together, in window and tray alike. */
export interface LightSection {
  /** The heading: `favourites`, a room by its name, or the lights that are in no room. */
  readonly kind: 'favourites' | 'room' | 'others'
  readonly room?: string
  readonly lights: readonly LightState[]
}

/** Favourites first, then the rooms by name, then the rest; each light stands in one place only. Hidden ones are left out. */
export function sectionsOf(lights: readonly LightState[]): readonly LightSection[] {
  const shown = lights.filter(({ hidden }) => !hidden).sort(compareLights)
  const favourites = shown.filter(({ favourite }) => favourite)
  const rooms = new Map<string, LightState[]>()
  const others: LightState[] = []
  for (const light of shown) {
    if (light.favourite) continue
    if (light.room === undefined) others.push(light)
    else {
      const inRoom = rooms.get(light.room)
      if (inRoom) inRoom.push(light)
      else rooms.set(light.room, [light])
    }
  }
  const named = [...rooms].sort(([a], [b]) => byName.compare(a, b))
  const sections: LightSection[] = [
    { kind: 'favourites', lights: favourites },
    ...named.map(([room, inRoom]) => ({ kind: 'room' as const, room, lights: inRoom })),
    { kind: 'others', lights: others },
  ]
  return sections.filter(({ lights: some }) => some.length > 0)
}
