import type { RoomView } from '@shared/ipc/state'

/** Which words say whose turn it is: a key of the locale and what belongs into it. */
export function turnWords(room: RoomView, connected: boolean): { key: string; name?: string } {
  if (room.turn.mayWrite) return { key: 'chat.turn.mine' }
  const { because } = room.turn
  if (because === 'under-way' && !connected) return { key: 'chat.turn.waiting' }
  const others = room.people.filter(({ me }) => !me)
  if (because === 'last-is-mine' && others.length === 1 && others[0]) {
    return { key: 'chat.turn.last-is-mine-one', name: others[0].name }
  }
  return { key: `chat.turn.${because}` }
}
