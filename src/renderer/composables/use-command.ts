import { computed, ref, type Ref } from 'vue'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import { refused } from '@shared/result'
import { useRefusalWords } from './use-refusal-words'

/**
 * One wish at a time: whether it is under way, and why it was refused, as it is and in words. Buttons show `busy` as
 * aria-disabled, because one that is really disabled loses the keyboard's focus for good.
 */
export function useCommand(): {
  busy: Ref<boolean>
  refusal: Ref<Refusal | undefined>
  problem: Readonly<Ref<string>>
  /** Says whether it was carried out. */
  run(command: () => Promise<CommandResult<unknown>>): Promise<boolean>
  /** For a wish that is answered: the answer, or `undefined` where it was refused or the user thought better of it. */
  ask<Value>(command: () => Promise<CommandResult<Value>>): Promise<Value | undefined>
} {
  const words = useRefusalWords()
  const busy = ref(false)
  const refusal = ref<Refusal>()
  const problem = computed(() => (refusal.value ? words(refusal.value) : ''))

  async function carryOut<Value>(
    command: () => Promise<CommandResult<Value>>,
  ): Promise<CommandResult<Value> | undefined> {
    if (busy.value) return undefined
    busy.value = true
    refusal.value = undefined
    // A call that main could not even be asked, or did not answer, must not leave the form locked.
    const asked = async (): Promise<CommandResult<Value>> => await command()
    const result = await asked().catch((): CommandResult<Value> => refused({ kind: 'failed' }))
    busy.value = false
    if (!result.ok) refusal.value = result.error
    return result
  }

  const run = async (command: () => Promise<CommandResult<unknown>>): Promise<boolean> =>
    (await carryOut(command))?.ok === true

  async function ask<Value>(command: () => Promise<CommandResult<Value>>): Promise<Value | undefined> {
    const result = await carryOut(command)
    return result?.ok ? result.value : undefined
  }

  return { busy, refusal, problem, run, ask }
}
