import { computed, reactive, ref, type ComputedRef, type Ref } from 'vue'
import type { ProfileView } from '@shared/profile/view'
import { useCommand } from '../../composables/use-command'

/** Characters. Nobody can slow down who guesses at a file, so a shorter one would be no protection at all. */
const LEAST_PASSPHRASE = 8

/** What has to be mended before profiles can be written. */
export type ExportProblem = 'nothing' | 'short' | 'different'

export interface ExportChoice {
  ids: string[]
  secrets: boolean
  passphrase: string
  again: string
}

/** The first thing that is wrong with what was chosen for an export. */
export function exportProblem({ ids, secrets, passphrase, again }: ExportChoice): ExportProblem | undefined {
  if (ids.length === 0) return 'nothing'
  if (!secrets) return undefined
  if (passphrase.length < LEAST_PASSPHRASE) return 'short'
  return passphrase === again ? undefined : 'different'
}

/** Chooses what goes into a file of profiles, all of them at first and without secrets, and has it written. */
export function useExport(
  profiles: readonly ProfileView[],
  written: (file: string) => void,
): {
  choice: ExportChoice
  busy: Ref<boolean>
  /** What the user has to mend; only once it was tried. */
  wrong: ComputedRef<ExportProblem | undefined>
  /** Why main could not do it, in words. */
  problem: Readonly<Ref<string>>
  write(): Promise<void>
} {
  const { busy, problem, ask } = useCommand()
  const choice = reactive<ExportChoice>({
    ids: profiles.map(({ id }) => id),
    secrets: false,
    passphrase: '',
    again: '',
  })
  const tried = ref(false)

  return {
    choice,
    busy,
    wrong: computed(() => (tried.value ? exportProblem(choice) : undefined)),
    problem,
    async write() {
      tried.value = true
      if (exportProblem(choice)) return
      const passphrase = choice.secrets ? { passphrase: choice.passphrase } : {}
      const done = await ask(() => window.porchlight.exportProfiles({ ids: [...choice.ids], ...passphrase }))
      if (done) written(done.file)
    },
  }
}
