import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage, DeliveryFailure, DeliveryState } from '@shared/chat/message'
import { writeChat } from '@shared/chat/received'
import { turnOf } from '@shared/chat/turn'
import { encodeText } from '@shared/mqtt/message'
import type { StoredMessage } from '../store/history'
import type { RoomParts } from './parts'

/** An own message: always with its author. */
type OwnMessage = ChatMessage & { readonly user: string }

interface Told {
  /** An own message has come further, or the neighbour of another is gone. */
  changed(id: string): void
  /** An own message could not go out; its text belongs into the composer. */
  back(message: ChatMessage, because: DeliveryFailure): void
}

/**
 * Own messages on their way: written down before they are sent, sent until the broker has them, always under the
 * same id. `queued` has never left this copy; `sending` may have, so neither its id nor its clock changes any more.
 */
export class Outbox {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #told: Told
  readonly #delivery = new Map<string, DeliveryState>()
  /** Queued or sending; kept here because the conversation lets go of what is old. */
  readonly #underWay = new Map<string, OwnMessage>()
  /** Handed to the session in this run; MQTT itself takes them across a broken connection. */
  readonly #handed = new Set<string>()

  constructor(parts: RoomParts, conversation: Conversation, kept: readonly StoredMessage[], told: Told) {
    this.#parts = parts
    this.#conversation = conversation
    this.#told = told
    for (const { delivery, ...message } of kept) if (delivery) this.#note(message, delivery)
  }

  /** An own message is queued or sending. */
  get underWay(): boolean {
    return this.#underWay.size > 0
  }

  isUnderWay(id: string): boolean {
    return this.#underWay.has(id)
  }

  deliveryOf(id: string): DeliveryState | undefined {
    return this.#delivery.get(id)
  }

  /** Writes a new message down; it is the room's last word from now on. */
  take(user: string, text: string): void {
    const { newId, now } = this.#parts
    this.#put({ id: newId(), clock: this.#conversation.nextClock(), user, text, ts: now() }, 'queued')
  }

  /** Sends what waits. What never left is checked against the turn again first, and gets a clock of now. */
  flush(): void {
    for (const message of [...this.#underWay.values()]) {
      if (this.#handed.has(message.id)) continue
      const checked = this.#delivery.get(message.id) === 'queued' ? this.#recheck(message) : message
      if (checked) void this.#send(checked)
    }
  }

  /** The broker handed the message back to us, so it has it. True where the id is one of ours. */
  confirm(id: string): boolean {
    const state = this.#delivery.get(id)
    if (state && state !== 'sent') this.#settle(id, 'sent')
    return state !== undefined
  }

  #recheck(message: OwnMessage): OwnMessage | undefined {
    const before = this.#conversation.last((id) => id !== message.id)
    if (!turnOf(message.user, before, false).mayWrite) {
      this.#giveBack(message, 'turn-passed')
      return undefined
    }
    if (!before || before.clock < message.clock) return message
    this.#takeOut(message.id)
    const moved = { ...message, clock: this.#conversation.nextClock() }
    this.#put(moved, 'queued')
    return moved
  }

  async #send(message: OwnMessage): Promise<void> {
    this.#handed.add(message.id)
    this.#settle(message.id, 'sending')
    const result = await this.#parts.session.publish(this.#parts.topic, encodeText(writeChat(message)))
    this.#handed.delete(message.id)
    if (result.ok) this.confirm(message.id)
    else if (result.error.kind !== 'not-connected' && this.isUnderWay(message.id)) {
      this.#giveBack(message, 'refused-by-broker')
    }
  }

  #put(message: OwnMessage, delivery: DeliveryState): void {
    this.#parts.history.put(this.#parts.topic, { ...message, delivery })
    this.#note(message, delivery)
    this.#conversation.insert(message)
    this.#told.changed(message.id)
  }

  #settle(id: string, delivery: DeliveryState): void {
    const message = this.#underWay.get(id)
    if (!message) return
    this.#parts.history.put(this.#parts.topic, { ...message, delivery })
    this.#note(message, delivery)
    this.#told.changed(id)
  }

  #note(message: ChatMessage, delivery: DeliveryState): void {
    const { id, user } = message
    this.#delivery.set(id, delivery)
    if (delivery === 'sent' || user === undefined) this.#underWay.delete(id)
    else this.#underWay.set(id, { ...message, user })
  }

  #takeOut(id: string): void {
    const behind = this.#conversation.remove(id)
    if (behind) this.#told.changed(behind.id)
  }

  #giveBack(message: OwnMessage, because: DeliveryFailure): void {
    this.#delivery.delete(message.id)
    this.#underWay.delete(message.id)
    this.#takeOut(message.id)
    this.#parts.history.remove(this.#parts.topic, message.id)
    this.#told.back(message, because)
  }
}
