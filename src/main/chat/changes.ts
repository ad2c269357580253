import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage } from '@shared/chat/message'
import { sameUser } from '@shared/chat/name'
import { supersedes, type Revision } from '@shared/chat/revision'
import { readChange, writeChange } from '@shared/chat/room-wire'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { StoredMessage } from '../store/history'
import type { RoomParts } from './parts'

/** Changes of messages that are not here yet; more are not waited for. */
const MOST_EARLY = 200

/** What authors change about their messages, and take back, on `<room>/changes`. */
export class Changes {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #changed: (id: string) => void
  /** Own changes the broker does not have yet. */
  readonly #waiting = new Map<string, Revision>()
  /** Handed to the session in this run; MQTT itself takes them across a broken connection. */
  readonly #handed = new Set<Revision>()
  /** Changes that came before the message they are of. */
  readonly #early = new Map<string, Revision>()

  constructor(parts: RoomParts, conversation: Conversation, changed: (id: string) => void) {
    this.#parts = parts
    this.#conversation = conversation
    this.#changed = changed
    for (const message of parts.history.underWay(parts.topic)) {
      const change = message.changing ? revisionOf(message) : undefined
      if (change) this.#waiting.set(change.id, change)
    }
  }

  get topic(): string {
    return `${this.#parts.topic}/changes`
  }

  receive(message: MqttMessage): boolean | undefined {
    if (message.topic !== this.topic) return undefined
    const change = readChange(message.payload)
    if (!change) return false
    this.take(change)
    return true
  }

  /** A change from the wire or from another copy; it counts only for a message of the same author. */
  take(change: Revision): void {
    const known = this.#parts.history.get(this.#parts.topic, change.id)
    if (known) this.#apply(known, change)
    else if (!this.#parts.history.has(this.#parts.topic, change.id)) this.#remember(change)
  }

  /** A message has come; what was changed about it before is done now. */
  arrived(id: string): void {
    const change = this.#early.get(id)
    if (!change) return
    this.#early.delete(id)
    this.take(change)
  }

  /** Gives an own message another text, or none. */
  change(message: StoredMessage, user: string, text: string | undefined): void {
    const revision = (message.revision ?? 0) + 1
    const change: Revision = { id: message.id, revision, user, ...(text === undefined ? {} : { text }) }
    this.#put(message, change, true)
    this.#waiting.set(message.id, change)
  }

  /** Sends what waits. */
  flush(): void {
    for (const change of this.#waiting.values()) if (!this.#handed.has(change)) void this.#send(change)
  }

  async #send(change: Revision): Promise<void> {
    this.#handed.add(change)
    const result = await this.#parts.session.publish(this.topic, encodeText(writeChange(change)), { qos: 2 })
    this.#handed.delete(change)
    // What a broker refuses is not asked for again in this run; it stays marked.
    if (!result.ok || this.#waiting.get(change.id) !== change) return
    this.#waiting.delete(change.id)
    const message = this.#parts.history.get(this.#parts.topic, change.id)
    if (message) this.#parts.history.put(this.#parts.topic, { ...message, changing: undefined })
    this.#changed(change.id)
  }

  #apply(message: StoredMessage, change: Revision): void {
    if (!sameUser(message.user, change.user) || !supersedes(change, message)) return
    // Of an own message this copy knows best; a newer change of it comes from another device of the same person.
    this.#waiting.delete(message.id)
    this.#put(message, change, false)
  }

  #put(message: StoredMessage, { id, revision, text }: Revision, changing: boolean): void {
    const { deleted: _deleted, changing: _changing, ...rest } = message
    const changed: StoredMessage = {
      ...rest,
      text: text ?? '',
      revision,
      ...(text === undefined ? { deleted: true as const, quote: undefined } : {}),
      ...(changing ? { changing: true as const } : {}),
    }
    this.#parts.history.put(this.#parts.topic, changed)
    this.#conversation.replace(messageOf(changed))
    this.#changed(id)
  }

  #remember(change: Revision): void {
    const early = this.#early.get(change.id)
    if (early ? supersedes(change, early) : this.#early.size < MOST_EARLY) this.#early.set(change.id, change)
  }
}

/** What a message says of how it was changed last; undefined where it never was, or has no author. */
export function revisionOf({ id, revision, user, text, deleted }: ChatMessage): Revision | undefined {
  if (!revision || user === undefined) return undefined
  return { id, revision, user, ...(deleted ? {} : { text }) }
}

/** The message as the conversation orders it; what only this copy knows of it is the history's. */
export function messageOf({
  at: _at,
  delivery: _delivery,
  changing: _changing,
  ...message
}: StoredMessage): ChatMessage {
  return message
}
