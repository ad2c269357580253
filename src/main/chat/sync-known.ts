import type { Conversation } from '@shared/chat/conversation'
import type { RoomParts } from './parts'

/** Whether a message is here, or was until the user deleted it. */
export function isKnown(
  id: string,
  conversation: Conversation,
  { history, topic }: Pick<RoomParts, 'history' | 'topic'>,
): boolean {
  return conversation.has(id) || history.has(topic, id)
}
