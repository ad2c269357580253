import { computed, reactive, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { Refusal } from '@shared/ipc/contract'
import type { ProfilesView, TestReport } from '@shared/profile/view'
import { useCommand } from '../../composables/use-command'
import { formOf, givesSecret, NO_SECRETS, type Draft } from './draft'
import { provideEditing } from './use-editing'

/** Edits one profile: tests it, saves it, and asks before secrets are kept where nothing encrypts them. */
export function useProfileEditor(
  start: Draft,
  profiles: () => ProfilesView,
  saved: (id: string, name: string) => void,
): {
  draft: Draft
  report: Ref<TestReport | undefined>
  /** A certificate was trusted since the last test. */
  trusted: ComputedRef<boolean>
  testing: Ref<boolean>
  saving: Ref<boolean>
  /** The question about keeping secrets stands open. */
  asking: Ref<boolean>
  refusal: ComputedRef<Refusal | undefined>
  /** What belongs to no field, in words. */
  problem: ComputedRef<string>
  test(): Promise<void>
  trust(fingerprint: string): void
  save(): Promise<void>
  /** Goes on after the question was answered. */
  decided(): Promise<void>
} {
  const draft = reactive({ ...start, forgotten: [...start.forgotten] })
  const tests = useCommand()
  const saves = useCommand()
  const report = ref<TestReport>()
  const trusted = ref('')
  const asking = ref(false)

  // Only the command that was given last has something to say.
  const last = shallowRef(saves)
  const refusal = computed(() => last.value.refusal.value)
  const field = computed(() => (refusal.value?.kind === 'profile' ? refusal.value.field : undefined))

  provideEditing({
    draft,
    places: computed(() => profiles().list.find(({ id }) => id === start.id)?.secrets ?? NO_SECRETS),
    keeping: computed(() => profiles().keeping),
    problemOf: (name) => (field.value === name ? last.value.problem.value : ''),
  })

  // What a test found holds only for what was tested.
  watch(draft, () => (report.value = undefined))

  async function test(): Promise<void> {
    if (tests.busy.value) return
    last.value = tests
    report.value = undefined
    trusted.value = ''
    const tested = JSON.stringify(formOf(draft))
    const found = await tests.ask(() => window.porchlight.testProfile(formOf(draft)))
    if (tested === JSON.stringify(formOf(draft))) report.value = found
  }

  async function save(): Promise<void> {
    if (profiles().keeping === 'ask' && givesSecret(draft)) asking.value = true
    else await hand()
  }

  async function hand(): Promise<void> {
    last.value = saves
    const done = await saves.ask(() => window.porchlight.saveProfile(formOf(draft)))
    if (done) saved(done.id, draft.name.trim())
  }

  return {
    draft,
    report,
    trusted: computed(() => trusted.value !== '' && trusted.value === draft.pinned),
    testing: tests.busy,
    saving: saves.busy,
    asking,
    refusal,
    problem: computed(() =>
      field.value === undefined || field.value === 'profiles' ? last.value.problem.value : '',
    ),
    test,
    trust(fingerprint) {
      draft.pinned = fingerprint
      trusted.value = fingerprint
    },
    save,
    async decided() {
      asking.value = false
      await hand()
    },
  }
}
