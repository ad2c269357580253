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

  function onScroll(): void {
    const element = box.value
    if (!element) return
    atEnd.value = element.scrollHeight - element.scrollTop - element.clientHeight <= NEAR
    if (atEnd.value) missed.value = false
  }

  function goToEnd(): void {
    if (box.value) box.value.scrollTop = box.value.scrollHeight
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
