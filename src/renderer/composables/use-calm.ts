import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'

/** Follows a value, but changes at most once in `ms`: the first change shows at once, what a burst brings later together. */
export function useCalm<T>(source: () => T, ms: number): Readonly<ShallowRef<T>> {
  const calm = shallowRef(source())
  let resting: ReturnType<typeof setTimeout> | undefined

  function show(): void {
    resting = undefined
    if (calm.value === source()) return
    calm.value = source()
    resting = setTimeout(show, ms)
  }

  watch(source, () => {
    if (resting === undefined) show()
  })
  onScopeDispose(() => clearTimeout(resting))
  return calm
}
