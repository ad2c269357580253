import type { ListPatch } from '@shared/ipc/state'

/** Rows of a list that wait for a frame: of each only the last state is told. */
export class WaitingRows<Row extends { readonly id: string }> {
  #rows = new Map<string, Row>()
  #removed = new Set<string>()

  change({ upsert, remove }: ListPatch<Row>): void {
    for (const id of remove ?? []) {
      this.#rows.delete(id)
      this.#removed.add(id)
    }
    for (const row of upsert) {
      this.#removed.delete(row.id)
      this.#rows.set(row.id, row)
    }
  }

  /** All that waits, or undefined where there is nothing to tell. */
  take(): ListPatch<Row> | undefined {
    if (this.#rows.size === 0 && this.#removed.size === 0) return undefined
    const patch = { upsert: [...this.#rows.values()], remove: [...this.#removed] }
    this.#rows = new Map()
    this.#removed = new Set()
    return patch
  }
}
