import type { Conversation } from '@shared/chat/conversation'
import { compareMessages, type ChatMessage, type MessageKey } from '@shared/chat/message'
import { COMPARED_MESSAGES, type Give, type GivenMessage, type Sync as Note } from '@shared/chat/sync-wire'
import type { RoomParts } from './parts'
import { Due, MOST_TAKEN } from './sync-due'
import { isKnown } from './sync-known'

/** Messages on one page of what came before. */
const PAGE = 200
/** Pages in one meeting: 2,000 messages. */
const MOST_PAGES = 10
/** Milliseconds after which a copy that does not answer is not waited for. */
const PATIENCE = 5_000

/** What this copy asks of others: first what they have, then page by page what came before. */
export class Asking {
  readonly #parts: RoomParts
  readonly #conversation: Conversation
  readonly #takeIn: (message: ChatMessage, instead?: string) => void
  readonly #send: (note: Note) => void
  readonly #due: Due
  /** Came in this meeting: what is next to them may still be missing. */
  readonly #fresh = new Set<string>()
  /** Others that have more, and before which place. */
  readonly #more = new Map<string, MessageKey>()
  #pagesLeft = 0
  #asked: string | undefined
  /** As far back as this meeting has come. */
  #place: MessageKey | undefined
  /** What came before the place has not come yet. */
  #isOpen = false
  #cameOnPage = false
  #callOff: (() => void) | undefined

  constructor(
    parts: RoomParts,
    conversation: Conversation,
    takeIn: (message: ChatMessage, instead?: string) => void,
    send: (note: Note) => void,
  ) {
    this.#parts = parts
    this.#conversation = conversation
    this.#takeIn = takeIn
    this.#send = send
    this.#due = new Due(parts.now)
  }

  /** The place before which an earlier meeting has asked, and got nothing. */
  get lacks(): MessageKey | undefined {
    return this.#isOpen ? this.#place : undefined
  }

  /** Everybody is asked for what they have. */
  begin(): void {
    this.#due.begin()
    this.#asked = undefined
    this.#reset()
  }

  /** One client is asked for what it has. */
  meet(client: string): void {
    if (this.#asked === undefined) this.#reset()
    this.#due.expect(client, COMPARED_MESSAGES)
  }

  take(note: Give): void {
    if (!this.#due.take(note.from, note.messages.length)) return
    const place = note.from === this.#asked ? this.#place : undefined
    const older = place ? note.messages.filter((message) => compareMessages(message, place) < 0) : []
    const hasArrived = older.some(({ id }) => this.#isKnown(id))
    if (note.since && (!this.#isKnown(note.since.id) || note.since.id === this.#place?.id)) {
      this.#more.set(note.from, note.since)
    }
    for (const message of note.messages) this.#take(message)
    for (const message of older) this.#goBackTo(message)
    this.#cameOnPage ||= older.length > 0
    if (hasArrived) this.#finish()
    else if (place && note.end) this.#turnPage(note.from)
    else if (this.#asked === undefined) this.#askNext()
  }

  #take(given: GivenMessage): void {
    if (!this.#isKnown(given.id) && this.#fresh.size < MOST_TAKEN) this.#fresh.add(given.id)
    // A given message is believed no more than one that came by itself.
    this.#takeIn(this.#conversation.place(given, this.#parts.now(), this.#parts.hash), given.instead)
  }

  /** Known before this meeting, or since then from the room itself. */
  #isKnown(id: string): boolean {
    return !this.#fresh.has(id) && isKnown(id, this.#conversation, this.#parts)
  }

  #turnPage(client: string): void {
    if (this.#cameOnPage) this.#ask(client)
    else {
      // Here the room began, unless somebody else has more.
      this.#isOpen = false
      this.#askNext()
    }
  }

  #askNext(): void {
    this.#callOff?.()
    this.#asked = undefined
    const [next] = this.#more
    if (!next) return
    this.#more.delete(next[0])
    this.#goBackTo(next[1])
    this.#ask(next[0])
  }

  #ask(client: string): void {
    this.#callOff?.()
    if (!this.#place || this.#pagesLeft === 0) return this.#finish()
    this.#pagesLeft--
    this.#asked = client
    this.#isOpen = true
    this.#cameOnPage = false
    this.#due.expect(client, PAGE)
    this.#send({ type: 'ask', from: this.#parts.client, to: client, before: this.#place, limit: PAGE })
    this.#callOff = this.#parts.after(PATIENCE, () => this.#askNext())
  }

  /** What is known has been reached, or as much has come as one meeting brings. */
  #finish(): void {
    this.#callOff?.()
    this.#asked = undefined
    this.#isOpen = false
    this.#pagesLeft = 0
    this.#more.clear()
  }

  #reset(): void {
    this.#callOff?.()
    this.#fresh.clear()
    this.#more.clear()
    this.#pagesLeft = MOST_PAGES
    if (!this.#isOpen) this.#place = undefined
  }

  #goBackTo({ clock, id }: MessageKey): void {
    if (!this.#place || compareMessages({ clock, id }, this.#place) < 0) this.#place = { clock, id }
  }
}
