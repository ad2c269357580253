import type { Conversation } from '@shared/chat/conversation'
import type { ChatMessage, MessageKey } from '@shared/chat/message'
import {
  COMPARED_MESSAGES,
  type Ask,
  type Give,
  type GivenMessage,
  type Have,
  type Sync as Note,
} from '@shared/chat/sync-wire'
import type { RoomParts } from './parts'
import { isKnown } from './sync-known'
import { Allowance } from './sync-limits'
import { inPortions } from './sync-portions'
import { asRevised, isNewer } from './sync-revised'
import { toGive } from './sync-twins'

/** Longest time in milliseconds before a greeting is answered; copies draw it, so that not all of them give the same. */
const ANSWER_SPREAD = 200
/** Messages that one client is given in a minute. */
const MOST_GIVEN = 4_000

/** A greeting that is about to be answered. */
interface Waiting {
  note: Have
  /** The last messages when it came: what the other gives meanwhile must not push them out. */
  recent: readonly ChatMessage[]
  /** What other copies have given meanwhile. */
  seen: Map<string, ChatMessage>
  /** Ids that are there and were not here then: what is numbered otherwise there is among them. */
  strangers: Set<string>
}

/** What this copy hands to others. */
export class Giving {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #mayGive: (id: string) => boolean
  readonly #send: (note: Note) => void
  readonly #allowed: Allowance
  readonly #waiting = new Map<string, Waiting>()

  constructor(
    parts: RoomParts,
    conversation: Conversation,
    mayGive: (id: string) => boolean,
    send: (note: Note) => void,
  ) {
    this.#parts = parts
    this.#conversation = conversation
    this.#mayGive = mayGive
    this.#send = send
    this.#allowed = new Allowance(MOST_GIVEN, 60_000, parts.now)
  }

  /** The last messages here, which are compared. */
  recent(): readonly ChatMessage[] {
    return this.#conversation.messages.filter(({ id }) => this.#mayGive(id)).slice(-COMPARED_MESSAGES)
  }

  /** Gives what is lacking in what another copy has: at once where only this copy was asked. */
  answer(note: Have): void {
    const strangers = new Set(note.ids.filter((id) => !this.#knows(id)))
    const answer: Waiting = { note, recent: this.recent(), seen: new Map(), strangers }
    if (note.to !== undefined) return this.#give(answer)
    const waiting = this.#waiting.get(note.from)
    // Of two greetings of one copy the later tells what it has now.
    if (waiting) Object.assign(waiting, answer)
    else this.#answerSoon(answer)
  }

  /** Another copy gave something to somebody, who need not be given it again. */
  saw(note: Give): void {
    const waiting = this.#waiting.get(note.to)
    if (!waiting) return
    for (const message of note.messages) {
      waiting.seen.set(message.id, message)
      if (!this.#knows(message.id)) waiting.strangers.add(message.id)
    }
  }

  /** Gives what came before a place. */
  page({ from, before, limit }: Ask): void {
    const messages = this.#parts.history.before(this.#parts.topic, before, limit)
    const given = messages.filter(({ id }) => this.#mayGive(id))
    if (!this.#allowed.take(from, given.length)) return
    // The newest first: where the connection breaks in between, there is no gap behind what came.
    this.#hand(from, inPortions(given).reverse(), { end: true })
  }

  #answerSoon(waiting: Waiting): void {
    const { from } = waiting.note
    this.#waiting.set(from, waiting)
    this.#parts.after(Math.round(this.#parts.random() * ANSWER_SPREAD), () => {
      this.#waiting.delete(from)
      this.#give(waiting)
    })
  }

  #give({ note, recent, seen, strangers }: Waiting): void {
    const there = new Set(note.ids)
    const revised = new Map(Object.entries(note.revised ?? {}))
    const lacking = recent.filter((message) => {
      // Meanwhile it may have been found to be another one with a wrong number.
      if (!this.#knows(message.id)) return false
      const given = seen.get(message.id)
      if (given) return isNewer(message, given)
      return !there.has(message.id) || isNewer(message, asRevised(message, revised.get(message.id)))
    })
    const messages = toGive(lacking, strangers, this.#parts.hash)
    const since = this.#since(note.lacks, recent[0], there)
    if ((messages.length === 0 && !since) || !this.#allowed.take(note.from, messages.length)) return
    this.#hand(note.from, inPortions(messages), since ? { since } : {})
  }

  #knows(id: string): boolean {
    return isKnown(id, this.#conversation, this.#parts)
  }

  /** The place before which there is more here, where the other copy does not say that it reaches back as far. */
  #since(
    lacks: MessageKey | undefined,
    oldest: MessageKey | undefined,
    there: ReadonlySet<string>,
  ): MessageKey | undefined {
    const since = lacks ?? oldest
    if (!since || (!lacks && there.has(since.id))) return undefined
    const { history, topic } = this.#parts
    return history.before(topic, since, 1).length > 0 ? { clock: since.clock, id: since.id } : undefined
  }

  /** `since` goes with the first portion, `end` with the last. */
  #hand(
    to: string,
    portions: readonly (readonly GivenMessage[])[],
    { since, end }: Pick<Give, 'since' | 'end'>,
  ): void {
    for (const [index, portion] of portions.entries()) {
      this.#send({
        type: 'give',
        from: this.#parts.client,
        to,
        messages: portion,
        ...(since && index === 0 ? { since } : {}),
        ...(end && index === portions.length - 1 ? { end } : {}),
      })
    }
  }
}
