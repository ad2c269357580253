import { computed, ref, watch, type Ref } from 'vue'
import { MAX_TEXT } from '@shared/chat/message'
import type { RoomView } from '@shared/ipc/state'
import { useCommand } from '../composables/use-command'
import { useComposing, type Changing } from './composing'
import { useDraft } from './use-draft'

/** What is being written in the shown room: a new message, an answer, or another text for one's own last message. */
export function useMessage(room: () => RoomView): {
  text: Ref<string>
  /** Whether what is written could go now; a change does not wait for a turn. */
  open: Readonly<Ref<boolean>>
  /** By how many characters it is too long; 0 or less where it is not. */
  over: Readonly<Ref<number>>
  maySubmit: Readonly<Ref<boolean>>
  /** Why the last try was refused, in words. */
  problem: Readonly<Ref<string>>
  submit(): Promise<void>
  /** Gives up changing or answering; what was drafted is there again. */
  stop(): void
  /** What was sent last in this room from this window. */
  lastSent(): string | undefined
} {
  const composing = useComposing()
  const { busy, refusal, problem, run } = useCommand()
  const { draft, sent } = useDraft(room)
  /** The new text of the message that is being changed; the draft waits behind it. */
  const changed = ref('')
  const lastSent = new Map<string, string>()

  const text = computed({
    get: () => (composing.changing ? changed.value : draft.value),
    set: (next) => {
      if (composing.changing) changed.value = next
      else draft.value = next
    },
  })
  const open = computed(() => composing.changing !== undefined || room().turn.mayWrite)
  const over = computed(() => text.value.trim().length - MAX_TEXT)
  const maySubmit = computed(() => open.value && text.value.trim() !== '' && over.value <= 0 && !busy.value)

  watch(
    () => composing.changing,
    (message) => (changed.value = message?.text ?? ''),
    { immediate: true, flush: 'sync' },
  )
  watch(
    () => composing.changing ?? composing.answering,
    () => (refusal.value = undefined),
  )
  // What was to be answered or changed is in the other room.
  watch(() => room().topic, stop)

  function stop(): void {
    composing.stop()
    refusal.value = undefined
  }

  async function submit(): Promise<void> {
    if (!maySubmit.value) return
    await (composing.changing ? save(composing.changing) : send())
  }

  async function save({ id, text: before }: Changing): Promise<void> {
    const next = changed.value
    const change = { room: room().topic, id, text: next }
    const isDone = next === before || (await run(() => window.porchlight.changeMessage(change)))
    if (isDone && composing.changing?.id === id) stop()
  }

  async function send(): Promise<void> {
    const { topic } = room()
    const message = draft.value
    const quote = composing.answering?.id
    const args = { room: topic, text: message, ...(quote === undefined ? {} : { quote }) }
    if (!(await run(() => window.porchlight.sendMessage(args)))) return
    lastSent.set(topic, message)
    sent(topic, message)
    if (quote !== undefined && composing.answering?.id === quote) composing.stop()
  }

  return { text, open, over, maySubmit, problem, submit, stop, lastSent: () => lastSent.get(room().topic) }
}
