import type { Conversation } from '@shared/chat/conversation'
import { compareMessages, type ChatMessage } from '@shared/chat/message'
import type { LastWord } from '@shared/chat/turn'
import { sameUser } from '@shared/chat/name'
import { readChat } from '@shared/chat/received'
import type { MqttMessage } from '@shared/mqtt/message'
import { revisionOf, type Changes } from './changes'
import type { Outbox } from './outbox'
import type { RoomParts } from './parts'
import type { Reading } from './reading'
import { isTwin } from './sync-twins'
import type { TurnClock } from './turn-clock'
import type { TurnMarker } from './turn-marker'
import type { Writing } from './writing'

/** Milliseconds; what was written longer ago is history that this copy is handed, and nobody is called for it. */
const NEWS = 86_400_000

interface Pieces {
  readonly conversation: Conversation
  readonly outbox: Outbox
  readonly changes: Changes
  readonly writing: Writing
  readonly reading: Reading
  readonly clock: TurnClock
  readonly marker: TurnMarker
  readonly myName: () => string | undefined
  /** A message is there now that was not. */
  readonly took: (id: string) => void
  /** A message is not there any more. */
  readonly dropped: (id: string) => void
}

/** The way of messages into a room: each gets its place, is written down once, and is told to whom it concerns. */
export class Intake {
  readonly #parts: RoomParts
  readonly #pieces: Pieces

  constructor(parts: RoomParts, pieces: Pieces) {
    this.#parts = parts
    this.#pieces = pieces
  }

  /** A message as some client sent it; false where it cannot be read. */
  receive(message: MqttMessage): boolean {
    const received = readChat(message.payload)
    if (!received || (this.#parts.sealed && received.id === undefined)) return false
    const { now, hash } = this.#parts
    const placed = this.#pieces.conversation.place(received, now(), hash)
    // A message the broker keeps comes again with every subscription: it has to get the same id each time.
    const lasting = message.retain && received.id === undefined
    this.#takeIn(lasting ? { ...placed, id: `r-${hash(placed.text + placed.user)}` } : placed, 'heard')
    return true
  }

  /** A message with its place, handed over by another copy; `instead`: the id under which it is here, numbered too low. */
  takeIn(message: ChatMessage, instead?: string): void {
    const twin = instead === undefined ? undefined : this.#parts.history.get(this.#parts.topic, instead)
    if (!twin || !isTwin(message, twin)) return this.#takeIn(message, 'handed')
    this.#takeIn(message, 'renumbered')
    this.#drop(twin.id)
  }

  /** What is here already is confirmed or changed, not repeated. */
  #takeIn(message: ChatMessage, by: 'heard' | 'handed' | 'renumbered'): void {
    const { history, topic, now, changed, arrived } = this.#parts
    const { conversation, outbox, changes, writing, reading, clock, marker, myName, took } = this.#pieces
    if (outbox.confirm(message.id) || history.has(topic, message.id)) {
      conversation.hear(message.id)
      const change = revisionOf(message)
      if (change) changes.take(change)
      marker.settle()
      return
    }
    const mine = sameUser(message.user, myName())
    const waited = clock.isWaiting(myName())
    const isNews = isLater(message, conversation.last()) && now() - message.ts < NEWS
    history.put(topic, { ...message, at: now() })
    conversation.insert(message)
    conversation.hear(message.id)
    changes.arrived(message.id)
    writing.said(message.user)
    // What one has written oneself, on another device, need not be read.
    if (mine) reading.see(message, myName())
    else reading.arrived(message, by !== 'heard')
    if (conversation.last()?.id === message.id) clock.said()
    took(message.id)
    marker.settle()
    changed()
    if (!mine && isNews && by !== 'renumbered') arrived(message, waited && !clock.isWaiting(myName()))
  }

  #drop(id: string): void {
    const { conversation, reading, marker, took, dropped } = this.#pieces
    const behind = conversation.remove(id)
    this.#parts.history.remove(this.#parts.topic, id)
    reading.recount()
    dropped(id)
    if (behind) took(behind.id)
    marker.settle()
  }
}

function isLater(message: ChatMessage, last: LastWord | undefined): boolean {
  return !last || compareMessages(message, last) > 0
}
