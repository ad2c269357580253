import type { ListPatch } from '@shared/ipc/state'
import { MAX_WIRE_ENTRIES, type WireEntry } from '@shared/wire/entry'

/** The wire's entries that wait for a frame; bounded, and nothing is moved for a single one. */
export class WaitingWire {
  #entries: WireEntry[] = []
  /** The first that is kept, where that has to be told. */
  #first: number | undefined

  /** Whether there is something to tell. */
  get isWaiting(): boolean {
    return this.#first !== undefined
  }

  add(entry: WireEntry): void {
    this.#entries.push(entry)
    // A window shows no more than are kept; what a burst brings beyond that it never sees.
    if (this.#entries.length > MAX_WIRE_ENTRIES * 2) this.#entries = this.#entries.slice(-MAX_WIRE_ENTRIES)
  }

  /** Entries before `first` are gone; those that wait are not told of any more. */
  drop(first: number): void {
    this.#first = first
  }

  /** The oldest `most` that wait and are not gone, or undefined where there is nothing to tell. */
  take(most: number): ListPatch<WireEntry> | undefined {
    const first = this.#first
    if (first === undefined) return undefined
    if ((this.#entries[0]?.seq ?? first) < first)
      this.#entries = this.#entries.filter(({ seq }) => seq >= first)
    const upsert = this.#entries.splice(0, most)
    if (this.#entries.length === 0) this.#first = undefined
    return { upsert, dropBefore: first }
  }
}
