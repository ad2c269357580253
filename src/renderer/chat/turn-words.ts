import { sameUser } from '@shared/chat/name'
import type { RoomView } from '@shared/ipc/state'

/** What the composer says of the turn: keys of the locale and what belongs into them. */
export interface TurnWords {
  readonly key: string
  /** Who is waited for, where it can be only one. */
  readonly name?: string
  /** Since when it is so; `waiting` where the time that has passed says something. */
  readonly since?: {
    readonly key: string
    readonly name?: string
    readonly at: number
    readonly waiting: boolean
  }
  /** When anybody may write, in milliseconds since 1970, where the room does not wait for ever. */
  readonly opens?: number
}

/** Which words say whose turn it is, and since when. */
export function turnWords(room: RoomView, me: string | undefined, connected: boolean): TurnWords {
  const { turn, rules } = room
  if (turn.mayWrite) {
    if (!rules.turns) return { key: 'chat.turn.free' }
    const since = lastWord(room, me)
    return { key: 'chat.turn.mine', ...(since ? { since } : {}) }
  }
  if (turn.because === 'under-way') return { key: connected ? 'chat.turn.under-way' : 'chat.turn.waiting' }
  if (turn.because === 'no-name') return { key: 'chat.turn.no-name' }
  const others = room.people.filter(({ me: isMe }) => !isMe)
  const only = others.length === 1 ? others[0] : undefined
  return {
    ...(only ? { key: 'chat.turn.last-is-mine-one', name: only.name } : { key: 'chat.turn.last-is-mine' }),
    ...waiting(room),
  }
}

function lastWord({ lastAt: at, lastUser }: RoomView, me: string | undefined): TurnWords['since'] {
  if (at === undefined) return undefined
  if (lastUser === undefined) return { key: 'chat.turn.somebodyWrote', at, waiting: false }
  // One's own word is the last and yet one may write: the room has waited long enough.
  if (sameUser(lastUser, me)) return { key: 'chat.turn.silent', at, waiting: false }
  return { key: 'chat.turn.wrote', name: lastUser, at, waiting: false }
}

function waiting({ lastAt: at, rules }: RoomView): Pick<TurnWords, 'since' | 'opens'> {
  if (at === undefined) return {}
  return {
    since: { key: 'chat.turn.since', at, waiting: true },
    ...(rules.timeout > 0 ? { opens: at + rules.timeout * 60_000 } : {}),
  }
}
