import type { ArrangedLamp, Arrangement, LightGroup } from '@shared/light/arrangement'
import { ON_OFF, type LightId, type LightState } from '@shared/light/light'

/** What the user has said of a light, in the words of its state. */
type Look = Partial<Pick<LightState, 'name' | 'room' | 'favourite' | 'hidden' | 'transition' | 'place'>>

/** An arrangement made quick to look things up in. */
export class Arranging {
  readonly #rows: ReadonlyMap<LightId, ArrangedLamp>
  readonly #groups: ReadonlyMap<LightId, LightGroup>
  readonly #places: ReadonlyMap<LightId, number>
  /** Which groups a light is in. */
  readonly #groupsOf = new Map<LightId, LightId[]>()

  constructor({ lamps, groups, order }: Pick<Arrangement, 'lamps' | 'groups' | 'order'>) {
    this.#rows = new Map(lamps.map((row) => [row.id, row]))
    this.#groups = new Map(groups.map((group) => [group.id, group]))
    this.#places = new Map(order.map((id, place) => [id, place]))
    for (const { id, members } of groups) {
      for (const member of members) this.#groupsOf.set(member, [...(this.#groupsOf.get(member) ?? []), id])
    }
  }

  /** All lights that are shown even where nothing has announced them. */
  get ids(): Iterable<LightId> {
    return [...this.#rows.keys(), ...this.#groups.keys()]
  }

  row(id: LightId): ArrangedLamp | undefined {
    return this.#rows.get(id)
  }

  group(id: LightId): LightGroup | undefined {
    return this.#groups.get(id)
  }

  /** These lights and the groups they are in, each once. */
  withGroups(ids: readonly LightId[]): readonly LightId[] {
    return [...new Set(ids.flatMap((id) => [id, ...(this.#groupsOf.get(id) ?? [])]))]
  }

  look(id: LightId): Look {
    const row = this.#rows.get(id)
    const place = this.#places.get(id)
    return {
      ...(row?.name === undefined ? {} : { name: row.name }),
      ...(row?.room === undefined ? {} : { room: row.room }),
      ...(row?.favourite ? { favourite: true } : {}),
      ...(row?.hidden ? { hidden: true } : {}),
      ...(row?.transition === undefined ? {} : { transition: row.transition }),
      ...(place === undefined ? {} : { place }),
    }
  }

  /** A light that the user has arranged and that nothing has announced yet. */
  missing(id: LightId): LightState | undefined {
    const row = this.#rows.get(id)
    if (!row) return undefined
    return {
      ...{ id, name: row.knownAs, kind: 'light', convention: 'plain', topic: '', can: ON_OFF },
      ...{ power: 'unknown', availability: 'missing' },
      ...this.look(id),
    }
  }
}
