/** Something the log, and sometimes a window, should tell about the embedded broker. */
export type BrokerNote =
  | { readonly kind: 'store-set-aside'; readonly folder: string; readonly reason: string }
  | { readonly kind: 'store-in-memory'; readonly reason: string }
  | { readonly kind: 'client-limit'; readonly client: string; readonly limit: number }
  | { readonly kind: 'client-closed'; readonly client: string; readonly reason: string }
  | { readonly kind: 'retained-limit'; readonly topic: string; readonly limit: number }
  | { readonly kind: 'queue-limit'; readonly client: string; readonly limit: number }
  | { readonly kind: 'session-limit'; readonly client: string; readonly limit: number }
  | { readonly kind: 'fault'; readonly reason: string }

/** The kinds of notes, for the guard at the edge between the two processes. */
export const NOTE_KINDS = [
  'store-set-aside',
  'store-in-memory',
  'client-limit',
  'client-closed',
  'retained-limit',
  'queue-limit',
  'session-limit',
  'fault',
] as const satisfies readonly BrokerNote['kind'][]

const QUIET_MS = 10_000

/**
 * Lets one note of a kind through in ten seconds: a client that reconnects in a loop must not fill the log.
 * Notes about the store are rare and always pass.
 */
export function calmNotes(onNote: (note: BrokerNote) => void, now: () => number): (note: BrokerNote) => void {
  const last = new Map<string, number>()
  return (note) => {
    const before = last.get(note.kind)
    const isAboutStore = note.kind === 'store-set-aside' || note.kind === 'store-in-memory'
    if (!isAboutStore && before !== undefined && now() - before < QUIET_MS) return
    last.set(note.kind, now())
    onNote(note)
  }
}
