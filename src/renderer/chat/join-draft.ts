import { MAX_ROOM_NAME, MIN_PASSPHRASE } from '@shared/chat/room-settings'
import type { Commands, Refusal } from '@shared/ipc/contract'

/** What stands in the form of a room to join. */
export interface JoinDraft {
  topic: string
  name: string
  isPrivate: boolean
  passphrase: string
  begins: boolean
  turns: boolean
}

export type JoinField = 'topic' | 'name' | 'passphrase'

/** Rules are given only where the room begins: who joins takes those it has. */
export function joinWish(draft: JoinDraft): Commands['room:join'] {
  const { topic, name, isPrivate, passphrase, begins, turns } = draft
  return {
    topic,
    name,
    kind: isPrivate ? 'private' : 'open',
    ...(isPrivate ? { passphrase } : {}),
    ...(begins ? { turns } : {}),
  }
}

/** What can be said before main is asked: making a key takes a moment, and is for nothing where a passphrase is too short. */
export function earlyRefusal({ name, isPrivate, passphrase }: JoinDraft): Refusal | undefined {
  if ([...name.trim()].length > MAX_ROOM_NAME) return { kind: 'room', problem: 'name-too-long' }
  if (isPrivate && passphrase.length < MIN_PASSPHRASE)
    return { kind: 'room', problem: 'passphrase-too-short' }
  return undefined
}

/** The field that a refusal is about; none where it is about no single one. */
export function fieldOf(why: Refusal | undefined): JoinField | undefined {
  if (why?.kind === 'room-topic') return 'topic'
  if (why?.kind !== 'room') return undefined
  if (why.problem === 'here' || why.problem === 'light') return 'topic'
  if (why.problem === 'name-too-long') return 'name'
  return why.problem === 'passphrase-too-short' || why.problem === 'passphrase-wrong'
    ? 'passphrase'
    : undefined
}
