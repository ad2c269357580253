import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/**
 * Follows a value, but changes at most once in `ms`: the first change shows at once, what a burst brings later together. How long
 * it rests can depend on what has just changed.
 */
export function useCalm<T>(
  source: () => T,
  ms: number | ((before: T, now: T) => number),
): Readonly<ShallowRef<T>> {
  const calm: ShallowRef<T> = shallowRef<T>(source())
  let resting: ReturnType<typeof setTimeout> | undefined

  function show(): void {
    resting = undefined
    const before = calm.value
    const now = source()
    if (before === now) return
    calm.value = now
    resting = setTimeout(show, typeof ms === 'number' ? ms : ms(before, now))
  }

  watch(source, () => {
    if (resting === undefined) show()
  })
  onScopeDispose(() => clearTimeout(resting))
  return calm
}
