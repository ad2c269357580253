import type { Conversation } from '@shared/chat/conversation'
import { readTurn, writeTurn } from '@shared/chat/room-wire'
import { encodeText, type MqttMessage, type RetainedMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** Longest time in milliseconds before a copy mends the marker; copies draw it, so that mostly one of them does. */
const MENDING_SPREAD = 300

/** The retained marker on `<room>/turn`, by which a copy that joins late learns whose turn it is (DESIGN 2, Turn). */
export class TurnMarker {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  /** False for an own message that the broker may still refuse: the marker must not name it. */
  readonly #stands: (id: string) => boolean
  #callOff: (() => void) | undefined

  constructor(parts: RoomParts, conversation: Conversation, stands: (id: string) => boolean) {
    this.#parts = parts
    this.#conversation = conversation
    this.#stands = stands
  }

  get topic(): string {
    return `${this.#parts.topic}/turn`
  }

  receive(message: MqttMessage): boolean | undefined {
    if (message.topic !== this.topic) return undefined
    const word = readTurn(message.payload)
    if (!word) return false
    this.#conversation.mark(word)
    if (this.#conversation.markerDue()) this.settle()
    return true
  }

  /**
   * Sees to it that the marker says what is known here: a Python client writes none, and a broker can lose it.
   * Waits a moment first: another copy may do it.
   */
  settle(): void {
    if (this.#callOff) return
    this.#callOff = this.#parts.after(Math.round(this.#parts.random() * MENDING_SPREAD), () => {
      this.#callOff = undefined
      const due = this.#conversation.markerDue()
      if (!due || !this.#stands(due.id)) return
      const { topic } = this
      void this.#parts.session.publish(topic, encodeText(writeTurn(due)), { qos: 1, retain: true })
    })
  }

  retained(): RetainedMessage[] {
    const last = this.#conversation.last(this.#stands)
    return last ? [{ topic: this.topic, payload: encodeText(writeTurn(last)), qos: 1 }] : []
  }
}
