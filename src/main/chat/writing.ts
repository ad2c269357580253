import { sameUser } from '@shared/chat/name'
import { readTyping, writeTyping } from '@shared/chat/room-wire'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** Milliseconds between two notes that the user is writing. */
const TELL_EVERY = 3_000
/** Milliseconds after which somebody who says nothing more has stopped. */
const STOPPED_AFTER = 6_000
/** More than this at once are not told apart anyway. */
const MOST_WRITERS = 50

/** Who is writing just now, on `<room>/typing/<client>` (DESIGN 3). */
export class Writing {
  readonly #parts: RoomParts
  readonly #writers = new Map<string, { readonly user: string; readonly callOff: () => void }>()
  #toldAt = -Infinity

  constructor(parts: RoomParts) {
    this.#parts = parts
  }

  filters(): string[] {
    return [`${this.#parts.topic}/typing/+`]
  }

  /** Names of those who write, without oneself. */
  list(): string[] {
    return [...this.#writers.values()].map(({ user }) => user)
  }

  receive({ topic, payload }: MqttMessage): boolean | undefined {
    const prefix = `${this.#parts.topic}/typing/`
    if (!topic.startsWith(prefix)) return undefined
    const client = topic.slice(prefix.length)
    const note = readTyping(payload)
    if (!note) return false
    if (client === this.#parts.client) return true
    const known = this.#writers.get(client)
    if (!known && this.#writers.size >= MOST_WRITERS) return true
    known?.callOff()
    const callOff = this.#parts.after(STOPPED_AFTER, () => {
      this.#writers.delete(client)
      this.#parts.changed()
    })
    this.#writers.set(client, { user: note.user, callOff })
    return true
  }

  /** The user writes; the others are told now and then. */
  tell(user: string): void {
    const now = this.#parts.now()
    if (now - this.#toldAt < TELL_EVERY) return
    this.#toldAt = now
    const topic = `${this.#parts.topic}/typing/${this.#parts.client}`
    void this.#parts.session.publish(topic, encodeText(writeTyping(user)), { qos: 0 })
  }

  /** The next word is told at once. */
  ended(): void {
    this.#toldAt = -Infinity
  }

  /** Somebody's message came: what they wrote is there. */
  said(user: string | undefined): void {
    for (const [client, writer] of this.#writers) if (sameUser(writer.user, user)) this.#drop(client, writer)
  }

  /** The connection is gone, and with it what is known. */
  forget(): void {
    for (const [client, writer] of this.#writers) this.#drop(client, writer)
    this.ended()
  }

  #drop(client: string, { callOff }: { readonly callOff: () => void }): void {
    callOff()
    this.#writers.delete(client)
  }
}
