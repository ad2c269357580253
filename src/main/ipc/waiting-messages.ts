import type { MessageView } from '@shared/chat/message'
import type { ListPatch } from '@shared/ipc/state'

/** Messages that wait for a frame: of each only the last state is told. */
export class WaitingMessages {
  #rows = new Map<string, MessageView>()
  #removed = new Set<string>()

  change({ upsert, remove }: ListPatch<MessageView>): void {
    for (const id of remove ?? []) {
      for (const [key, row] of this.#rows) if (row.id === id) this.#rows.delete(key)
      this.#removed.add(id)
    }
    for (const row of upsert) {
      this.#removed.delete(row.id)
      // Ids are their senders' choice: in two rooms there can be the same.
      this.#rows.set(`${row.id} ${row.room}`, row)
    }
  }

  /** All that waits, or undefined where there is nothing to tell. */
  take(): ListPatch<MessageView> | undefined {
    if (this.#rows.size === 0 && this.#removed.size === 0) return undefined
    const patch = { upsert: [...this.#rows.values()], remove: [...this.#removed] }
    this.#rows = new Map()
    this.#removed = new Set()
    return patch
  }
}
