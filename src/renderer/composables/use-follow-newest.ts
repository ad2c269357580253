import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref } from 'vue'

/** Distance in pixels from the end within which a reader counts as being at the end. */
const NEAR = 24

/** Keeps a scrolled list at its end while the reader is there, and leaves it alone when the reader has scrolled up. */
export function useFollowNewest(
  box: Ref<HTMLElement | null>,
  newest: () => unknown,
): {
  atEnd: Ref<boolean>
  /** Something came while the reader was further up. */
  missed: Ref<boolean>
  onScroll(): void
  goToEnd(): void
} {
  const atEnd = ref(true)
  const missed = ref(false)
  let top = 0

  function onScroll(): void {
    const element = box.value
    if (!element) return
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR
    // A list that has become lower, or longer, is not a reader who scrolls up.
    if (isNear) atEnd.value = true
    else if (element.scrollTop < top) atEnd.value = false
    if (atEnd.value) missed.value = false
    top = element.scrollTop
  }

  function goToEnd(): void {
    if (box.value) {
      box.value.scrollTop = box.value.scrollHeight
      top = box.value.scrollTop
    }
    atEnd.value = true
    missed.value = false
  }

  function stay(): void {
    if (atEnd.value) goToEnd()
  }

  // A composer that grows makes the list lower; its end has to stay in sight.
  const resized = new ResizeObserver(stay)

  watch(newest, async () => {
    if (!atEnd.value) missed.value = true
    await nextTick()
    stay()
  })
  onMounted(() => {
    goToEnd()
    if (box.value) resized.observe(box.value)
  })
  onBeforeUnmount(() => resized.disconnect())
  return { atEnd, missed, onScroll, goToEnd }
}
