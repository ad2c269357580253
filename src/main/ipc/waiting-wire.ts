import type { ListPatch } from '@shared/ipc/state'
import type { WireEntry } from '@shared/wire/entry'

/** What is kept of what passed on the wire: the feed reads from it what is due, and keeps no copy. */
export interface WireSource {
  readonly entries: WireEntry[]
  /** The oldest that is kept. */
  readonly firstSeq: number
  /** The newest, or the one before `firstSeq` where nothing is kept. */
  readonly lastSeq: number
  entriesFrom(seq: number, most: number): WireEntry[]
}

/** How far the windows have been told of the wire; of what was gone before its turn came they never hear. */
export class WaitingWire {
  readonly #source: WireSource
  /** The next entry that is to be told, and the first that the windows know to be kept. */
  #next = 1
  #first = 1

  constructor(source: WireSource) {
    this.#source = source
  }

  /** Whether there is something to tell. */
  get isWaiting(): boolean {
    return this.#next <= this.#source.lastSeq || this.#first < this.#source.firstSeq
  }

  /** Everything that is kept has been told in another way. */
  caughtUp(): void {
    this.#next = this.#source.lastSeq + 1
    this.#first = this.#source.firstSeq
  }

  /** The oldest `most` that wait and are still kept, or undefined where there is nothing to tell. */
  take(most: number): ListPatch<WireEntry> | undefined {
    if (!this.isWaiting) return undefined
    const upsert = this.#source.entriesFrom(this.#next, most)
    this.#first = this.#source.firstSeq
    this.#next = (upsert.at(-1)?.seq ?? this.#source.lastSeq) + 1
    return { upsert, dropBefore: this.#first }
  }
}
