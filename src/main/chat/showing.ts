import type { Conversation } from '@shared/chat/conversation'
import type { Pages } from './pages'
import type { RoomParts } from './parts'

/** Tells whoever shows a room which of its messages are new or different. */
export class Showing {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #pages: Pages

  constructor(parts: RoomParts, conversation: Conversation, pages: Pages) {
    this.#parts = parts
    this.#conversation = conversation
    this.#pages = pages
  }

  /** A message, and the one behind it, whose `out of turn` it can change. */
  changed(id: string): void {
    const near = this.#conversation.around(id).map((message) => message.id)
    this.#push(near.length > 0 ? near : [id])
    this.#parts.changed()
  }

  /** All that are in memory: the user goes by another name, or other rules hold. */
  allChanged(): void {
    this.#push(this.#conversation.messages.map(({ id }) => id))
    this.#parts.changed()
  }

  removed(id: string): void {
    this.#parts.patched({ upsert: [], remove: [id] })
    this.#parts.changed()
  }

  #push(ids: readonly string[]): void {
    this.#parts.patched({ upsert: ids.flatMap((id) => this.#pages.view(id) ?? []) })
  }
}
