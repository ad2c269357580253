import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage } from '@shared/chat/message'
import { readSync, writeSync, type Have, type Sync as Note } from '@shared/chat/sync-wire'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'
import { Asking } from './sync-asking'
import { Giving } from './sync-giving'
import { isKnown } from './sync-known'
import { Allowance } from './sync-limits'
import { asRevised, isNewer, revisedOf } from './sync-revised'

/** Greetings and questions of one client that are answered in ten seconds. */
const MOST_NOTES = 20

interface RoomSide {
  /** Whether a message may be handed over already. */
  mayGive(id: string): boolean
  /** A message of another copy: a new one, one that is here with what was changed about it, or one that is here as `instead`. */
  takeIn(message: ChatMessage, instead?: string): void
  /** The own greeting came back: what the broker held for this copy came before it. */
  met(): void
}

/**
 * Copies that meet compare the ids of their last messages and hand each other what is missing, and further back what one
 * of them asks for: a broker can die with what it had accepted (DESIGN 2, Delivery). Plain clients never see any of it.
 */
export class Sync {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #room: RoomSide
  readonly #giving: Giving
  readonly #asking: Asking
  readonly #notes: Allowance
  #greeting: string | undefined

  constructor(parts: RoomParts, conversation: Conversation, room: RoomSide) {
    this.#parts = parts
    this.#conversation = conversation
    this.#room = room
    const send = (note: Note): void => this.#send(note)
    this.#giving = new Giving(parts, conversation, (id) => room.mayGive(id), send)
    this.#asking = new Asking(parts, conversation, (message, instead) => room.takeIn(message, instead), send)
    this.#notes = new Allowance(MOST_NOTES, 10_000, parts.now)
  }

  get topic(): string {
    return `${this.#parts.topic}/sync`
  }

  /** Says what is here, and thereby asks everybody for the rest. */
  meet(): void {
    this.#greeting = this.#parts.newId()
    const { lacks } = this.#asking
    this.#asking.begin()
    this.#send({ ...this.#have(), greeting: this.#greeting, ...(lacks ? { lacks } : {}) })
  }

  receive(message: MqttMessage): boolean | undefined {
    if (message.topic !== this.topic) return undefined
    const note = readSync(message.payload)
    if (!note) return false
    if (note.from === this.#parts.client) {
      if (note.type === 'have' && note.greeting === this.#greeting) this.#room.met()
    } else if (note.to !== undefined && note.to !== this.#parts.client) {
      if (note.type === 'give') this.#giving.saw(note)
    } else if (note.type === 'give') this.#asking.take(note)
    else if (this.#notes.take(note.from, 1)) this.#answer(note)
    return true
  }

  #answer(note: Exclude<Note, { type: 'give' }>): void {
    if (note.type === 'ask') return this.#giving.page(note)
    this.#giving.answer(note)
    if (note.to !== undefined || !this.#isLacking(note)) return
    this.#asking.meet(note.from)
    this.#send({ ...this.#have(), to: note.from })
  }

  /** Whether another copy has something that is not here, or knows more about it. */
  #isLacking({ ids, revised }: Have): boolean {
    const { history, topic } = this.#parts
    if (ids.some((id) => !isKnown(id, this.#conversation, this.#parts))) return true
    return Object.entries(revised ?? {}).some(([id, revision]) => {
      const known = history.get(topic, id)
      return known && isNewer(asRevised(known, revision), known)
    })
  }

  #have(): Have {
    const recent = this.#giving.recent()
    return {
      type: 'have',
      from: this.#parts.client,
      ids: recent.map(({ id }) => id),
      ...revisedOf(recent),
    }
  }

  #send(note: Note): void {
    void this.#parts.session.publish(this.topic, encodeText(writeSync(note)), { qos: 2 })
  }
}
