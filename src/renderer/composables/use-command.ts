import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CommandResult, Refusal } from '@shared/ipc/contract'

/** One wish at a time: whether it is under way, and in words why it was refused. */
export function useCommand(): {
  busy: Ref<boolean>
  problem: Ref<string>
  run(command: () => Promise<CommandResult>): Promise<boolean>
} {
  const { t, n } = useI18n()
  const busy = ref(false)
  const problem = ref('')

  function words(refusal: Refusal): string {
    switch (refusal.kind) {
      case 'name':
      case 'topic':
      case 'address':
        return t(`refusal.${refusal.kind}.${refusal.problem}`)
      case 'text-too-long':
        return t('refusal.text-too-long', { length: n(refusal.length), limit: n(refusal.limit) })
      case 'payload-too-large':
        return t('refusal.payload-too-large', { limit: n(refusal.limit) })
      case 'refused-by-broker':
      case 'not-saved':
        return t(`refusal.${refusal.kind}`, { detail: refusal.detail })
      default:
        return t(`refusal.${refusal.kind}`)
    }
  }

  async function run(command: () => Promise<CommandResult>): Promise<boolean> {
    busy.value = true
    problem.value = ''
    const result = await command()
    busy.value = false
    if (!result.ok) problem.value = words(result.error)
    return result.ok
  }

  return { busy, problem, run }
}
