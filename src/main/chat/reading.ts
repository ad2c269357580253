import { compareMessages, type MessageKey } from '@shared/chat/message'
import { readSeen, writeSeen } from '@shared/chat/room-wire'
import type { RoomView } from '@shared/ipc/state'
import { encodeText, type MqttMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** Milliseconds in which reading on is told together. */
const TELL_AFTER = 1_000
/** More readers than this are not remembered. */
const MOST_READERS = 200

/** How far this user and the others have read, on `<room>/read/<client>`, retained. */
export class Reading {
  readonly #parts: RoomParts
  readonly #readers = new Map<string, RoomView['readers'][number]>()
  /** When this copy came here for the first time; milliseconds since 1970. */
  readonly #since: number | undefined
  #read: MessageKey | undefined
  #unread: { readonly count: number; readonly first?: MessageKey }
  #isDue = false

  constructor(parts: RoomParts, newest: MessageKey | undefined) {
    this.#parts = parts
    // What was there before reading was kept track of counts as read.
    this.#read = parts.history.memory(parts.topic).read ?? newest
    if (!this.#read) this.#since = parts.now()
    this.#unread = parts.history.unread(parts.topic, this.#read)
  }

  get topic(): string {
    return `${this.#parts.topic}/read/${this.#parts.client}`
  }

  filters(): string[] {
    return [`${this.#parts.topic}/read/+`]
  }

  get unread(): { readonly count: number; readonly first?: MessageKey } {
    return this.#unread
  }

  readers(): RoomView['readers'] {
    return [...this.#readers.values()]
  }

  receive({ topic, payload }: MqttMessage): boolean | undefined {
    const prefix = `${this.#parts.topic}/read/`
    if (!topic.startsWith(prefix)) return undefined
    const client = topic.slice(prefix.length)
    if (payload.length === 0) return this.#readers.delete(client) || true
    const seen = readSeen(payload)
    if (!seen) return false
    if (client === this.#parts.client) {
      // Told before the user wished that it is not.
      if (!this.#parts.tellsOthers()) void this.withdraw()
      return true
    }
    const known = this.#readers.get(client)
    if (known ? compareMessages(seen, known) >= 0 : this.#readers.size < MOST_READERS) {
      this.#readers.set(client, { name: seen.user, clock: seen.clock, id: seen.id })
    }
    return true
  }

  /** The user has seen a message, and with it all before it. */
  see({ clock, id }: MessageKey, user: string | undefined): void {
    if (this.#read && compareMessages({ clock, id }, this.#read) <= 0) return
    this.#read = { clock, id }
    this.#parts.history.remember(this.#parts.topic, { read: this.#read })
    this.recount()
    if (user !== undefined && this.#parts.tellsOthers()) this.#tellSoon(user)
  }

  /** A message of somebody else came. Counted on: all that was never read can be very much to count anew each time. `handed`: over by another copy. */
  arrived({ clock, id, ts }: MessageKey & { readonly ts: number }, handed: boolean): void {
    const key = { clock, id }
    if (this.#read && compareMessages(key, this.#read) <= 0) return
    // What a newcomer is handed was said to others; it can be a thousand messages.
    if (handed && this.#since !== undefined && ts < this.#since) {
      this.#read = key
      if (this.#unread.count > 0) this.recount()
      return
    }
    const { count, first } = this.#unread
    this.#unread = { count: count + 1, first: first && compareMessages(first, key) < 0 ? first : key }
  }

  /** Messages went. */
  recount(): void {
    this.#unread = this.#parts.history.unread(this.#parts.topic, this.#read)
  }

  /** Nobody is to see any more how far this user has read. */
  async withdraw(): Promise<void> {
    await this.#parts.session.publish(this.topic, new Uint8Array(), { qos: 1, retain: true })
  }

  #tellSoon(user: string): void {
    if (this.#isDue) return
    this.#isDue = true
    this.#parts.after(TELL_AFTER, () => {
      this.#isDue = false
      if (!this.#read || !this.#parts.tellsOthers()) return
      const payload = encodeText(writeSeen({ user, ...this.#read }))
      void this.#parts.session.publish(this.topic, payload, { qos: 1, retain: true })
    })
  }
}
