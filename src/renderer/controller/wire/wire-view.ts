import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { WireFilter } from '@shared/ipc/contract'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'
import { parseWireFilter } from '@shared/wire/filter'
import { useCalm } from '../../composables/use-calm'
import { useAppState } from '../../stores/app-state'
import { FilteredRows, nextPool, type Pace, type Pool } from './rows'

/** Milliseconds between two drawings of the list: faster than anybody reads. */
const CALM = 250
/** The same after a drawing that brought more than so many entries: a few screens of them nobody reads in a moment. */
const FLOOD = { entries: 50, calm: 500 }
/** A reader who has scrolled up keeps the rows that main lets go, up to so many in all. */
const MOST_POOLED = MAX_WIRE_ENTRIES * 2

/** What the Wire tab shows of what passed: filter, pause and the chosen row. It outlives the log, which is only drawn when seen. */
export const useWireView = defineStore('wire-view', () => {
  const state = useAppState()
  const paused = ref(false)
  // Both at one pace: what is drawn at two moments is laid out and painted twice.
  const pushed = computed(() => ({ entries: state.wire, held: state.wireKept }))
  const calm = useCalm(
    () => pushed.value,
    // Beside a list that stands still it is told how many wait.
    (before, now) => (paused.value ? CALM : restAfter(newest(now) - newest(before))),
  )
  const nothingKept = computed(() => state.wire.length === 0)
  /** Rows that nobody could read in time need not be drawn; what was cleared has to go at once. */
  const kept = computed(() => (nothingKept.value ? [] : calm.value.entries))

  /** How much main keeps, at the pace of the list: a number that is drawn anew with each push costs more than the list. */
  const held = computed(() => calm.value.held ?? { entries: calm.value.entries.length, bytes: 0 })

  const filter = ref<WireFilter>({ topic: '', text: '' })
  const parsed = computed(() => parseWireFilter(filter.value))
  const filterProblem = computed(() => (parsed.value.ok ? undefined : parsed.value.error))
  /** The last filter that could be used; a wrong one changes nothing of what is shown. */
  const usedFilter = shallowRef<WireFilter>(filter.value)

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
    held,
    nothingKept,
    /** How many have come that the list does not show because it stands still. */
    waiting: computed(() => Math.max(0, (kept.value.at(-1)?.seq ?? 0) - pool.value.seen)),
    chosen,
    detailsOpen,
    choose,
    forget,
  }
})

function newest({ entries }: { readonly entries: readonly WireEntry[] }): number {
  return entries.at(-1)?.seq ?? 0
}

function restAfter(came: number): number {
  return came > FLOOD.entries ? FLOOD.calm : CALM
}
