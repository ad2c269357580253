import type { DeliveryFailure } from '@shared/chat/message'
import type { RoomView } from '@shared/ipc/state'
import type { RoomParts } from './parts'

/** What stands in a room's composer; a new version replaces what a window shows. */
export class Draft {
  readonly #parts: RoomParts
  #draft: RoomView['draft']

  constructor(parts: RoomParts) {
    this.#parts = parts
    this.#draft = { text: parts.history.memory(parts.topic).draft, version: 1 }
  }

  get view(): RoomView['draft'] {
    return this.#draft
  }

  /** Keeps what the user typed; it is not pushed back to the window it came from. */
  save(text: string): void {
    if (text === this.#draft.text) return
    this.#draft = { text, version: this.#draft.version }
    this.#parts.history.remember(this.#parts.topic, { draft: text })
  }

  /** A message that could not go out comes back before what was typed since. */
  takeBack(text: string, because: DeliveryFailure): void {
    const whole = this.#draft.text === '' ? text : `${text}\n${this.#draft.text}`
    this.#draft = { text: whole, version: this.#draft.version + 1, because }
    this.#parts.history.remember(this.#parts.topic, { draft: whole })
  }
}
