import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage } from '@shared/chat/message'
import {
  COMPARED_MESSAGES,
  HANDED_AT_ONCE,
  readSync,
  writeSync,
  type Sync as SyncNote,
} from '@shared/chat/room-wire'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** Characters of text in one handing over: JSON makes six bytes of a control character, and 256 kB is all we send. */
const MAX_HANDED_CHARS = 35_000

interface RoomSide {
  /** Whether a message may be handed over already. */
  mayGive(id: string): boolean
  takeIn(message: ChatMessage): void
  /** The own greeting came back: what the broker held for this copy came before it. */
  met(): void
}

/**
 * Copies that meet compare the ids of their last messages and hand each other what is missing: a broker can die
 * with what it had accepted (DESIGN 2, Delivery). Plain clients never see any of it.
 */
export class Sync {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #room: RoomSide
  #greeting: string | undefined

  constructor(parts: RoomParts, conversation: Conversation, room: RoomSide) {
    this.#parts = parts
    this.#conversation = conversation
    this.#room = room
  }

  get topic(): string {
    return `${this.#parts.topic}/sync`
  }

  /** Says what is here, and thereby asks everybody for the rest. */
  meet(): void {
    this.#greeting = this.#parts.newId()
    this.#send({ ...this.#have(), greeting: this.#greeting })
  }

  receive(message: MqttMessage): boolean | undefined {
    if (message.topic !== this.topic) return undefined
    const note = readSync(message.payload)
    if (!note) return false
    const forMe = note.to === undefined || note.to === this.#parts.client
    if (note.from === this.#parts.client) {
      if (note.type === 'have' && note.greeting === this.#greeting) this.#room.met()
    } else if (!forMe) return true
    else if (note.type === 'have') this.#answer(note)
    else for (const given of note.messages) this.#room.takeIn(this.#placed(given))
    return true
  }

  #answer(note: Extract<SyncNote, { type: 'have' }>): void {
    const there = new Set(note.ids)
    this.#give(
      note.from,
      this.#recent().filter(({ id }) => !there.has(id)),
    )
    const { history, topic } = this.#parts
    const lacking = note.ids.some((id) => !this.#conversation.has(id) && !history.has(topic, id))
    if (lacking && note.to === undefined) {
      this.#send({ ...this.#have(), to: note.from })
    }
  }

  #have(): Extract<SyncNote, { type: 'have' }> {
    return { type: 'have', from: this.#parts.client, ids: this.#recent().map(({ id }) => id) }
  }

  #give(to: string, messages: readonly ChatMessage[]): void {
    let batch: ChatMessage[] = []
    let size = 0
    const flush = (): void => {
      if (batch.length > 0) this.#send({ type: 'give', from: this.#parts.client, to, messages: batch })
      batch = []
      size = 0
    }
    for (const message of messages) {
      if (batch.length === HANDED_AT_ONCE || size + message.text.length > MAX_HANDED_CHARS) flush()
      const { id, clock, user, text, ts, cut } = message
      batch.push({ id, clock, text, ts, ...(user === undefined ? {} : { user }), ...(cut ? { cut } : {}) })
      size += text.length
    }
    flush()
  }

  /** A given message is believed no more than one that came by itself. */
  #placed(given: ChatMessage): ChatMessage {
    return this.#conversation.place(given, this.#parts.now(), this.#parts.hash)
  }

  #recent(): readonly ChatMessage[] {
    return this.#conversation.messages.filter(({ id }) => this.#room.mayGive(id)).slice(-COMPARED_MESSAGES)
  }

  #send(note: SyncNote): void {
    void this.#parts.session.publish(this.topic, encodeText(writeSync(note)), { qos: 2 })
  }
}
