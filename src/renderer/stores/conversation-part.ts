import { compareMessages, type MessageView } from '@shared/chat/message'
import type { Page } from '@shared/chat/page'
import type { ListPatch } from '@shared/ipc/state'

/** Most messages that a window holds; what is further away is asked for again when the reader comes back. */
export const MOST_HELD = 600

/** Messages of one room that follow each other without a gap, in the room's order. */
export interface Part {
  readonly messages: readonly MessageView[]
  /** There are older messages than these. */
  readonly earlier: boolean
  /** There are newer ones than these. */
  readonly later: boolean
}

/** Where the reader is: what is dropped when there is too much lies at the other end. */
export type End = 'start' | 'end'

export const NOTHING: Part = { messages: [], earlier: false, later: false }

/** A part after a patch of its room, with the messages of the patch that are newer than all that was here. */
export function patchedPart(
  { messages, earlier, later }: Part,
  room: string,
  { upsert, remove = [] }: ListPatch<MessageView>,
  reader: End,
): { readonly part: Part; readonly newer: readonly MessageView[] } {
  const first = messages[0]
  const last = messages.at(-1)
  const held = new Map(messages.map((message) => [message.id, message]))
  for (const id of remove) held.delete(id)
  const newer: MessageView[] = []
  for (const message of upsert) {
    if (message.room !== room) continue
    const beyond = last !== undefined && compareMessages(message, last) > 0
    const before = first !== undefined && compareMessages(message, first) < 0
    const known = held.get(message.id)
    if (!known && (beyond || last === undefined)) newer.push(message)
    // What would stand where nothing is known of its neighbours is left to the page it belongs to.
    if ((beyond && later && message.id !== last.id) || (before && earlier && message.id !== first.id))
      held.delete(message.id)
    else held.set(message.id, message)
  }
  const sorted = [...held.values()].sort(compareMessages)
  return { part: bounded({ messages: sorted, earlier, later }, reader), newer }
}

/** A part with the page that comes right before or after it. */
export function extendedPart(part: Part, page: Page, side: 'before' | 'after'): Part {
  const here = new Set(part.messages.map(({ id }) => id))
  const messages = [...part.messages, ...page.messages.filter(({ id }) => !here.has(id))].sort(
    compareMessages,
  )
  return side === 'before'
    ? bounded({ messages, earlier: page.earlier, later: part.later }, 'start')
    : bounded({ messages, earlier: part.earlier, later: page.later }, 'end')
}

function bounded(part: Part, reader: End): Part {
  if (part.messages.length <= MOST_HELD) return part
  return reader === 'end'
    ? { ...part, messages: part.messages.slice(-MOST_HELD), earlier: true }
    : { ...part, messages: part.messages.slice(0, MOST_HELD), later: true }
}
