import { readPresence, writePresence, type Presence } from '@shared/chat/room-wire'
import type { Person } from '@shared/ipc/state'
import { encodeText, type MqttMessage, type RetainedMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** More clients than this in one room are not listed. */
const MAX_PEOPLE = 200

/** Who is in the room, by the retained presence of every client (DESIGN 3). */
export class People {
  readonly #parts: RoomParts
  readonly #present = new Map<string, Presence>()
  /** Who was here when the connection went. */
  #before = new Map<string, Presence>()
  /** Runs of this installation that are over. */
  readonly #past = new Set<string>()
  #wasAway = false

  constructor(parts: RoomParts) {
    this.#parts = parts
  }

  get filter(): string {
    return `${this.#parts.topic}/presence/+`
  }

  /** Where this copy says that it is here. */
  get topic(): string {
    return `${this.#parts.topic}/presence/${this.#parts.client}`
  }

  receive(message: MqttMessage): boolean | undefined {
    const prefix = `${this.#parts.topic}/presence/`
    if (!message.topic.startsWith(prefix)) return undefined
    const client = message.topic.slice(prefix.length)
    // An empty retained payload is how MQTT takes a presence away for good.
    const presence: Presence | undefined =
      message.payload.length === 0 ? { state: 'offline' } : readPresence(message.payload)
    if (!presence) return false
    if (client === this.#parts.client && this.#isRival(presence.run)) this.#parts.doubled()
    if (presence.state === 'offline') this.#present.delete(client)
    else if (this.#present.has(client) || this.#present.size < MAX_PEOPLE) this.#present.set(client, presence)
    return true
  }

  /**
   * Whether another copy of this installation runs: its presence turned up while this one was away. What was there from
   * the beginning is of the past, whatever the clock said then.
   */
  #isRival(run: string | undefined): boolean {
    if (run === undefined || run === this.#parts.run) return false
    if (!this.#wasAway) this.#past.add(run)
    // Each sees the other; the one that started first goes.
    return !this.#past.has(run) && run > this.#parts.run
  }

  /** Who is online, by name; the nameless are not listed. */
  list(): Person[] {
    const people = [...this.#present].flatMap(([client, { user }]) =>
      user === undefined ? [] : [{ client, name: user, me: client === this.#parts.client }],
    )
    return people.sort((a, b) => a.name.localeCompare(b.name) || a.client.localeCompare(b.client))
  }

  /** Tells that this copy is here; one without a name says so too, for its lights may be offered to others. */
  announce(user: string | undefined): void {
    void this.#publish({ user, state: 'online' })
  }

  async withdraw(user: string | undefined): Promise<void> {
    await this.#publish({ user, state: 'offline' })
  }

  /** Nothing is known of the others while the connection is gone. */
  forget(): void {
    this.#wasAway = true
    if (this.#present.size > 0) this.#before = new Map(this.#present)
    this.#present.clear()
  }

  /** For a broker that takes over: everybody is offline until they are back and say otherwise. */
  retained(): RetainedMessage[] {
    return [...this.#before].map(([client, { user }]) => this.#message(client, { user, state: 'offline' }))
  }

  will(user: string | undefined): RetainedMessage {
    return this.#message(this.#parts.client, { user, state: 'offline', run: this.#parts.run })
  }

  async #publish(presence: Pick<Presence, 'user' | 'state'>): Promise<void> {
    const { topic, payload, qos } = this.#message(this.#parts.client, { ...presence, run: this.#parts.run })
    await this.#parts.session.publish(topic, payload, { qos, retain: true })
  }

  #message(client: string, presence: Presence): RetainedMessage {
    return {
      topic: `${this.#parts.topic}/presence/${client}`,
      payload: encodeText(writePresence(presence)),
      qos: 1,
    }
  }
}
