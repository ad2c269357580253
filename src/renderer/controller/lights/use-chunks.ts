import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** About what fills a large window, so that it is there with the first frame. */
const FIRST = 24

/** How many more in each frame after it; about half a frame's work on a slow machine. */
const STEP = 16

/** How many of `total` rows to draw by now: hundreds that come at once are drawn over some frames, not in a single long one. */
export function useChunks(total: () => number): Readonly<Ref<number>> {
  const drawn = ref(FIRST)
  let frame: number | undefined

  function grow(): void {
    frame = undefined
    if (drawn.value >= total()) return
    drawn.value += STEP
    frame = requestAnimationFrame(grow)
  }

  watch(
    total,
    (now) => {
      drawn.value = Math.max(FIRST, Math.min(drawn.value, now))
      if (frame === undefined && drawn.value < now) frame = requestAnimationFrame(grow)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return drawn
}
