import { nextTick, onMounted, ref, watch, type Ref } from 'vue'

/** Distance in pixels from the end within which a reader counts as being at the end. */
const NEAR = 24

/** Keeps a scrolled list at its end while the reader is there, and leaves it alone when the reader has scrolled up. */
export function useFollowNewest(
  box: Ref<HTMLElement | null>,
  newest: () => unknown,
): { atEnd: Ref<boolean>; onScroll(): void; goToEnd(): void } {
  const atEnd = ref(true)

  function onScroll(): void {
    const element = box.value
    if (element) atEnd.value = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR
  }

  function goToEnd(): void {
    if (box.value) box.value.scrollTop = box.value.scrollHeight
    atEnd.value = true
  }

  watch(newest, async () => {
    if (!atEnd.value) return
    await nextTick()
    goToEnd()
  })
  onMounted(goToEnd)
  return { atEnd, onScroll, goToEnd }
}
