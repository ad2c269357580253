import { Conversation, MAX_KEPT } from '@shared/chat/conversation'
import type { ChatMessage, DeliveryFailure, MessageKey, Quote } from '@shared/chat/message'
import { sameUser } from '@shared/chat/name'
import type { Page, PageAt } from '@shared/chat/page'
import { parseText } from '@shared/chat/own-text'
import { quoteOf } from '@shared/chat/quote'
import type { LastWord, Turn } from '@shared/chat/turn'
import { errorText } from '@shared/error-text'
import type { Refusal } from '@shared/ipc/contract'
import type { RoomView } from '@shared/ipc/state'
import type { MqttMessage, Qos, RetainedMessage } from '@shared/mqtt/message'
import { ok, refused, type Result } from '@shared/result'
import type { StoredMessage } from '../store/history'
import { Changes, messageOf } from './changes'
import { Draft } from './draft'
import { Intake } from './intake'
import { Outbox } from './outbox'
import { Pages } from './pages'
import type { RoomParts } from './parts'
import type { RoomPeople } from './people'
import { Reading } from './reading'
import { Rules } from './room-rules'
import { Showing } from './showing'
import { Sync } from './sync'
import { TurnClock } from './turn-clock'
import { TurnMarker } from './turn-marker'
import { Writing } from './writing'

/** Longest time in milliseconds to wait, after a connection was made, for what the broker held for this copy. */
const CATCH_UP_PATIENCE = 2_000

/** What is the same in every room, because it is about this copy. */
export interface Me {
  readonly name: string | undefined
  readonly away: boolean
}

/**
 * One room: its messages in the order all copies share, the turn, who is here, and the way out for own messages.
 * State changes only here; whoever shows it is told by `changed` and `patched`.
 */
export class Room {
  readonly #parts: RoomParts
  readonly #people: RoomPeople
  readonly #conversation: Conversation
  readonly #outbox: Outbox
  readonly #changes: Changes
  readonly #pages: Pages
  readonly #showing: Showing
  readonly #sync: Sync
  readonly #marker: TurnMarker
  readonly #rules: Rules
  readonly #writing: Writing
  readonly #reading: Reading
  readonly #draft: Draft
  readonly #clock: TurnClock
  readonly #intake: Intake
  #me: Me
  #connected = false
  /** What the broker held for this copy is here, so the turn is known. */
  #caughtUp = false
  #callOffPatience: (() => void) | undefined
  #firstUnread: MessageKey | undefined
  #deletions = 0

  constructor(parts: RoomParts, me: Me, people: RoomPeople) {
    this.#parts = parts
    this.#me = me
    this.#people = people
    const { history, topic } = parts
    const kept = history.recent(topic, MAX_KEPT)
    this.#conversation = new Conversation(kept.map(messageOf))
    const { last } = history.memory(topic)
    if (last) this.#conversation.recall(last)
    this.#rules = new Rules(parts)
    this.#clock = new TurnClock(parts, this.#rules, this.#conversation, kept.at(-1)?.at)
    this.#draft = new Draft(parts)
    this.#pages = new Pages(parts, () => ({
      name: this.#me.name,
      rules: this.#rules.current,
      unread: this.#reading.unread.first,
    }))
    this.#showing = new Showing(parts, this.#conversation, this.#pages)
    this.#reading = new Reading(parts, kept.at(-1))
    this.#writing = new Writing(parts)
    this.#outbox = new Outbox(parts, this.#conversation, {
      changed: (id) => this.#showing.changed(id),
      back: (message, because) => this.#takeBack(message, because),
      turn: (user, before) => this.#clock.turnAfter(user, before),
    })
    this.#changes = new Changes(parts, this.#conversation, (id) => this.#showing.changed(id))
    this.#marker = new TurnMarker(parts, this.#conversation, this.#stands)
    this.#sync = new Sync(parts, this.#conversation, {
      // What is under way is nobody else's yet: its clock can still change.
      mayGive: this.#stands,
      takeIn: (message, instead) => this.#intake.takeIn(message, instead),
      met: () => this.#catchUp(),
    })
    this.#intake = new Intake(parts, {
      conversation: this.#conversation,
      outbox: this.#outbox,
      changes: this.#changes,
      writing: this.#writing,
      reading: this.#reading,
      clock: this.#clock,
      marker: this.#marker,
      myName: () => this.#me.name,
      took: (id) => this.#showing.changed(id),
      dropped: (id) => this.#showing.removed(id),
    })
    this.#conversation.catchUp(this.#stands)
  }

  /** What has to be subscribed for the room to live. */
  filters(): { readonly filter: string; readonly qos: Qos }[] {
    return [
      { filter: this.#parts.topic, qos: 2 },
      { filter: this.#changes.topic, qos: 2 },
      // With the QoS of the messages, so that a greeting does not overtake them.
      { filter: this.#sync.topic, qos: 2 },
      ...[this.#marker.topic, this.#rules.topic, ...this.#people.filters(), ...this.#reading.filters()].map(
        (filter) => ({ filter, qos: 1 as const }),
      ),
      ...this.#writing.filters().map((filter) => ({ filter, qos: 0 as const })),
    ]
  }

  get unread(): number {
    return this.#reading.unread.count
  }

  get people(): RoomPeople {
    return this.#people
  }

  /** Takes a message from the wire; `undefined` where it is not for this room, else whether it was understood. */
  receive(message: MqttMessage): boolean | undefined {
    if (message.topic === this.#parts.topic) return this.#intake.receive(message)
    const understood =
      this.#marker.receive(message) ??
      this.#people.receive(message) ??
      this.#writing.receive(message) ??
      this.#reading.receive(message) ??
      this.#changes.receive(message) ??
      this.#receiveRules(message) ??
      this.#sync.receive(message)
    if (understood) this.#parts.changed()
    return understood
  }

  /** The connection came or went. */
  setConnected(connected: boolean): void {
    if (connected === this.#connected) return
    this.#connected = connected
    if (connected) {
      this.#people.announce(this.#me.name, this.#me.away)
      this.#sync.meet()
      this.#callOffPatience = this.#parts.after(CATCH_UP_PATIENCE, () => this.#catchUp())
    } else {
      this.#caughtUp = false
      this.#callOffPatience?.()
      this.#people.forget()
      this.#writing.forget()
      this.#rules.forget()
      this.#conversation.forgetMarker()
    }
    this.#parts.changed()
  }

  /** The user goes by another name, or went away or came back. */
  setMe(me: Me): void {
    const renamed = me.name !== this.#me.name
    this.#me = me
    if (this.#connected) this.#people.announce(me.name, me.away)
    if (renamed) this.#showing.allChanged()
    else this.#parts.changed()
  }

  /** Takes a message of the user's to send; refused where the turn or the text does not allow it. */
  send(text: string, quote?: string): Result<undefined, Refusal> {
    const clean = parseText(text)
    if (!clean.ok) return clean
    const { name } = this.#me
    if (name === undefined || !this.#turn().mayWrite) return refused({ kind: 'not-your-turn' })
    // Written down before the draft goes: where that fails, the text is still there.
    try {
      this.#outbox.take(name, clean.value, quote === undefined ? undefined : this.#quote(quote))
    } catch (error) {
      return refused({ kind: 'not-saved', detail: errorText(error) })
    }
    this.#draft.save('')
    this.#writing.ended()
    this.#clock.said()
    const last = this.#conversation.last()
    if (last) this.see(last.id)
    if (this.#caughtUp) this.#outbox.flush()
    this.#parts.changed()
    return ok(undefined)
  }

  /** Gives the user's last message another text; without one it is taken back. */
  change(id: string, text: string | undefined): Result<undefined, Refusal> {
    const clean = text === undefined ? ok(undefined) : parseText(text)
    if (!clean.ok) return clean
    const message = this.#changeable()
    const { name } = this.#me
    if (message?.id !== id || name === undefined) return refused({ kind: 'not-changeable' })
    if (message.text === clean.value) return ok(undefined)
    try {
      this.#changes.change(message, name, clean.value)
    } catch (error) {
      return refused({ kind: 'not-saved', detail: errorText(error) })
    }
    if (this.#connected) this.#changes.flush()
    this.#parts.changed()
    return ok(undefined)
  }

  setRules(turns: boolean, timeout: number): void {
    this.#rules.set(turns, timeout)
    this.#newRules()
  }

  saveDraft(text: string): void {
    this.#draft.save(text)
  }

  /** The user is writing. */
  tellWriting(): void {
    const { name } = this.#me
    if (this.#connected && name !== undefined && this.#parts.tellsOthers()) this.#writing.tell(name)
  }

  /** The user has said whether others are to know how far they have read. */
  tellsOthersChanged(): void {
    if (this.#connected && !this.#parts.tellsOthers()) void this.#reading.withdraw()
  }

  /** The user has seen a message, and with it all before it. */
  see(id: string): void {
    const message = this.#parts.history.get(this.#parts.topic, id)
    if (!message) return
    this.#reading.see(message, this.#me.name)
    this.#parts.changed()
  }

  /** The window shows this room from now on: what was not read until now is marked there. */
  opened(): void {
    this.#firstUnread = this.#reading.unread.first
  }

  page(at: PageAt): Page {
    return this.#pages.page(at)
  }

  /** Messages were deleted, so what was counted is wrong. */
  forgotten(): void {
    this.#deletions++
    this.#reading.recount()
    this.#parts.changed()
  }

  /** The last word outlives the messages, or whose turn it is would not survive their deletion. */
  rememberLast(): void {
    const last = this.#conversation.last(this.#stands)
    if (last) this.#parts.history.remember(this.#parts.topic, { last: wordOf(last) })
  }

  /** Says good-bye to the room, so that the others need not wait for the will; `forGood` leaves nothing behind at the broker. */
  async leave(forGood: boolean): Promise<void> {
    if (!this.#connected) return
    await Promise.all([
      this.#people.withdraw(this.#me.name, forGood),
      ...(forGood ? [this.#reading.withdraw()] : []),
    ])
  }

  view(): Omit<RoomView, 'freeName' | 'goTo'> {
    const last = this.#conversation.last()
    const changeable = this.#changeable()
    return {
      topic: this.#parts.topic,
      turn: this.#turn(),
      ...(last?.user === undefined ? {} : { lastUser: last.user }),
      ...(this.#clock.lastAt === undefined ? {} : { lastAt: this.#clock.lastAt }),
      people: this.#people.list(),
      rules: this.#rules.current,
      writing: this.#writing.list(),
      readers: this.#reading.readers(),
      ...(this.#firstUnread ? { firstUnread: this.#firstUnread } : {}),
      ...(changeable ? { changeable: changeable.id } : {}),
      draft: this.#draft.view,
      ...(this.#deletions > 0 ? { deletions: this.#deletions } : {}),
    }
  }

  /** What a broker started by this copy has to know from the beginning (DESIGN 2, Who hosts). */
  retained(): RetainedMessage[] {
    return [...this.#marker.retained(), ...this.#rules.retained(), ...this.#people.retained()]
  }

  /** A message that is not under way any more. */
  readonly #stands = (id: string): boolean => !this.#outbox.isUnderWay(id)

  /** Only now can what waits be checked against the turn, and what is retained against what is known. */
  #catchUp(): void {
    if (!this.#connected || this.#caughtUp) return
    this.#caughtUp = true
    this.#callOffPatience?.()
    this.#conversation.catchUp(this.#stands)
    this.#outbox.flush()
    this.#changes.flush()
    this.#marker.settle()
    this.#rules.settle()
    this.#parts.changed()
  }

  #turn(): Turn {
    return this.#clock.turn(this.#me.name, this.#outbox.underWay)
  }

  /** The user's last message while it is one that all have. */
  #changeable(): StoredMessage | undefined {
    const last = this.#conversation.messages.findLast(({ user }) => sameUser(user, this.#me.name))
    const message = last && this.#parts.history.get(this.#parts.topic, last.id)
    return message?.delivery === 'sent' && !message.deleted ? message : undefined
  }

  #quote(id: string): Quote | undefined {
    const message = this.#parts.history.get(this.#parts.topic, id)
    return message && !message.deleted ? quoteOf(message) : undefined
  }

  #receiveRules(message: MqttMessage): boolean | undefined {
    const understood = this.#rules.receive(message)
    if (understood) this.#newRules()
    return understood
  }

  #newRules(): void {
    this.#clock.wait()
    this.#showing.allChanged()
  }

  #takeBack(message: ChatMessage, because: DeliveryFailure): void {
    this.#draft.takeBack(message.text, because)
    this.#showing.removed(message.id)
    this.#marker.settle()
  }
}

function wordOf({ clock, id, user }: LastWord): LastWord {
  return { clock, id, ...(user === undefined ? {} : { user }) }
}
