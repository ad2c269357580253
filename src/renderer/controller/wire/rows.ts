import type { WireEntry } from '@shared/wire/entry'

/** The place of the first entry whose seq is larger; entries are in the order of their seq. */
export function firstAfter(entries: readonly WireEntry[], seq: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.seq ?? Infinity) > seq) high = middle
    else low = middle + 1
  }
  return low
}

/** The place of one entry, or -1 where it is not among them. */
export function placeOf(entries: readonly WireEntry[], seq: number | undefined): number {
  if (seq === undefined) return -1
  const place = firstAfter(entries, seq) - 1
  return entries[place]?.seq === seq ? place : -1
}

/**
 * What the list stands on. `live`: as main keeps it; `reading`: what comes is added and nothing goes, so that no row moves
 * under the reader's eyes, up to `most`; `paused`: it stands still.
 */
export type Pace = 'live' | 'reading' | 'paused'

/** The entries that the list stands on, whatever the filter makes of them. */
export interface Pool {
  readonly entries: readonly WireEntry[]
  /** The newest seq that the list has taken notice of; what is later is still to come. */
  readonly seen: number
}

/** The next pool, from the last one and from what main keeps now. */
export function nextPool(pool: Pool, kept: readonly WireEntry[], pace: Pace, most: number): Pool {
  const { entries, seen } = pool
  const newest = Math.max(seen, kept.at(-1)?.seq ?? 0)
  // Main has cleared: what stood here is not kept for anybody any more.
  if (pace === 'live' || kept.length === 0) return { entries: kept, seen: newest }
  const come = kept.slice(firstAfter(kept, seen)).slice(0, most - entries.length)
  if (pace === 'paused' || come.length === 0) return pool
  return { entries: [...entries, ...come], seen: come.at(-1)?.seq ?? seen }
}

/** What of a pool passes a filter, kept up to date without looking at an entry twice. */
export class FilteredRows {
  readonly #passes: (entry: WireEntry) => boolean
  #rows: readonly WireEntry[] = []
  #seen = 0

  constructor(passes: (entry: WireEntry) => boolean) {
    this.#passes = passes
  }

  /** The rows of the next pool, which is a later stretch of the same stream; the same array where nothing changed. */
  of(pool: readonly WireEntry[]): readonly WireEntry[] {
    const come = pool.slice(firstAfter(pool, this.#seen)).filter(this.#passes)
    const gone = firstAfter(this.#rows, (pool[0]?.seq ?? Infinity) - 1)
    this.#seen = Math.max(this.#seen, pool.at(-1)?.seq ?? 0)
    if (come.length > 0 || gone > 0) this.#rows = [...this.#rows.slice(gone), ...come]
    return this.#rows
  }
}
