import { setImmediate as immediate } from 'node:timers/promises'
import type { Deleted } from '../store/history'

/** Deletes all there is to delete, letting others go on between its parts; says how many messages it was. */
export async function partByPart(deletePart: () => Deleted): Promise<number> {
  let messages = 0
  for (;;) {
    const part = deletePart()
    messages += part.messages
    if (!part.more) return messages
    await immediate()
  }
}
