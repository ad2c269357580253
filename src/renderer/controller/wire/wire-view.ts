import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { WireFilter } from '@shared/ipc/contract'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'
import { parseWireFilter } from '@shared/wire/filter'
import { useCalm } from '../../composables/use-calm'
import { useAppState } from '../../stores/app-state'
import { FilteredRows, nextPool, type Pace, type Pool } from './rows'

/** Milliseconds between two drawings of the list: faster than anybody reads, and cheap at 10,000 messages a second. */
const CALM = 150
/** A reader who has scrolled up keeps the rows that main lets go, up to so many in all. */
const MOST_POOLED = MAX_WIRE_ENTRIES * 2

/** What the Wire tab shows of what passed: filter, pause and the chosen row. It outlives the log, which is only drawn when seen. */
export const useWireView = defineStore('wire-view', () => {
  const state = useAppState()
  const calm = useCalm(() => state.wire, CALM)
  /** Rows that nobody could read in time need not be drawn; what was cleared has to go at once. */
  const kept = computed(() => (state.wire.length === 0 ? state.wire : calm.value))

  const filter = ref<WireFilter>({ topic: '', text: '' })
  const parsed = computed(() => parseWireFilter(filter.value))
  const filterProblem = computed(() => (parsed.value.ok ? undefined : parsed.value.error))
  /** The last filter that could be used; a wrong one changes nothing of what is shown. */
  const usedFilter = shallowRef<WireFilter>(filter.value)

  const paused = ref(false)
  const reading = ref(false)
  const pace = computed<Pace>(() => (paused.value ? 'paused' : reading.value ? 'reading' : 'live'))
  const pool = shallowRef<Pool>({ entries: [], seen: 0 })
  const rows = shallowRef<readonly WireEntry[]>([])
  let filtered = new FilteredRows(() => true)

  const chosen = shallowRef<WireEntry>()
  const detailsOpen = ref(false)

  watch(
    [kept, pace],
    () => {
      pool.value = nextPool(pool.value, kept.value, pace.value, MOST_POOLED)
    },
    { immediate: true, flush: 'sync' },
  )
  watch(
    parsed,
    (result) => {
      if (!result.ok) return
      usedFilter.value = { ...filter.value }
      filtered = new FilteredRows(result.value)
      rows.value = filtered.of(pool.value.entries)
    },
    { immediate: true },
  )
  watch(pool, ({ entries }) => (rows.value = filtered.of(entries)), { immediate: true, flush: 'sync' })

  function choose(entry: WireEntry, open: boolean): void {
    chosen.value = entry
    if (open) detailsOpen.value = true
  }

  /** Main has been asked to clear: nothing of what stands here is wanted any more, even where the list stands still. */
  function forget(): void {
    chosen.value = undefined
    detailsOpen.value = false
    pool.value = { entries: [], seen: Math.max(pool.value.seen, state.wire.at(-1)?.seq ?? 0) }
  }

  return {
    filter,
    filterProblem,
    usedFilter,
    filtering: computed(() => usedFilter.value.topic !== '' || usedFilter.value.text !== ''),
    paused,
    reading,
    rows,
    /** How many have come that the list does not show because it stands still. */
    waiting: computed(() => Math.max(0, (kept.value.at(-1)?.seq ?? 0) - pool.value.seen)),
    chosen,
    detailsOpen,
    choose,
    forget,
  }
})
