import { describe, expect, it } from 'vitest'
import type { RoomView } from '@shared/ipc/state'
import { aRoom } from '../testing/state'
import { turnWords } from './turn-words'

const at = Date.UTC(2026, 4, 10, 10, 42)
const last = { mayWrite: false, because: 'last-is-mine' } as const
const words = (room: Partial<RoomView>, connected = true) => turnWords(aRoom(room), 'John', connected)

describe('one’s own turn', () => {
  it('is told with who wrote last, and when', () => {
    expect(words({ lastUser: 'Yoko', lastAt: at })).toEqual({
      key: 'chat.turn.mine',
      since: { key: 'chat.turn.wrote', name: 'Yoko', at, waiting: false },
    })
    expect(words({ lastAt: at }).since?.key).toBe('chat.turn.somebodyWrote')
  })

  it('is told as it is where nobody wrote', () => {
    expect(words({})).toEqual({ key: 'chat.turn.mine' })
  })

  it('is told to be everybody’s where the room has waited long enough', () => {
    const rules = { turns: true, timeout: 20, revision: 1 }
    expect(words({ lastUser: 'JOHN', lastAt: at, rules }).since?.key).toBe('chat.turn.silent')
  })

  it('is no turn in a room without', () => {
    const rules = { turns: false, timeout: 0, revision: 1 }
    expect(words({ lastUser: 'Yoko', lastAt: at, rules })).toEqual({ key: 'chat.turn.free' })
  })
})

describe('somebody else’s turn', () => {
  it('is told with since when', () => {
    expect(words({ turn: last, lastUser: 'John', lastAt: at })).toEqual({
      key: 'chat.turn.last-is-mine',
      since: { key: 'chat.turn.since', at, waiting: true },
    })
  })

  it('is told with when it is over, where the room does not wait for ever', () => {
    const rules = { turns: true, timeout: 20, revision: 1 }
    expect(words({ turn: last, lastAt: at, rules }).opens).toBe(Date.UTC(2026, 4, 10, 11, 2))
    expect(words({ turn: last, rules }).opens).toBeUndefined()
  })

  it('has no time while one’s own message is under way', () => {
    const turn = { mayWrite: false, because: 'under-way' } as const
    expect(words({ turn, lastAt: at })).toEqual({ key: 'chat.turn.under-way' })
    expect(words({ turn, lastAt: at }, false)).toEqual({ key: 'chat.turn.waiting' })
  })
})
