import type { MessageKey } from '@shared/chat/message'
import type { StoredMessage } from './history'

/** Messages that are read in one go. */
const AT_ONCE = 500

/** A place before all messages. */
export const FIRST_PLACE: MessageKey = { clock: Number.MIN_SAFE_INTEGER, id: '' }

/** All messages of a room after a place, page by page, so that a long history is never in memory as a whole and may change meanwhile. */
export function* pagesOf(
  after: (key: MessageKey, limit: number) => readonly StoredMessage[],
  from: MessageKey = FIRST_PLACE,
): Generator<StoredMessage, void, undefined> {
  let key = from
  for (;;) {
    const page = after(key, AT_ONCE)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < AT_ONCE) return
    key = last
  }
}
