import { readPresence, writePresence, type Presence } from '@shared/chat/room-wire'
import type { Person } from '@shared/ipc/state'
import { encodeText, type MqttMessage, type RetainedMessage } from '@shared/mqtt/message'
import type { RoomParts } from './parts'

/** More clients than this in one room are not listed. */
const MAX_PEOPLE = 200

/** Who is in a room: those that say so there, or the two of a direct conversation. */
export interface RoomPeople {
  filters(): string[]
  /** `undefined` where the message is not about who is here, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined
  list(): Person[]
  /** Tells that this copy is here; one without a name says so too, for its lights may be offered to others. */
  announce(user: string | undefined, away: boolean): void
  /** Takes the presence away; with `forGood` nothing of it stays at the broker. */
  withdraw(user: string | undefined, forGood: boolean): Promise<void>
  /** Nothing is known of the others while the connection is gone. */
  forget(): void
  /** For a broker that takes over: everybody is offline until they are back and say otherwise. */
  retained(): RetainedMessage[]
}

type Parts = Pick<RoomParts, 'topic' | 'client' | 'run' | 'session'>

interface Told {
  /** Another run of this installation is here that started later: this one has to go. */
  doubled?(): void
  /** Whether that run of a client is known to be over, wherever that was heard: there is one will per connection. */
  isGone?(client: string, run: string | undefined): boolean
  /** In a private room: what was said before what is known of a client is somebody's recording of it. */
  readonly refusesOld?: boolean
}

/** Who is in the room, by the retained presence of every client (DESIGN 3). */
export class People implements RoomPeople {
  readonly #parts: Parts
  readonly #told: Told
  readonly #present = new Map<string, Presence>()
  /** Who was here when the connection went. */
  #before = new Map<string, Presence>()
  /** The last that each client said, also while it is not here. */
  readonly #newest = new Map<string, Presence>()
  /** Runs of this installation that are over. */
  readonly #past = new Set<string>()
  #wasAway = false
  #seq = 0

  constructor(parts: Parts, told: Told) {
    this.#parts = parts
    this.#told = told
  }

  filters(): string[] {
    return [`${this.#parts.topic}/presence/+`]
  }

  /** Where this copy says that it is here. */
  get topic(): string {
    return this.#topicOf(this.#parts.client)
  }

  receive(message: MqttMessage): boolean | undefined {
    const prefix = this.#topicOf('')
    if (!message.topic.startsWith(prefix)) return undefined
    const client = message.topic.slice(prefix.length)
    // An empty retained payload is how MQTT takes a presence away for good.
    const presence: Presence | undefined =
      message.payload.length === 0 ? { state: 'offline' } : readPresence(message.payload)
    if (!presence || this.#isOld(client, presence)) return false
    if (client === this.#parts.client && this.#isRival(presence.run)) this.#told.doubled?.()
    if (this.#newest.has(client) || this.#newest.size < MAX_PEOPLE) this.#newest.set(client, presence)
    if (presence.state === 'offline') this.#present.delete(client)
    else if (this.#present.has(client) || this.#present.size < MAX_PEOPLE) this.#present.set(client, presence)
    return true
  }

  list(): Person[] {
    const people = this.clients().flatMap(({ client, name, away }) =>
      name === undefined
        ? []
        : [{ client, name, me: client === this.#parts.client, ...(away ? { away } : {}) }],
    )
    return people.sort((a, b) => a.name.localeCompare(b.name) || a.client.localeCompare(b.client))
  }

  /** Every client that is here, also those without a name. */
  clients(): { readonly client: string; readonly name?: string; readonly away?: true }[] {
    return [...this.#present].flatMap(([client, { user, run, away }]) =>
      this.#told.isGone?.(client, run)
        ? []
        : [{ client, ...(user === undefined ? {} : { name: user }), ...(away ? { away } : {}) }],
    )
  }

  /** Whether a run of a client said good-bye here, or its will did. */
  isOver(client: string, run: string | undefined): boolean {
    const newest = this.#newest.get(client)
    return newest?.state === 'offline' && (newest.run === undefined || newest.run === run)
  }

  announce(user: string | undefined, away: boolean): void {
    void this.#publish({ user, state: 'online', ...(away ? { away } : {}) })
  }

  async withdraw(user: string | undefined, forGood: boolean): Promise<void> {
    await this.#publish({ user, state: 'offline' })
    if (!forGood) return
    // Said first: in a private room an empty message proves nothing about who sent it.
    await this.#parts.session.publish(this.topic, new Uint8Array(), { qos: 1, retain: true })
  }

  forget(): void {
    this.#wasAway = true
    if (this.#present.size > 0) this.#before = new Map(this.#present)
    this.#present.clear()
  }

  retained(): RetainedMessage[] {
    return [...this.#before].map(([client, { user }]) => this.#message(client, { user, state: 'offline' }))
  }

  /** The will of the connection: without a DISCONNECT the others see this copy go all the same. */
  will(user: string | undefined): RetainedMessage {
    return this.#message(this.#parts.client, { user, state: 'offline', run: this.#parts.run })
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

  #isOld(client: string, { run = '', seq = 0 }: Presence): boolean {
    const known = this.#told.refusesOld ? this.#newest.get(client) : undefined
    if (known?.run === undefined) return false
    return run < known.run || (run === known.run && seq < (known.seq ?? 0))
  }

  async #publish(presence: Pick<Presence, 'user' | 'state' | 'away'>): Promise<void> {
    const numbered = { ...presence, run: this.#parts.run, seq: ++this.#seq }
    const { topic, payload, qos } = this.#message(this.#parts.client, numbered)
    await this.#parts.session.publish(topic, payload, { qos, retain: true })
  }

  #topicOf(client: string): string {
    return `${this.#parts.topic}/presence/${client}`
  }

  #message(client: string, presence: Presence): RetainedMessage {
    return { topic: this.#topicOf(client), payload: encodeText(writePresence(presence)), qos: 1 }
  }
}
