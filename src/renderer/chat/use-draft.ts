import { ref, watch, type Ref } from 'vue'
import type { RoomView } from '@shared/ipc/state'

/** What is written in the shown room and not sent: each room has its own, and main keeps it with every key. */
export function useDraft(room: () => RoomView): {
  draft: Ref<string>
  /** A message of a room has gone and main has dropped the draft with it; keys pressed meanwhile stay. */
  sent(topic: string, text: string): void
} {
  const draft = ref('')
  let topic = ''
  /** The draft as main has it. */
  let kept = ''

  // A room that is shown brings its draft; a message that could not be sent comes back before it, as a new version.
  watch(
    [() => room().topic, () => room().draft.version],
    () => {
      topic = room().topic
      kept = room().draft.text
      draft.value = kept
    },
    { immediate: true, flush: 'sync' },
  )

  // With every key and at once: a window that closes, an app that quits or another room leave no time to do it later.
  watch(
    draft,
    (text) => {
      if (text === kept) return
      kept = text
      void window.porchlight.saveDraft({ room: topic, text })
    },
    { flush: 'sync' },
  )

  return {
    draft,
    sent: (of, text) => {
      if (of !== topic) return
      kept = ''
      draft.value = draft.value.startsWith(text) ? draft.value.slice(text.length) : draft.value
    },
  }
}
