import { nextTick, ref, watch, type Ref } from 'vue'

/**
 * What a button opens, made only when it is opened: hundreds of cards have such buttons, and the parts around a popover that
 * waits cost more than all the rest of a card.
 */
export function usePopup(button: () => HTMLElement | null): {
  open: Ref<boolean>
  /** A press on the button itself is not one beside the popup: the button closes it on its own. */
  onOutside(event: Event): void
} {
  const open = ref(false)

  // What had the focus went with the popup.
  watch(open, async (isOpen) => {
    if (isOpen) return
    await nextTick()
    if (document.activeElement === null || document.activeElement === document.body) button()?.focus()
  })

  return {
    open,
    onOutside: (event) => {
      if (event.target instanceof Node && button()?.contains(event.target)) event.preventDefault()
    },
  }
}
