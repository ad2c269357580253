import { HANDED_AT_ONCE, type GivenMessage } from '@shared/chat/sync-wire'
import { encodeText } from '@shared/mqtt/message'

/** Bytes of messages in one handing over, so that a private room can seal it and it is still below what a broker takes. */
const MAX_HANDED_BYTES = 180_000

/** Messages in portions for one publish each; one portion at least, be it empty. */
export function inPortions(messages: readonly GivenMessage[]): GivenMessage[][] {
  const portions: GivenMessage[][] = [[]]
  let size = 0
  for (const message of messages) {
    const bytes = encodeText(JSON.stringify(message)).length
    if (portions.at(-1)?.length === HANDED_AT_ONCE || size + bytes > MAX_HANDED_BYTES) {
      portions.push([])
      size = 0
    }
    portions.at(-1)?.push(message)
    size += bytes
  }
  return portions
}
