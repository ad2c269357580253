import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { compareLights, type LightId, type LightState } from '@shared/light/light'
import { sectionsOf, type LightSection } from '@shared/light/sections'
import { found } from './find'
import { useChunks } from './use-chunks'

/** More lights than these are looked for by name. */
const MANY = 8

/** A section as far as it is drawn by now. */
export interface DrawnSection extends LightSection {
  /** How many lights the whole section has. */
  readonly count: number
}

/** The lights as the tab shows them: found, in sections, hidden ones apart, a few more with each frame. */
export interface LightList {
  readonly query: Ref<string>
  /** Whole sections, for whoever puts them in order. */
  readonly sections: ComputedRef<readonly LightSection[]>
  readonly drawn: ComputedRef<readonly DrawnSection[]>
  readonly hidden: ComputedRef<readonly LightState[]>
  readonly searchable: ComputedRef<boolean>
  /** Of each group, how many of its lights are on. */
  readonly membersOn: ComputedRef<ReadonlyMap<LightId, number>>
}

/** What to show of `lights`; nothing is looked for while `arranging`, because places only mean something among all. */
export function useLightList(lights: () => readonly LightState[], arranging: () => boolean): LightList {
  const query = ref('')
  const searchable = computed(() => lights().filter((light) => !light.hidden).length > MANY)
  const wanted = computed(() => (searchable.value && !arranging() ? found(lights(), query.value) : lights()))
  const sections = computed(() => sectionsOf(wanted.value))
  const limit = useChunks(() => wanted.value.length)

  const drawn = computed(() => {
    let left = limit.value
    return sections.value.flatMap((section): DrawnSection[] => {
      const some = section.lights.slice(0, left)
      left -= some.length
      return some.length > 0 ? [{ ...section, lights: some, count: section.lights.length }] : []
    })
  })
  const hidden = computed(() => wanted.value.filter((light) => light.hidden).sort(compareLights))

  const membersOn = computed(() => {
    const on = new Set(
      lights()
        .filter((light) => light.power === 'on')
        .map((light) => light.id),
    )
    return new Map(
      lights().flatMap(({ id, members }): [LightId, number][] =>
        members ? [[id, members.filter((member) => on.has(member)).length]] : [],
      ),
    )
  })

  return { query, sections, drawn, hidden, searchable, membersOn }
}
