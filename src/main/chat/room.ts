import { Conversation, MAX_KEPT } from '@shared/chat/conversation'
import {
  MAX_TEXT,
  cleanText,
  type ChatMessage,
  type DeliveryFailure,
  type MessageView,
} from '@shared/chat/message'
import { sameUser } from '@shared/chat/name'
import { readChat } from '@shared/chat/received'
import { turnOf } from '@shared/chat/turn'
import type { Refusal } from '@shared/ipc/contract'
import type { RoomView } from '@shared/ipc/state'
import type { MqttMessage, RetainedMessage } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import { Outbox } from './outbox'
import { People } from './people'
import { Sync } from './sync'
import { TurnMarker } from './turn-marker'
import type { RoomParts } from './parts'
import type { StoredMessage } from '../store/history'

/** Longest time in milliseconds to wait, after a connection was made, for what the broker held for this copy. */
const CATCH_UP_PATIENCE = 2_000

/**
 * One room that takes turns: its messages in the order all copies share, the turn, who is here, and the way out
 * for own messages. State changes only here; whoever shows it is told by `changed` and `patched`.
 */
export class Room {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #outbox: Outbox
  readonly #people: People
  readonly #sync: Sync
  readonly #marker: TurnMarker
  #name: string | undefined
  #connected = false
  /** What the broker held for this copy is here, so the turn is known. */
  #caughtUp = false
  #callOffPatience: (() => void) | undefined
  #draft: { text: string; version: number; because?: DeliveryFailure }
  #lastAt: number | undefined

  constructor(parts: RoomParts, name: string | undefined) {
    this.#parts = parts
    this.#name = name
    const kept = parts.history.recent(parts.topic, MAX_KEPT)
    this.#conversation = new Conversation(kept.map(withoutDelivery))
    this.#lastAt = kept.at(-1)?.ts
    this.#draft = { text: parts.history.draft(parts.topic), version: 1 }
    this.#people = new People(parts)
    this.#outbox = new Outbox(parts, this.#conversation, kept, {
      changed: (id) => this.#show(id),
      back: (message, because) => this.#takeBack(message, because),
    })
    this.#marker = new TurnMarker(parts, this.#conversation, this.#stands)
    this.#sync = new Sync(parts, this.#conversation, {
      // What is under way is nobody else's yet: its clock can still change.
      mayGive: this.#stands,
      takeIn: (message) => this.#takeIn(message),
      met: () => this.#catchUp(),
    })
    this.#conversation.catchUp(this.#stands)
  }

  /** What has to be subscribed for the room to live. */
  filters(): { readonly filter: string; readonly qos: 1 | 2 }[] {
    const { topic } = this.#parts
    return [
      { filter: topic, qos: 2 },
      { filter: this.#marker.topic, qos: 1 },
      { filter: this.#people.filter, qos: 1 },
      // With the QoS of the messages, so that a greeting does not overtake them.
      { filter: this.#sync.topic, qos: 2 },
    ]
  }

  /** Where this copy's being here stands, retained. */
  get presenceTopic(): string {
    return this.#people.topic
  }

  /** Takes a message from the wire; `undefined` where it is not for this room, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined {
    if (message.topic === this.#parts.topic) return this.#receiveChat(message)
    const understood =
      this.#marker.receive(message) ?? this.#people.receive(message) ?? this.#sync.receive(message)
    if (understood) this.#parts.changed()
    return understood
  }

  /** The connection came or went. */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return
    this.#connected = connected
    if (connected) {
      this.#people.announce(this.#name)
      this.#sync.meet()
      this.#callOffPatience = this.#parts.after(CATCH_UP_PATIENCE, () => this.#catchUp())
    } else {
      this.#caughtUp = false
      this.#callOffPatience?.()
      this.#people.forget()
      this.#conversation.forgetMarker()
    }
    this.#parts.changed()
  }

  /** Takes a message of the user's to send; refused where the turn or the text does not allow it. */
  send(text: string): Result<undefined, Refusal> {
    const clean = cleanText(text).trim()
    if (clean === '') return refused({ kind: 'empty-text' })
    if (clean.length > MAX_TEXT)
      return refused({ kind: 'text-too-long', length: clean.length, limit: MAX_TEXT })
    const name = this.#name
    if (name === undefined || !this.#turn().mayWrite) return refused({ kind: 'not-your-turn' })
    // Written down before the draft goes: where that fails, the text is still there.
    this.#outbox.take(name, clean)
    this.saveDraft('')
    this.#lastAt = this.#parts.now()
    if (this.#caughtUp) this.#outbox.flush()
    this.#parts.changed()
    return ok(undefined)
  }

  /** Keeps what stands in the composer; it is not pushed back to the window it came from. */
  saveDraft(text: string): void {
    if (text === this.#draft.text) return
    this.#draft = { text, version: this.#draft.version }
    this.#parts.history.setDraft(this.#parts.topic, text)
  }

  rename(name: string): void {
    this.#name = name
    if (this.#connected) this.#people.announce(name)
    this.#parts.patched({ upsert: this.messages() })
    this.#parts.changed()
  }

  /** Says good-bye to the room, so that the others need not wait for the will. */
  async leave(): Promise<void> {
    if (this.#connected) await this.#people.withdraw(this.#name)
  }

  view(): RoomView {
    const last = this.#conversation.last()
    return {
      topic: this.#parts.topic,
      turn: this.#turn(),
      ...(last?.user === undefined ? {} : { lastUser: last.user }),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      people: this.#people.list(),
      draft: this.#draft,
    }
  }

  messages(): MessageView[] {
    return this.#conversation.messages.map((message) => this.#messageView(message))
  }

  /** What a broker started by this copy has to know from the beginning (DESIGN 2, Who hosts). */
  retained(): RetainedMessage[] {
    return [...this.#marker.retained(), ...this.#people.retained()]
  }

  /** The will of the connection: without a DISCONNECT the others see this copy go all the same. */
  will(): RetainedMessage {
    return this.#people.will(this.#name)
  }

  /** A message that is not under way any more. */
  readonly #stands = (id: string): boolean => !this.#outbox.isUnderWay(id)

  /** Only now can what waits be checked against the turn, and the marker against what is known. */
  #catchUp(): void {
    if (!this.#connected || this.#caughtUp) return
    this.#caughtUp = true
    this.#callOffPatience?.()
    this.#conversation.catchUp(this.#stands)
    this.#outbox.flush()
    this.#marker.settle()
    this.#parts.changed()
  }

  #turn(): RoomView['turn'] {
    return turnOf(this.#name, this.#conversation.last(), this.#outbox.underWay)
  }

  #receiveChat(message: MqttMessage): boolean {
    const received = readChat(message.payload)
    if (!received) return false
    const placed = this.#conversation.place(received, this.#parts.now(), this.#parts.hash)
    // A message the broker keeps comes again with every subscription: it has to get the same id each time.
    const lasting = message.retain && received.id === undefined
    this.#takeIn(lasting ? { ...placed, id: `r-${this.#parts.hash(placed.text + placed.user)}` } : placed)
    return true
  }

  /** A message from the wire or from another copy, with its place; what is here already is confirmed, not repeated. */
  #takeIn(message: ChatMessage): void {
    const { history, topic, now, changed } = this.#parts
    if (this.#outbox.confirm(message.id)) {
      this.#conversation.hear(message.id)
      this.#marker.settle()
      return
    }
    if (this.#conversation.has(message.id) || history.has(topic, message.id)) return
    history.put(topic, message)
    this.#conversation.insert(message)
    this.#conversation.hear(message.id)
    this.#show(message.id)
    if (this.#conversation.last()?.id === message.id) this.#lastAt = now()
    this.#marker.settle()
    changed()
  }

  /** Pushes a message and the one behind it, whose `out of turn` it can change. */
  #show(id: string): void {
    this.#parts.patched({
      upsert: this.#conversation.around(id).map((message) => this.#messageView(message)),
    })
    this.#parts.changed()
  }

  #takeBack(message: ChatMessage, because: DeliveryFailure): void {
    const text = this.#draft.text === '' ? message.text : `${message.text}\n${this.#draft.text}`
    this.#draft = { text, version: this.#draft.version + 1, because }
    this.#parts.history.setDraft(this.#parts.topic, text)
    this.#parts.patched({ upsert: [], remove: [message.id] })
    this.#marker.settle()
    this.#parts.changed()
  }

  #messageView(message: ChatMessage): MessageView {
    const delivery = this.#outbox.deliveryOf(message.id)
    return {
      ...message,
      own: delivery !== undefined || sameUser(message.user, this.#name),
      ...(delivery ? { delivery } : {}),
      ...(this.#conversation.outOfTurn(message) ? { outOfTurn: true as const } : {}),
    }
  }
}

/** The message as the conversation orders it; how far it has come is the outbox's to know. */
function withoutDelivery({ delivery: _delivery, ...message }: StoredMessage): ChatMessage {
  return message
}
