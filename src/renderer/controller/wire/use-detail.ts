import { computed, shallowRef, watch, type Ref } from 'vue'
import type { CommandResult } from '@shared/ipc/contract'
import { refused } from '@shared/result'
import type { WireDetail, WireEntry } from '@shared/wire/entry'

/**
 * The whole of the message that is looked at. Main is asked for one at a time: whoever walks through the list with a key
 * held down gets the one they stop at, not a queue of megabytes.
 */
export function useDetail(entry: () => WireEntry): {
  /** Missing until main has answered, and where it is not kept any more. */
  detail: Readonly<Ref<WireDetail | undefined>>
  gone: Readonly<Ref<boolean>>
} {
  const answer = shallowRef<{ seq: number; result: CommandResult<WireDetail> }>()
  const current = computed(() => (answer.value?.seq === entry().seq ? answer.value.result : undefined))
  let asking = false

  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    let seq: number
    do {
      seq = entry().seq
      const result = await window.porchlight
        .wireEntry({ seq })
        .catch((): CommandResult<WireDetail> => refused({ kind: 'failed' }))
      answer.value = { seq, result }
    } while (seq !== entry().seq)
    asking = false
  }

  watch(
    () => entry().seq,
    () => void ask(),
    { immediate: true },
  )
  return {
    detail: computed(() => (current.value?.ok ? current.value.value : undefined)),
    gone: computed(() => current.value?.ok === false),
  }
}
