import { compareMessages, isPlainId, plainId, type ChatMessage, type MessageKey } from '@shared/chat/message'
import type { GivenMessage } from '@shared/chat/sync-wire'

/** How far apart two copies may have numbered one message: as many messages as one of them can have missed. */
const REACH = 32

/**
 * Finds messages that two copies have under two ids. A message of a client without ids is numbered where it arrives, and a copy that had
 * missed something numbers it lower (DESIGN 2). `theirs`: ids that the other copy has and this one lacks. Two messages of the same
 * words that both lack crosswise within 32 places are taken for one.
 */
export function twinsOf(
  messages: readonly ChatMessage[],
  theirs: Iterable<string>,
  hash: (text: string) => string,
): Map<string, MessageKey> {
  const twins = new Map<string, MessageKey>()
  const left = new Set([...theirs].filter(isPlainId))
  for (const message of messages) {
    if (left.size === 0) break
    const twin = isPlainId(message.id) ? twinOf(message, left, hash) : undefined
    if (!twin) continue
    left.delete(twin.id)
    twins.set(message.id, twin)
  }
  return twins
}

/** What another copy is given of what it lacks: of a message that it has under another number, the higher one counts. */
export function toGive(
  lacking: readonly ChatMessage[],
  theirs: Iterable<string>,
  hash: (text: string) => string,
): GivenMessage[] {
  const twins = twinsOf(lacking, theirs, hash)
  return lacking.flatMap((message) => {
    const twin = twins.get(message.id)
    if (!twin) return message
    return compareMessages(message, twin) > 0 ? { ...message, instead: twin.id } : []
  })
}

/** Whether two messages are one that came without an id: the one that stays, numbered by whoever had missed less, and the one that goes. */
export function isTwin(stays: ChatMessage, goes: ChatMessage): boolean {
  const isSame = stays.user === goes.user && stays.text === goes.text
  return isPlainId(stays.id) && isPlainId(goes.id) && isSame && compareMessages(stays, goes) > 0
}

function twinOf(
  message: ChatMessage,
  ids: ReadonlySet<string>,
  hash: (text: string) => string,
): MessageKey | undefined {
  for (let clock = Math.max(1, message.clock - REACH); clock <= message.clock + REACH; clock++) {
    const id = plainId({ ...message, clock }, hash)
    if (ids.has(id)) return { clock, id }
  }
  return undefined
}
