/** A message changes at most this often; a client that goes on is not listened to. */
export const MAX_REVISIONS = 1_000

/** A change of a message by its author, as `<room>/changes` carries it. */
export interface Revision {
  /** Of the message that changes. */
  readonly id: string
  /** 1 for the first change, then one more each time. */
  readonly revision: number
  /** The author of the message; a change by another name does not count. */
  readonly user: string
  /** The new text; missing where the message is taken back. */
  readonly text?: string
}

interface Revised {
  readonly revision?: number
  readonly text?: string
  readonly deleted?: true
}

/**
 * Whether a change replaces what is known of the message: taken back is final, then the later revision counts, then of two alike
 * the greater text, so that all copies end alike whatever order changes arrive in.
 */
export function supersedes(change: Pick<Revision, 'revision' | 'text'>, known: Revised): boolean {
  if (known.deleted) return false
  if (change.text === undefined) return true
  const revision = known.revision ?? 0
  if (change.revision !== revision) return change.revision > revision
  return change.text > (known.text ?? '')
}
