import type { StoredMessage } from '../history'

/** A message for a test. */
export function message(id: string, clock: number, more: Partial<StoredMessage> = {}): StoredMessage {
  const ts = 1_766_000_000_000 + clock
  return { id, clock, user: 'John', text: `text of ${id}`, ts, at: ts, ...more }
}
