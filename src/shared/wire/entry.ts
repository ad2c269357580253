import type { Qos } from '../mqtt/message'

/** One message that passed, as the Wire tab lists it. */
export interface WireEntry {
  /** Counts up from 1 within a run; the key of the list. */
  readonly seq: number
  readonly at: number
  readonly direction: 'in' | 'out'
  readonly topic: string
  readonly qos: Qos
  readonly retain: boolean
  /** Size of the payload in bytes. */
  readonly size: number
  /** What can be shown of the payload, at most PREVIEW_CHARS characters. */
  readonly preview: string
  /** `cut`: text longer than the preview; `bytes`: not UTF-8, shown in hexadecimal. */
  readonly form: 'text' | 'cut' | 'bytes'
  /** A light or the chat listens on this topic and could not read this payload. */
  readonly notUnderstood?: true
}

/** Longest preview of a payload in characters that is kept and sent to a window. */
export const PREVIEW_CHARS = 2_000

/** How many entries are kept; the oldest go first. */
export const MAX_WIRE_ENTRIES = 500
