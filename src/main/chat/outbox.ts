import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage, DeliveryFailure, DeliveryState, Quote } from '@shared/chat/message'
import { writeChat } from '@shared/chat/received'
import type { Turn, LastWord } from '@shared/chat/turn'
import { encodeText } from '@shared/mqtt/message'
import { messageOf } from './changes'
import type { RoomParts } from './parts'

/** An own message: always with its author. */
type OwnMessage = ChatMessage & { readonly user: string; readonly at: number }

interface Told {
  /** An own message has come further, or the neighbour of another is gone. */
  changed(id: string): void
  /** An own message could not go out; its text belongs into the composer. */
  back(message: ChatMessage, because: DeliveryFailure): void
  /** Whether a user could write behind a last word now. */
  turn(user: string, last: LastWord | undefined): Turn
}

/**
 * Own messages on their way: written down before they are sent, sent until the broker has them, always under the
 * same id. `queued` has never left this copy; `sending` may have, so neither its id nor its clock changes any more.
 */
export class Outbox {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #told: Told
  /** Queued or sending, in the order in which they were written; kept here because the conversation lets go of what is old. */
  readonly #underWay = new Map<string, { readonly message: OwnMessage; readonly state: DeliveryState }>()
  /** Handed to the session in this run; MQTT itself takes them across a broken connection. */
  readonly #handed = new Set<string>()

  constructor(parts: RoomParts, conversation: Conversation, told: Told) {
    this.#parts = parts
    this.#conversation = conversation
    this.#told = told
    for (const { delivery, changing: _changing, ...message } of parts.history.underWay(parts.topic)) {
      const { user } = message
      if (!delivery || delivery === 'sent' || user === undefined) continue
      this.#underWay.set(message.id, { message: { ...message, user }, state: delivery })
      conversation.insert(messageOf(message))
    }
  }

  /** An own message is queued or sending. */
  get underWay(): boolean {
    return this.#underWay.size > 0
  }

  isUnderWay(id: string): boolean {
    return this.#underWay.has(id)
  }

  /** Writes a new message down; it is the room's last word from now on. Throws where it cannot be written. */
  take(user: string, text: string, quote: Quote | undefined): void {
    const { newId, now } = this.#parts
    const ts = now()
    const clock = this.#conversation.nextClock()
    this.#put({ id: newId(), clock, user, text, ts, at: ts, ...(quote ? { quote } : {}) })
  }

  /** Sends what waits. What never left is checked against the turn again first, and gets a clock of now. */
  flush(): void {
    const waiting = [...this.#underWay.values()].filter(({ message }) => !this.#handed.has(message.id))
    for (const [index, { message, state }] of waiting.entries()) {
      const behind = new Set(waiting.slice(index).map((other) => other.message.id))
      const checked = state === 'queued' ? this.#recheck(message, behind) : message
      if (checked) void this.#send(checked)
    }
  }

  /** The broker handed the message back to us, so it has it. True where it was on its way. */
  confirm(id: string): boolean {
    const known = this.#underWay.get(id)
    if (known) this.#settle(known.message, 'sent')
    return known !== undefined
  }

  /** `behind`: the message and the own ones that wait behind it, which are not before it. */
  #recheck(message: OwnMessage, behind: ReadonlySet<string>): OwnMessage | undefined {
    const before = this.#conversation.last((id) => !behind.has(id))
    if (!this.#told.turn(message.user, before).mayWrite) {
      this.#giveBack(message, 'turn-passed')
      return undefined
    }
    if (!before || before.clock < message.clock) return message
    const left = this.#conversation.remove(message.id)
    const moved = { ...message, clock: this.#conversation.nextClock() }
    this.#put(moved)
    // Only now: its neighbour is looked at in the history, where it stood until it was moved.
    if (left) this.#told.changed(left.id)
    return moved
  }

  async #send(message: OwnMessage): Promise<void> {
    this.#handed.add(message.id)
    this.#settle(message, 'sending')
    const result = await this.#parts.session.publish(this.#parts.topic, encodeText(writeChat(message)))
    this.#handed.delete(message.id)
    if (result.ok) this.confirm(message.id)
    else if (result.error.kind !== 'not-connected' && this.isUnderWay(message.id)) {
      this.#giveBack(message, 'refused-by-broker')
    }
  }

  #put(message: OwnMessage): void {
    this.#parts.history.put(this.#parts.topic, { ...message, delivery: 'queued' })
    this.#underWay.set(message.id, { message, state: 'queued' })
    this.#conversation.insert(messageOf(message))
    this.#told.changed(message.id)
  }

  #settle(message: OwnMessage, state: DeliveryState): void {
    // It may have been changed meanwhile: only how far it has come is ours to say.
    const kept = this.#parts.history.get(this.#parts.topic, message.id) ?? message
    this.#parts.history.put(this.#parts.topic, { ...kept, delivery: state })
    if (state === 'sent') this.#underWay.delete(message.id)
    else this.#underWay.set(message.id, { message, state })
    this.#told.changed(message.id)
  }

  #giveBack(message: OwnMessage, because: DeliveryFailure): void {
    this.#underWay.delete(message.id)
    const left = this.#conversation.remove(message.id)
    this.#parts.history.remove(this.#parts.topic, message.id)
    if (left) this.#told.changed(left.id)
    this.#told.back(message, because)
  }
}
