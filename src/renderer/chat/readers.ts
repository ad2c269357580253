import { compareMessages, type MessageView } from '@shared/chat/message'
import type { RoomView } from '@shared/ipc/state'

/** The newest message of this copy that somebody has read, and who; the same name from two copies once. */
export function newestRead(
  messages: readonly MessageView[],
  readers: RoomView['readers'],
): { readonly id: string; readonly names: readonly string[] } | undefined {
  const furthest = readers.reduce<RoomView['readers'][number] | undefined>(
    (far, reader) => (far && compareMessages(far, reader) >= 0 ? far : reader),
    undefined,
  )
  const read =
    furthest &&
    messages.findLast((message) => message.delivery !== undefined && compareMessages(message, furthest) <= 0)
  if (!read) return undefined
  const names = readers.filter((reader) => compareMessages(read, reader) <= 0).map(({ name }) => name)
  return { id: read.id, names: [...new Set(names)] }
}
