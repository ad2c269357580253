import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { SearchHit, SearchPage } from '@shared/chat/page'
import type { CommandResult, Refusal } from '@shared/ipc/contract'
import { refused } from '@shared/result'

/** Milliseconds after a key before main is asked: a word that is typed fast is asked for once. */
const PAUSE = 120

/** Does something after some milliseconds; gives back the way to call it off. */
type After = (ms: number, task: () => void) => () => void

/** Looks for messages while somebody types; what main answers about a text that has changed since is left alone. */
export function useSearch(
  room: () => string | undefined,
  after: After,
): {
  text: Ref<string>
  /** In all rooms rather than in the shown one. */
  everywhere: Ref<boolean>
  hits: Readonly<Ref<readonly SearchHit[]>>
  hasMore: Readonly<Ref<boolean>>
  /** Main has answered, and there is nothing. */
  nothing: Readonly<Ref<boolean>>
  problem: Readonly<Ref<Refusal | undefined>>
  /** Asks for the next hits. */
  goOn(): Promise<void>
} {
  const text = ref('')
  const everywhere = ref(false)
  const hits = shallowRef<readonly SearchHit[]>([])
  const more = ref<number>()
  const nothing = ref(false)
  const problem = shallowRef<Refusal>()
  let callOff = (): void => undefined
  /** Of the last question; the answer to an earlier one is out of date. */
  let asked = 0
  let goingOn = false

  watch([text, everywhere, room], () => {
    callOff()
    asked++
    goingOn = false
    if (text.value.trim() === '') show({ hits: [] })
    else callOff = after(PAUSE, () => void begin())
  })
  onScopeDispose(() => callOff())

  async function ask(before?: number): Promise<SearchPage | undefined> {
    const number = ++asked
    const where = everywhere.value ? undefined : room()
    const result = await window.porchlight
      .searchChat({
        text: text.value,
        ...(where === undefined ? {} : { room: where }),
        ...(before === undefined ? {} : { before }),
      })
      .catch((): CommandResult<SearchPage> => refused({ kind: 'failed' }))
    if (number !== asked) return undefined
    problem.value = result.ok ? undefined : result.error
    return result.ok ? result.value : { hits: [] }
  }

  async function begin(): Promise<void> {
    const page = await ask()
    if (!page) return
    show(page)
    nothing.value = page.hits.length === 0 && problem.value === undefined
  }

  async function goOn(): Promise<void> {
    if (more.value === undefined || goingOn) return
    goingOn = true
    const page = await ask(more.value)
    if (!page) return
    goingOn = false
    show({ ...page, hits: [...hits.value, ...page.hits] })
  }

  function show(page: SearchPage): void {
    hits.value = page.hits
    more.value = page.more
    nothing.value = false
  }

  return { text, everywhere, hits, hasMore: computed(() => more.value !== undefined), nothing, problem, goOn }
}
