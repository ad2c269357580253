import { onBeforeUnmount, onMounted } from 'vue'
import { useAppState } from '../stores/app-state'

type Step = 1 | -1

/** Which way a key goes through the rooms: Ctrl+Tab and Alt+arrows, the ways of other windows with several places. */
function stepOf({ key, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): Step | undefined {
  if (metaKey) return undefined
  if (key === 'Tab' && ctrlKey && !altKey) return shiftKey ? -1 : 1
  if (!altKey || ctrlKey || shiftKey) return undefined
  return key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : undefined
}

/** Goes from room to room by keys, round at the ends; not while a question waits for its answer. */
export function useRoomKeys(): void {
  const state = useAppState()

  function go(event: KeyboardEvent): void {
    const step = stepOf(event)
    const rooms = state.rooms ?? []
    if (!step || rooms.length === 0 || document.querySelector('dialog[open]')) return
    event.preventDefault()
    const at = rooms.findIndex(({ topic }) => topic === state.room?.topic)
    const next = rooms[(Math.max(at, step === 1 ? -1 : 0) + step + rooms.length) % rooms.length]
    if (next && next.topic !== state.room?.topic) void window.porchlight.showRoom({ room: next.topic })
  }

  // Before the fields of the window, which know these keys too.
  onMounted(() => window.addEventListener('keydown', go, { capture: true }))
  onBeforeUnmount(() => window.removeEventListener('keydown', go, { capture: true }))
}
