import { computed, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CommandResult, Refusal } from '@shared/ipc/contract'

/**
 * One wish at a time: whether it is under way, and why it was refused, as it is and in words. Buttons show `busy` as
 * aria-disabled, because one that is really disabled loses the keyboard's focus for good.
 */
export function useCommand(): {
  busy: Ref<boolean>
  refusal: Ref<Refusal | undefined>
  problem: Readonly<Ref<string>>
  run(command: () => Promise<CommandResult>): Promise<boolean>
} {
  const { t, n } = useI18n()
  const busy = ref(false)
  const refusal = ref<Refusal>()
  const problem = computed(() => (refusal.value ? words(refusal.value) : ''))

  function words(refused: Refusal): string {
    switch (refused.kind) {
      case 'name':
      case 'topic':
      case 'address':
        return t(`refusal.${refused.kind}.${refused.problem}`)
      case 'text-too-long':
        return t('refusal.text-too-long', { length: n(refused.length), limit: n(refused.limit) })
      case 'payload-too-large':
        return t('refusal.payload-too-large', { limit: n(refused.limit) })
      case 'refused-by-broker':
      case 'not-saved':
        return t(`refusal.${refused.kind}`, { detail: refused.detail })
      default:
        return t(`refusal.${refused.kind}`)
    }
  }

  async function run(command: () => Promise<CommandResult>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    refusal.value = undefined
    // A call that main could not even answer must not leave the form locked.
    const result = await command().catch((): CommandResult => ({ ok: false, error: { kind: 'failed' } }))
    busy.value = false
    if (!result.ok) refusal.value = result.error
    return result.ok
  }

  return { busy, refusal, problem, run }
}
