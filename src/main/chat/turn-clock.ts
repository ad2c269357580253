import type { Conversation } from '@shared/chat/conversation'
import { turnOf, type LastWord, type Turn } from '@shared/chat/turn'
import type { RoomParts } from './parts'
import type { Rules } from './room-rules'

/** Whose turn it is, also by how long nobody has said anything (DESIGN 2, Turn). */
export class TurnClock {
  readonly #parts: RoomParts
  readonly #rules: Rules
  readonly #conversation: Conversation
  #lastAt: number | undefined
  #callOff: (() => void) | undefined

  /** `lastAt`: when the last word came here, where there is one; milliseconds since 1970. */
  constructor(parts: RoomParts, rules: Rules, conversation: Conversation, lastAt: number | undefined) {
    this.#parts = parts
    this.#rules = rules
    this.#conversation = conversation
    this.#lastAt = lastAt
  }

  get lastAt(): number | undefined {
    return this.#lastAt
  }

  /** Whether a user may write now. */
  turn(user: string | undefined, ownUnderWay: boolean): Turn {
    return this.#turn(user, this.#conversation.last(), ownUnderWay, this.#lastAt)
  }

  /** Whether a user waits for somebody else to write. */
  isWaiting(user: string | undefined): boolean {
    const turn = this.turn(user, false)
    return !turn.mayWrite && turn.because === 'last-is-mine'
  }

  /** The same, if this were the last word, with own ones waiting behind it: of when it came the history knows. */
  turnAfter(user: string | undefined, last: LastWord | undefined): Turn {
    const { history, topic } = this.#parts
    const at = last && history.get(topic, last.id)?.at
    return this.#turn(user, last, false, at ?? this.#lastAt)
  }

  /** Somebody has the last word now. */
  said(): void {
    this.#lastAt = this.#parts.now()
    this.wait()
  }

  /** When the room has been silent long enough, the turn is another one without anybody having said something. */
  wait(): void {
    this.#callOff?.()
    const { turns, timeout } = this.#rules.current
    if (!turns || timeout === 0 || this.#lastAt === undefined) return
    const left = this.#lastAt + timeout * 60_000 - this.#parts.now()
    if (left > 0) this.#callOff = this.#parts.after(left, this.#parts.changed)
  }

  #turn(
    user: string | undefined,
    last: LastWord | undefined,
    ownUnderWay: boolean,
    lastAt: number | undefined,
  ): Turn {
    const now = this.#parts.now()
    return turnOf(user, last, ownUnderWay, this.#rules.current, (now - (lastAt ?? now)) / 60_000)
  }
}
