import { compareMessages, isPlainId, plainId, type ChatMessage, type OutOfTurn } from './message'
import { sameUser } from './name'
import type { ReceivedMessage } from './received'
import type { RoomRules } from './rules'
import { believableClock, isOver, type LastWord } from './turn'

/** How many messages of a room a copy keeps in memory: enough for order, turn and comparing notes; the rest is in the history. */
export const MAX_KEPT = 500

/**
 * The messages of one room in the order that all copies share, and the Lamport clock.
 * Pure but for its own memory: time and ids are handed in.
 */
export class Conversation {
  /** Sorted by `compareMessages`. */
  #messages: ChatMessage[] = []
  readonly #ids = new Set<string>()
  #seen = 0
  /** The largest clock that came over the wire: all copies have the same, whatever of their own is under way. */
  #heard = 0
  /** The last word by the marker; its message may not have come here. */
  #ahead: LastWord | undefined
  #atBroker: LastWord | undefined

  constructor(kept: readonly ChatMessage[] = []) {
    for (const message of kept) this.insert(message)
  }

  get messages(): readonly ChatMessage[] {
    return this.#messages
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** The clock for a message of one's own: larger than every clock seen. */
  nextClock(): number {
    return this.#seen + 1
  }

  /** Who has the last word, by the messages here and by the room's retained marker; only of those that count. */
  last(counts: (id: string) => boolean = () => true): LastWord | undefined {
    const message = this.#messages.findLast(({ id }) => counts(id))
    const ahead = this.#ahead && counts(this.#ahead.id) ? this.#ahead : undefined
    return message && (!ahead || compareMessages(ahead, message) <= 0) ? message : ahead
  }

  /** A message came over the wire, by the clock it has here: what comes next without one is ordered behind it. */
  hear(id: string): void {
    const message = this.#messages.findLast((candidate) => candidate.id === id)
    if (message) this.#heard = Math.max(this.#heard, message.clock)
  }

  /**
   * Everything sent while this copy was away is here now; only from here on does the marker's clock count as heard.
   * Before, the marker may be of a message without a clock that is still to come, and that other copies have placed.
   */
  catchUp(counts: (id: string) => boolean): void {
    const last = this.last(counts)
    if (last) this.#heard = Math.max(this.#heard, last.clock)
  }

  /** Takes the retained marker as it stands at the broker; an unbelievable one says nothing about the turn. */
  mark(word: LastWord): void {
    const clock = believableClock(word.clock, this.#seen)
    // One that cannot be believed is mended like none at all: it would lead astray whoever comes without a history.
    this.#atBroker = clock === undefined ? undefined : word
    if (clock === undefined) return
    this.#seen = Math.max(this.#seen, clock)
    // Kept even where it is behind the last message here: that may be an own one that is taken out again.
    if (!this.#ahead || compareMessages(word, this.#ahead) > 0) this.#ahead = word
  }

  /** The last word as it was known before the messages were deleted. */
  recall(word: LastWord): void {
    this.#seen = Math.max(this.#seen, word.clock)
    if (!this.#ahead || compareMessages(word, this.#ahead) > 0) this.#ahead = word
  }

  /** Another broker may hold another marker, or none. */
  forgetMarker(): void {
    this.#atBroker = undefined
  }

  /** The marker that ought to stand at the broker, where the one there says less than is known here. */
  markerDue(): LastWord | undefined {
    const last = this.last()
    if (!last || (this.#atBroker && compareMessages(this.#atBroker, last) >= 0)) return undefined
    // Where the marker now says less, hearsay must not raise it again: two copies would mend each other's for ever.
    if (this.#atBroker && last === this.#ahead) return undefined
    return { clock: last.clock, id: last.id, ...(last.user === undefined ? {} : { user: last.user }) }
  }

  /**
   * Gives a received message what it lacks: without a clock that can be believed after all that was heard it is
   * ordered behind that, without an id it gets one that every copy at the same point computes alike, so that copies comparing notes see
   * one message, not two.
   */
  place(
    received: ReceivedMessage & Pick<ChatMessage, 'revision' | 'deleted'>,
    now: number,
    hash: (text: string) => string,
  ): ChatMessage {
    const { text, user, ts = now, cut, quote, revision, deleted } = received
    const clock = believableClock(received.clock, this.#heard) ?? this.#heard + 1
    const id = received.id ?? plainId({ clock, user, text }, hash)
    return {
      id,
      clock,
      text,
      ts,
      ...(user === undefined ? {} : { user }),
      ...(cut ? { cut } : {}),
      ...(quote ? { quote } : {}),
      ...(revision ? { revision } : {}),
      ...(deleted ? { deleted } : {}),
    }
  }

  /** Puts a message in its place; false where its id is here already. */
  insert(message: ChatMessage): boolean {
    if (this.#ids.has(message.id)) return false
    this.#seen = Math.max(this.#seen, message.clock)
    this.#ids.add(message.id)
    const before = this.#messages.findLastIndex((other) => compareMessages(other, message) <= 0)
    this.#messages.splice(before + 1, 0, message)
    const gone = this.#messages.length > MAX_KEPT ? this.#messages.shift() : undefined
    if (gone) this.#ids.delete(gone.id)
    return true
  }

  /** Takes a message out again, an own one that never left or one that has another number now; gives back the one that was behind it. */
  remove(id: string): ChatMessage | undefined {
    const behind = this.around(id)[1]
    this.#ids.delete(id)
    this.#messages = this.#messages.filter((message) => message.id !== id)
    return behind
  }

  /** The message and the one behind it: the two whose `out of turn` can change when `id` comes or goes. */
  around(id: string): ChatMessage[] {
    const index = this.#messages.findIndex((message) => message.id === id)
    return index < 0 ? [] : this.#messages.slice(index, index + 2)
  }

  /** The same message with another text, in the same place. */
  replace(message: ChatMessage): void {
    this.#messages = this.#messages.map((other) => (other.id === message.id ? message : other))
  }
}

/**
 * Whether and why a message is out of turn (DESIGN 2): its author wrote the one before too, and the room had not been silent for as
 * long as its rules allow anybody to write after.
 */
export function outOfTurn(
  message: Pick<ChatMessage, 'id' | 'user' | 'ts'>,
  before: Pick<ChatMessage, 'user' | 'ts'> | undefined,
  { turns, timeout }: RoomRules,
): OutOfTurn | undefined {
  if (!turns || !before || !sameUser(before.user, message.user)) return undefined
  if (isOver(timeout, (message.ts - before.ts) / 60_000)) return undefined
  return isPlainId(message.id) ? 'knows-no-turns' : 'wrote-before'
}
