import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { compareMessages, type MessageView } from '@shared/chat/message'
import { useCalm } from '../composables/use-calm'

/** Milliseconds between two words to main about what was seen. */
const CALM = 500

/** Tells main the newest message that somebody has had before their eyes, while they look at this window. */
export function useSeen(newestInView: () => MessageView | undefined): void {
  const looking = useLooking()
  const seen = useCalm(() => (looking.value ? newestInView() : undefined), CALM)
  let told: MessageView | undefined

  watch(
    seen,
    (message) => {
      if (!message) return
      if (told?.room === message.room && compareMessages(message, told) <= 0) return
      told = message
      void window.porchlight.markSeen({ room: message.room, id: message.id })
    },
    { immediate: true },
  )
}

/** Whether this window is the one that the user works in. */
function useLooking(): Readonly<Ref<boolean>> {
  const look = (): boolean => document.visibilityState === 'visible' && document.hasFocus()
  const looking = ref(look())
  const ended = new AbortController()
  const again = (): void => void (looking.value = look())
  for (const name of ['focus', 'blur']) window.addEventListener(name, again, { signal: ended.signal })
  document.addEventListener('visibilitychange', again, { signal: ended.signal })
  onScopeDispose(() => ended.abort())
  return looking
}
