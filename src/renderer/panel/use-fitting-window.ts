import { onScopeDispose, watch, type Ref } from 'vue'

/**
 * Keeps the window as high as an element. Main takes the height from here and chooses the place (`windows/panel.ts`). The
 * first height is told at once: an observer waits for a frame, which a window that is not shown yet seldom gets.
 */
export function useFittingWindow(element: Readonly<Ref<HTMLElement | null>>): void {
  const fit = (): void => {
    if (!element.value) return
    window.resizeTo(window.outerWidth, Math.ceil(element.value.getBoundingClientRect().height))
  }
  const observer = new ResizeObserver(fit)
  watch(
    element,
    (page) => {
      observer.disconnect()
      if (page) observer.observe(page)
      fit()
    },
    { flush: 'post' },
  )
  onScopeDispose(() => observer.disconnect())
}
