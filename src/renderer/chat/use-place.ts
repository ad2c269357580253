import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Distance in pixels from the end within which a reader counts as being at the end. */
const NEAR = 24

/** What the reader holds on to: the end, or one row at so many pixels below the top of the list. */
type Place = 'end' | { readonly key: string; readonly below: number }

/** The rows' places in the list, in pixels from its beginning. */
interface Layout {
  startOf(key: string): number | undefined
  /** The row at a place. */
  rowAt(top: number): { readonly key: string; readonly start: number } | undefined
  /** Whether the last row is the newest there is. */
  endIsNewest(): boolean
}

/**
 * Keeps what is read where it is, whatever comes or goes above and below it, and whatever rows turn out to be high when they are
 * drawn; keeps the end in sight while the reader is there. Only the reader moves the place, by scrolling, or whoever takes them somewhere.
 */
export function usePlace(
  box: Ref<HTMLElement | null>,
  { startOf, rowAt, endIsNewest }: Layout,
): {
  /** Whether the newest message is in sight. */
  atEnd: Readonly<Ref<boolean>>
  onScroll(): void
  goToEnd(): void
  /** Shows a row so many pixels below the top. */
  goTo(key: string, below: number): void
  /** The layout is another one; `grown`: at its end. */
  hold(grown?: boolean): void
} {
  const atEnd = ref(true)
  let place: Place = 'end'
  /** Where the list was last put from here; scrolling there is not the reader's. */
  let put = -1

  function onScroll(): void {
    const element = box.value
    if (!element || Math.abs(element.scrollTop - put) <= 1) return
    put = -1
    look()
    const row = rowAt(element.scrollTop)
    if (atEnd.value) place = 'end'
    else if (row) place = { key: row.key, below: row.start - element.scrollTop }
  }

  function look(): void {
    const element = box.value
    if (!element) return
    const left = element.scrollHeight - element.scrollTop - element.clientHeight
    atEnd.value = left <= NEAR && endIsNewest()
  }

  function hold(grown = false): void {
    const element = box.value
    if (!element) return
    // A place so near the end that the newest was in sight: what comes there is followed.
    if (grown && atEnd.value) place = 'end'
    const start = place === 'end' ? element.scrollHeight : startOf(place.key)
    if (start === undefined) return look()
    const top = Math.max(0, place === 'end' ? start : start - place.below)
    if (Math.abs(element.scrollTop - top) > 1) element.scrollTop = top
    put = element.scrollTop
    look()
  }

  function goToEnd(): void {
    place = 'end'
    hold()
  }

  function goTo(key: string, below: number): void {
    place = { key, below }
    hold()
  }

  // A composer that grows makes the list lower; what was in sight at the end has to stay there.
  const resized = new ResizeObserver(() => hold(true))
  onMounted(() => {
    hold()
    if (box.value) resized.observe(box.value)
  })
  onBeforeUnmount(() => resized.disconnect())
  return { atEnd, onScroll, goToEnd, goTo, hold }
}
