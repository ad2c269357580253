import { computed, nextTick, ref, watch, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LightId } from '@shared/light/light'
import { useCommand } from '../../composables/use-command'
import { movedBy } from './arranging'
import type { LightList } from './use-light-list'

/** Puts lights one place on, and keeps the keyboard on the card that moves. */
export function useMoving(
  { sections, hidden }: Pick<LightList, 'sections' | 'hidden'>,
  page: () => HTMLElement | null,
): {
  move(id: LightId, by: -1 | 1): Promise<void>
  /** Where it is now, or why it cannot be there. */
  said: ComputedRef<string>
  problem: ComputedRef<boolean>
} {
  const { t, n } = useI18n()
  const { problem, run } = useCommand()
  const done = ref('')
  /** The card whose move has been asked for and is not seen yet. */
  let moving: { readonly id: LightId; readonly by: -1 | 1 } | undefined

  async function move(id: LightId, by: -1 | 1): Promise<void> {
    const order = movedBy(
      sections.value,
      hidden.value.map((light) => light.id),
      id,
      by,
    )
    if (!order) return
    done.value = ''
    moving = { id, by }
    if (!(await run(() => window.porchlight.orderLights({ lights: order })))) moving = undefined
  }

  // A card that is put elsewhere in the page loses the focus.
  watch(sections, async (now, before) => {
    if (!moving) return
    const { id, by } = moving
    const placeIn = (all: typeof now): number[] =>
      all.flatMap(({ lights }) => {
        const place = lights.findIndex((light) => light.id === id)
        return place < 0 ? [] : [place + 1, lights.length]
      })
    const [place, count] = placeIn(now)
    if (place === undefined || place === placeIn(before)[0]) return
    moving = undefined
    const light = now.flatMap(({ lights }) => lights).find((each) => each.id === id)
    done.value = t('lights.moved', { name: light?.name ?? '', place: n(place), count: n(count ?? 0) })
    await nextTick()
    page()
      ?.querySelector<HTMLElement>(`[data-light="${CSS.escape(id)}"] [data-move="${by}"]`)
      ?.focus()
  })

  return {
    move,
    said: computed(() => problem.value || done.value),
    problem: computed(() => problem.value !== ''),
  }
}
