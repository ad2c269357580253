/**
 * Which row of the page shows which message: one that comes takes over the row of one that has gone, instead of a new row being made and
 * the old one thrown away; a message that stays keeps its row, and with it the focus.
 */
export class RowSlots {
  #taken: ReadonlyMap<number, number> = new Map()
  /** Rows there have been at once. */
  #rows = 0

  /** The numbers of the rows for the messages with these `seq`, in their order; no two have the same. */
  of(seqs: readonly number[]): readonly number[] {
    const stay = new Set(seqs.flatMap((seq) => this.#taken.get(seq) ?? []))
    const free = Array.from({ length: this.#rows }, (_, row) => row).filter((row) => !stay.has(row))
    const rows = seqs.map((seq) => this.#taken.get(seq) ?? free.shift() ?? this.#rows++)
    this.#taken = new Map(seqs.map((seq, place) => [seq, rows[place] ?? place]))
    return rows
  }
}
